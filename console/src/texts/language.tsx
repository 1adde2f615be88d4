import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { forGood } from "../auth/stored.ts";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** The same texts in every language: a key that one lacks is a type error. */
export type Catalogue<T> = Readonly<Record<Language, T>>;

const KEPT = "roster.console.language";
const known = (tag: string | null) => LANGUAGES.find((language) => tag?.toLowerCase().split("-")[0] === language);

function preferred(): Language {
  for (const tag of [forGood.read(KEPT), ...navigator.languages]) {
    const language = known(tag);
    if (language) return language;
  }
  return "en";
}

interface Choice {
  readonly language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<Choice>({ language: "en", choose: () => {} });

/** Gives everything inside the language that was chosen by hand, or the browser's first that is ours. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(preferred);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose(chosen: Language) {
        forGood.write(KEPT, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export const useLanguage = (): Choice => useContext(LanguageContext);

/** The texts of a catalogue in the language of the page. */
export function useTexts<T>(catalogue: Catalogue<T>): T {
  return catalogue[useLanguage().language];
}

/**
 * What is loaded only for readers of German, once: what the server says in English, in their language. Nothing is loaded for others.
 *
 * @param name names it among all that is loaded so
 */
export function useGerman<T>(
  name: string,
  load: () => Promise<T>,
): { readonly isGerman: boolean; readonly german: T | undefined; readonly isMissing: boolean } {
  const isGerman = useLanguage().language === "de";
  const { data, isError } = useQuery({
    queryKey: ["german", name],
    queryFn: load,
    enabled: isGerman,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return { isGerman, german: isGerman ? data : undefined, isMissing: isError };
}

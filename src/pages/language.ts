/** The languages of the pages. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** The same texts in every language: a key that one lacks is a type error. */
export type Catalogue<T> = Readonly<Record<Language, T>>;

const COOKIE = "roster_language";
const YEAR = 366 * 86_400;

/**
 * The language that somebody chose by hand, out of the Cookie header.
 *
 * @returns a language of ours, or `undefined` where none was chosen
 */
export function chosenLanguage(cookies: string | undefined): Language | undefined {
  for (const part of (cookies ?? "").split(";")) {
    const [name = "", value = ""] = part.split("=", 2).map((text) => text.trim());
    if (name === COOKIE) return LANGUAGES.find((language) => language === value);
  }
  return undefined;
}

/** The Set-Cookie header that keeps a language chosen by hand for a year. */
export function languageCookieHeader(language: Language, secure: boolean): string {
  return `${COOKIE}=${language}; Max-Age=${YEAR}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/**
 * The language of a page.
 *
 * @param wishes language tags by preference: what was chosen by hand, OpenID Connect's `ui_locales`, the browser's Accept-Language
 */
export function chooseLanguage(...wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const ranked = (wish ?? "")
      .split(/[,\s]+/)
      .map((part) => {
        const [tag = "", ...parameters] = part.trim().split(";");
        const q = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter.trim())?.[1]).find(Boolean);
        return { primary: tag.toLowerCase().split("-")[0] ?? "", q: q === undefined ? 1 : Number(q) };
      })
      .filter(({ primary, q }) => primary !== "" && q > 0)
      .sort((a, b) => b.q - a.q);
    for (const { primary } of ranked) {
      const known = LANGUAGES.find((language) => language === primary);
      if (known) return known;
    }
  }
  return "en";
}

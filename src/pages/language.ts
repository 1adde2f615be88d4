/** The languages of the pages. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same texts in every language: a key that one lacks is a type error. */
export type Catalogue<T> = Readonly<Record<Language, T>>;

/**
 * The language of a page.
 *
 * @param wishes language tags by preference: OpenID Connect's `ui_locales`, then the browser's Accept-Language
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

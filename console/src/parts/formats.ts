import type { Language } from "../texts/language.tsx";

const dates = new Map<string, Intl.DateTimeFormat>();

/** The reader's own variant of a language: who reads English in Britain has the day before the month. */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

/** Writes dates as the reader is used to. Making a format takes longer than using it a hundred times: each is made once. */
export function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = localeOf(language);
  const name = `${locale} ${JSON.stringify(options)}`;
  const made = dates.get(name) ?? new Intl.DateTimeFormat(locale, options);
  dates.set(name, made);
  return made;
}

/** Writes numbers as the reader is used to. */
export const numberFormat = (language: Language, options?: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(localeOf(language), options);

import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The reader's own variant of the language writes dates as they are used to. Making a format takes longer than using it a hundred times. */
function formatOf(language: string): Intl.DateTimeFormat {
  const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  const kept = formats.get(locale);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  formats.set(locale, made);
  return made;
}

/** A moment in the reader's language and time zone; `null` is never. */
export function Moment({ at }: { readonly at: string | null }) {
  const { language } = useLanguage();
  const texts = useTexts(common);
  if (at === null) return texts.never;
  return (
    <time dateTime={at} className="moment">
      {formatOf(language).format(new Date(at))}
    </time>
  );
}

import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";

/** By locale: to make one takes longer than to show a row of a table. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string): Intl.DateTimeFormat {
  const known = formats.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  formats.set(locale, made);
  return made;
}

/** A moment in the reader's language and time zone; `null` is never. */
export function Moment({ at }: { readonly at: string | null }) {
  const { language } = useLanguage();
  const texts = useTexts(common);
  if (at === null) return texts.never;
  // The reader's own variant of the language writes dates as they are used to.
  const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  return (
    <time dateTime={at} className="moment">
      {formatOf(locale).format(new Date(at))}
    </time>
  );
}

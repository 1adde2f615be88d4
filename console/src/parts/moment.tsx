import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";

/** A moment in the reader's language and time zone; `null` is never. */
export function Moment({ at }: { readonly at: string | null }) {
  const { language } = useLanguage();
  const texts = useTexts(common);
  if (at === null) return texts.never;
  // The reader's own variant of the language writes dates as they are used to.
  const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  const shown = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
  return (
    <time dateTime={at} className="moment">
      {shown}
    </time>
  );
}

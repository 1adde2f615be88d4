import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";

/** A moment in the reader's language and time zone; `null` is never. */
export function Moment({ at }: { readonly at: string | null }) {
  const { language } = useLanguage();
  const texts = useTexts(common);
  if (at === null) return texts.never;
  const shown = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
  return <time dateTime={at}>{shown}</time>;
}

import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { dateFormat } from "./formats.ts";

const SHORT = { dateStyle: "medium", timeStyle: "short" } as const;
/** To the second, with the time zone. */
const EXACT = { dateStyle: "full", timeStyle: "long" } as const;

/** A moment in the reader's language and time zone, which the pointer shows; `null` is never. */
export function Moment({ at }: { readonly at: string | null }) {
  const { language } = useLanguage();
  const texts = useTexts(common);
  if (at === null) return texts.never;
  const moment = new Date(at);
  return (
    <time dateTime={at} className="moment" title={dateFormat(language, EXACT).format(moment)}>
      {dateFormat(language, SHORT).format(moment)}
    </time>
  );
}

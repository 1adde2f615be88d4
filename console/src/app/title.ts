import { useEffect, useSyncExternalStore } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";

/** What is shown: the console, a page, its tab, and one thing inside of that. */
interface Shown {
  readonly console: string;
  readonly page: string;
  readonly tab: string;
  readonly thing: string;
}

let shown: Shown = { console: "", page: "", tab: "", thing: "" };
const listeners = new Set<() => void>();

/** The page and its part: "Members · Example". */
const inWords = ({ page, tab, thing }: Shown) => [thing || tab, page].filter(Boolean).join(" · ");

/** Says in the browser's tab what is shown, the most particular first: many tabs of one installation are told apart. */
function show(change: Partial<Shown>): void {
  shown = { ...shown, ...change };
  document.title = [inWords(shown), shown.console].filter(Boolean).join(" · ");
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names the page. */
export function useTitle(page: string): void {
  const texts = useTexts(common);
  useEffect(() => show({ page, console: texts.console }), [page, texts]);
}

/** Names the part of the page that is shown, while it is: its tab, or a thing inside of that. */
export function usePartTitle(kind: "tab" | "thing", part: string): void {
  useEffect(() => {
    show({ [kind]: part });
    return () => show({ [kind]: "" });
  }, [kind, part]);
}

/** What is shown, in words. */
export const useShownTitle = (): string => useSyncExternalStore(listen, () => inWords(shown));

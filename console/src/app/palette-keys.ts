import { palette } from "../palette/texts.ts";
import { useTexts } from "../texts/language.tsx";

/** What opens the palette, as it is written on the keyboards of the reader. */
export function usePaletteKeys(): string {
  const { control } = useTexts(palette);
  return /^(?:Mac|iP)/.test(navigator.platform) ? "⌘ K" : `${control} K`;
}

import { useLanguage } from "../texts/language.tsx";
import { numberFormat } from "./formats.ts";

const UNITS = ["kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Writes measures as the reader's language does. */
export function useMeasures() {
  const { language } = useLanguage();
  const unit = (value: number, name: string, digits = 0) =>
    numberFormat(language, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(value);
  return {
    number: (value: number) => numberFormat(language).format(value),
    bytes(value: number): string {
      const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(value, 1)) / 3) - 1, 0), UNITS.length - 1);
      return unit(value / 1000 ** (step + 1), UNITS[step] ?? "kilobyte", 1);
    },
    milliseconds: (value: number) => unit(value, "millisecond", value < 10 ? 1 : 0),
    /** The two largest parts of a time. @param seconds whole ones */
    duration(seconds: number): string {
      const parts: [number, string][] = [
        [Math.floor(seconds / 86_400), "day"],
        [Math.floor(seconds / 3600) % 24, "hour"],
        [Math.floor(seconds / 60) % 60, "minute"],
        [seconds % 60, "second"],
      ];
      const first = parts.findIndex(([value]) => value > 0);
      const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([value]) => value > 0);
      return shown.map(([value, name]) => unit(value, name)).join(" ");
    },
  };
}

import type { Language } from "../language.ts";

/** A time to wait in words: seconds, from two minutes on minutes. German takes the dative, as after "in". */
export function secondsIn(language: Language, seconds: number): string {
  const [unit, unitDisplay] = ["second", "long"] as const;
  if (seconds < 120) return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay }).format(seconds);
  const minutes = Math.ceil(seconds / 60);
  return language === "de" ? `${minutes} Minuten` : `${minutes} minutes`;
}

/** Days of UTC, written `2026-11-27`. */

const DAY = 86_400_000;

/** The day of a moment. @param ms since 1970 UTC */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A day so many days later, or earlier. */
export const plusDays = (day: string, days: number): string => dayOf(Date.parse(day) + days * DAY);

/** How many days there are from one to another, both included. */
export const spanOf = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;

/** Every day from one to another, both included. */
export const daysBetween = (from: string, to: string): string[] => Array.from({ length: Math.max(spanOf(from, to), 0) }, (_, i) => plusDays(from, i));

/** The Monday of a day's week (ISO 8601). */
export const weekOf = (day: string): string => plusDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** The first day of a day's month. */
export const monthOf = (day: string): string => `${day.slice(0, 8)}01`;

/** The Mondays of the weeks that reach into a range of days. */
export function weeksBetween(from: string, to: string): string[] {
  return daysBetween(weekOf(from), to).filter((_, i) => i % 7 === 0);
}

/** The first days of the months that reach into a range of days. */
export function monthsBetween(from: string, to: string): string[] {
  return [...new Set(daysBetween(from, to).map(monthOf))];
}

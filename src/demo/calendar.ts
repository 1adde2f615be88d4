/** When people work: times are UTC. */
import type { Random } from "./random.ts";

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** How long ago the installation began. */
export const DAYS = 365;

/** Midnight of the day of a moment. */
export const midnight = (ms: number): number => Math.floor(ms / DAY) * DAY;

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(ms: number): boolean {
  const day = new Date(ms).getUTCDay();
  return day === 0 || day === 6;
}

/** Days on which hardly anybody works, and the share of them who do: month and day, both ends included. */
const HOLIDAYS: readonly (readonly [from: string, to: string, share: number])[] = [
  ["12-23", "12-26", 0.12],
  ["12-27", "12-31", 0.3],
  ["01-01", "01-01", 0.06],
  ["01-02", "01-04", 0.55],
  ["05-01", "05-01", 0.25],
  ["07-20", "08-20", 0.72],
];

/** The share of people who work on a day, of those who do on a plain Tuesday. */
export function working(ms: number): number {
  const date = new Date(ms).toISOString().slice(5, 10);
  const holiday = HOLIDAYS.find(([from, to]) => from <= date && date <= to)?.[2] ?? 1;
  const byWeekday = [0.06, 0.96, 1, 0.99, 0.95, 0.84, 0.09][new Date(ms).getUTCDay()] as number;
  return holiday * byWeekday;
}

/** A moment in working hours of the day of a moment, or of the working day after it; where that is not over yet, of one before. @param now the end of all times */
export function workMoment(random: Random, ms: number, now: number): number {
  const hour = 7 * HOUR + Math.floor(random.next() * 10.5 * HOUR);
  let day = midnight(ms);
  while (isWeekend(day)) day += DAY;
  while (day + hour >= now || isWeekend(day)) day -= DAY;
  return day + hour;
}

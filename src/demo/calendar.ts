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

/** A moment in working hours of the day of a moment, or of the working day after it; never in the future. @param now the end of all times */
export function workMoment(random: Random, ms: number, now: number): number {
  let day = midnight(ms);
  while (isWeekend(day)) day += DAY;
  const moment = day + 7 * HOUR + Math.floor(random.next() * 10.5 * HOUR);
  return moment < now ? moment : Math.min(ms, now) - Math.floor(random.next() * 20 * MINUTE) - MINUTE;
}

import type { components } from "../api/schema.d.ts";

export type Statistics = components["schemas"]["Statistics"];

/** The ways in which people sign in, and in which machines get tokens: these so much more often that both in one picture hide the people. */
export const WAYS = { people: ["password", "passkey", "connection", "magic_link", "device"], machines: ["api_key", "client_credentials"] } as const;
export type Way = (typeof WAYS)[keyof typeof WAYS][number];

/** A point of a picture: a day, or the Monday of a week, and what was counted; `null` where nothing is known. */
export type Point<Name extends string> = { readonly day: string } & Readonly<Record<Name, number | null>>;

/** So many days and more are shown by weeks. */
const BY_WEEK = 120;

const DAY = 86_400_000;

/** The Monday of a day's week (ISO 8601), both as dates of UTC. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const since = (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() - since * DAY).toISOString().slice(0, 10);
}

/** Adds what is known; of nothing known the sum is not known. */
const plus = (one: number | null, other: number | null) => (one === null ? other : other === null ? one : one + other);

/**
 * Counts by days as they are, or added up by weeks where there are many.
 *
 * @param names of what was counted
 */
export function byDayOrWeek<Name extends string>(
  rows: readonly Point<Name>[],
  names: readonly Name[],
): { readonly points: readonly Point<Name>[]; readonly weekly: boolean } {
  if (rows.length < BY_WEEK) return { points: rows, weekly: false };
  const weeks = new Map<string, Record<string, number | null>>();
  for (const row of rows) {
    const monday = mondayOf(row.day);
    const sums = weeks.get(monday) ?? {};
    for (const name of names) sums[name] = plus(sums[name] ?? null, row[name]);
    weeks.set(monday, sums);
  }
  return { points: [...weeks].map(([day, sums]) => ({ day, ...sums }) as Point<Name>), weekly: true };
}

/** The names that were counted at all. */
export function present<Name extends string>(rows: readonly Point<Name>[], names: readonly Name[]): Name[] {
  return names.filter((name) => rows.some((row) => (row[name] ?? 0) > 0));
}

/** The first day that so many days up to today begin with, of UTC. */
export function firstDay(days: number, now: number): string {
  return new Date(now - (days - 1) * DAY).toISOString().slice(0, 10);
}

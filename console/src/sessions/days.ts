import type { Session } from "../api/types.ts";

/** The sessions that began on one day of the reader's. */
export interface Day {
  /** `2026-11-27`. */
  readonly day: string;
  readonly sessions: readonly Session[];
}

const two = (part: number) => String(part).padStart(2, "0");

/** The day of a moment in the reader's time zone: `2026-11-27`. */
export function dayOf(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** Groups sessions by the day on which they began; their order stays. */
export function byDay(sessions: readonly Session[]): readonly Day[] {
  const days = new Map<string, Session[]>();
  for (const session of sessions) {
    const day = dayOf(new Date(session.created));
    const known = days.get(day);
    if (known) known.push(session);
    else days.set(day, [session]);
  }
  return [...days].map(([day, own]) => ({ day, sessions: own }));
}

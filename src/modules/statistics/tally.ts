import type { Clock } from "../../kernel/clock.ts";
import type { Queryable } from "../../kernel/context.ts";
import { type ErrorCode, RosterError } from "../../kernel/errors.ts";
import { dayOf } from "./days.ts";
import { insertEvents } from "./fold-store.ts";
import type { RefusedWay } from "./metrics.ts";

/** How machines get tokens: nothing is written for one, so that they are counted beside their requests. */
export type MachineWay = "api_key" | "client_credentials";

/** What this process has counted and not yet written. */
export interface Tally {
  /** Counts a token that a machine got just now. */
  count(way: MachineWay): void;
  /** Counts a sign-in that was refused just now: anybody may have one refused, and it is to cost no more than the refusal. */
  refuse(way: RefusedWay): void;
  /** Writes what was counted; what cannot be written is kept for the next time. */
  write(db: Queryable): Promise<void>;
}

export function createTally(clock: Clock): Tally {
  // By day and way, in one text.
  let counts = new Map<string, number>();
  const add = (key: string, n: number) => counts.set(key, (counts.get(key) ?? 0) + n);
  return {
    count: (way) => add(`${dayOf(clock.now())} sign_in.${way}`, 1),
    refuse: (way) => add(`${dayOf(clock.now())} failure.${way}`, 1),
    async write(db) {
      if (counts.size === 0) return;
      const taken = counts;
      counts = new Map();
      const events = [...taken].map(([key, n]) => ({ day: key.slice(0, 10), metric: key.slice(11), n }));
      await insertEvents(db, events).catch((error: unknown) => {
        for (const [key, n] of taken) add(key, n);
        throw error;
      });
    },
  };
}

/** What an installation does not offer. */
const OFF: ReadonlySet<ErrorCode> = new Set(["passkey.unavailable", "auth.magic_links_off"]);

/** What counts refusals. */
export type Refusals = Pick<Tally, "refuse">;

/** Signs somebody in, and counts it where that is refused; that something is switched off, or does not answer, refuses nobody. */
export async function countingRefusals<T>(refusals: Refusals, way: RefusedWay, signIn: () => Promise<T>): Promise<T> {
  try {
    return await signIn();
  } catch (error) {
    if (error instanceof RosterError && error.status < 500 && !OFF.has(error.code)) refusals.refuse(way);
    throw error;
  }
}

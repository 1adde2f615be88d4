import type { Clock } from "../../kernel/clock.ts";
import type { Queryable } from "../../kernel/context.ts";
import { dayOf } from "./days.ts";
import { insertEvents } from "./fold-store.ts";

/** How machines get tokens: nothing is written for one, so that they are counted beside their requests. */
export type MachineWay = "api_key" | "client_credentials";

/** What this process has counted and not yet written. */
export interface Tally {
  /** Counts a token that a machine got just now. */
  count(way: MachineWay): void;
  /** Writes what was counted; what cannot be written is kept for the next time. */
  write(db: Queryable): Promise<void>;
}

export function createTally(clock: Clock): Tally {
  // By day and way, in one text.
  let counts = new Map<string, number>();
  const add = (key: string, n: number) => counts.set(key, (counts.get(key) ?? 0) + n);
  return {
    count: (way) => add(`${dayOf(clock.now())} sign_in.${way}`, 1),
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

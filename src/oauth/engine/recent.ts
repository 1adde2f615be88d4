import { LRUCache } from "lru-cache";
import type { Clock } from "../../kernel/clock.ts";

/** What this process asked the database for, by id, not older than half a second (the rule of principals, ADR 4). */
export interface Recent<T> {
  /** All who ask at the same time share one question. */
  find(id: string): Promise<T>;
  /** The next question asks the database. */
  forget(id: string): void;
}

interface Options<T> {
  readonly clock: Clock;
  readonly read: (id: string) => Promise<T>;
  readonly maxAgeMs?: number;
  readonly most?: number;
}

export function createRecent<T>({ clock, read, maxAgeMs = 500, most = 5000 }: Options<T>): Recent<T> {
  const entries = new LRUCache<string, { readonly found: Promise<T>; readonly readAt: number }>({ max: most });
  return {
    find(id) {
      const now = clock.now();
      const known = entries.get(id);
      // A clock that was set back makes the age negative: then it says nothing.
      if (known && now >= known.readAt && now - known.readAt < maxAgeMs) return known.found;
      const entry = { found: read(id), readAt: now };
      entries.set(id, entry);
      entry.found.catch(() => {
        if (entries.get(id) === entry) entries.delete(id);
      });
      return entry.found;
    },
    forget(id) {
      entries.delete(id);
    },
  };
}

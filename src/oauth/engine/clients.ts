import { LRUCache } from "lru-cache";
import type { Clock } from "../../kernel/clock.ts";
import type { Queryable } from "../../kernel/context.ts";
import { type Client, createSecretCheck, readClient } from "../../modules/applications/service.ts";

/** Applications with their secrets as this process knows them, not older than half a second (the rule of principals, ADR 4). */
export interface Clients {
  find(id: string): Promise<Client | undefined>;
  /** Whether a text is a secret that lets this application in. */
  verifySecret(id: string, secret: string): Promise<boolean>;
  /** The next question asks the database. */
  forget(id: string): void;
}

interface Options {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly maxAgeMs?: number;
  readonly most?: number;
}

export function createClients({ db, clock, maxAgeMs = 500, most = 5000 }: Options): Clients {
  const entries = new LRUCache<string, { readonly found: Promise<Client | undefined>; readonly readAt: number }>({ max: most });
  const fits = createSecretCheck({ clock }, db);

  function find(id: string): Promise<Client | undefined> {
    const now = clock.now();
    const known = entries.get(id);
    // A clock that was set back makes the age negative: then it says nothing.
    if (known && now >= known.readAt && now - known.readAt < maxAgeMs) return known.found;
    const found = readClient(db, id);
    const entry = { found, readAt: now };
    entries.set(id, entry);
    found.catch(() => {
      if (entries.get(id) === entry) entries.delete(id);
    });
    return found;
  }

  return {
    find,
    async verifySecret(id, secret) {
      const client = await find(id);
      return client !== undefined && fits(client, secret);
    },
    forget(id) {
      entries.delete(id);
    },
  };
}

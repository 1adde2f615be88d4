import type { Clock } from "../../kernel/clock.ts";
import type { Queryable } from "../../kernel/context.ts";
import { type Client, createSecretCheck, readClient } from "../../modules/applications/service.ts";
import { createRecent, type Recent } from "./recent.ts";

/** Applications with their secrets, as this process knows them. */
export interface Clients extends Recent<Client | undefined> {
  /** Whether a text is a secret that lets this application in. */
  verifySecret(id: string, secret: string): Promise<boolean>;
}

export function createClients({ db, clock }: { readonly db: Queryable; readonly clock: Clock }): Clients {
  const known = createRecent({ clock, read: (id) => readClient(db, id) });
  const fits = createSecretCheck({ clock }, db);
  return {
    ...known,
    async verifySecret(id, secret) {
      const client = await known.find(id);
      return client !== undefined && fits(client, secret);
    },
  };
}

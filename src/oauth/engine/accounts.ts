import type { Clock } from "../../kernel/clock.ts";
import type { Queryable } from "../../kernel/context.ts";
import { type AccountFacts, findAccountFacts } from "./accounts-store.ts";
import { createRecent, type Recent } from "./recent.ts";

/** What may be said of accounts, as this process knows it; nothing of those that do not count any more. */
export type Accounts = Recent<AccountFacts | undefined>;

export function createAccounts({ db, clock }: { readonly db: Queryable; readonly clock: Clock }): Accounts {
  return createRecent({ clock, read: (id) => findAccountFacts(db, id) });
}

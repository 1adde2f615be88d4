import type { Queryable } from "../../kernel/context.ts";
import type { Keyring } from "../../kernel/secrets.ts";
import { claimKeyCheck, readKeyCheck } from "./store.ts";

const PURPOSE = "installation-key";

/** The installation key of this process is not the one that the database was made with. */
export class WrongKeyError extends Error {
  override name = "WrongKeyError";
  constructor() {
    super(
      "The installation key does not fit this database: it was made with another one. Set ROSTER_SECRET_KEY to the key of the installation (or restore secret.key in its data directory).",
    );
  }
}

/**
 * Makes sure that this process holds the installation's key; the first one to come decides which that is.
 *
 * @throws WrongKeyError
 */
export async function checkInstallationKey(db: Queryable, keyring: Keyring): Promise<void> {
  let sealed = await readKeyCheck(db);
  if (!sealed) {
    await claimKeyCheck(db, keyring.seal(PURPOSE, PURPOSE));
    sealed = await readKeyCheck(db);
  }
  try {
    keyring.open(PURPOSE, sealed as Buffer);
  } catch {
    throw new WrongKeyError();
  }
}

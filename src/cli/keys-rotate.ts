/** Makes the next signing key, whether the server runs or not. */
import { systemContext } from "../app.ts";
import { systemClock } from "../kernel/clock.ts";
import { checkInstallationKey } from "../modules/installation/service.ts";
import { ensureSigningKey } from "../oauth/keys.ts";
import { rotateSigningKey } from "../oauth/keys-service.ts";
import { openApp } from "./open-app.ts";

/** @param flags settings */
export async function run(flags: readonly string[]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const { db, app } = await openApp("keys rotate", flags, opened);
  // A key sealed with another installation key would be one that no server can open.
  await checkInstallationKey(db, app.services.keyring);
  await ensureSigningKey({ db, keyring: app.services.keyring, clock: systemClock });
  const next = await rotateSigningKey(systemContext(app.services, db, "keys rotate"));
  process.stdout.write(`The key ${next.kid} is published now and signs from ${next.activates}. Nothing else is to be done.\n`);
}

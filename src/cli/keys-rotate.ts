/** Makes the next signing key, whether the server runs or not. */
import { createApp, systemContext } from "../app.ts";
import { loadConfig } from "../config.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { systemClock } from "../kernel/clock.ts";
import { createLog } from "../log.ts";
import { checkInstallationKey } from "../modules/installation/service.ts";
import { ensureSigningKey } from "../oauth/keys.ts";
import { rotateSigningKey } from "../oauth/keys-service.ts";
import { progress } from "../terminal.ts";

/** @param flags settings */
export async function run(flags: readonly string[]): Promise<void> {
  const config = loadConfig(flags, process.env);
  const log = createLog(config.logLevel);
  await using opened = new AsyncDisposableStack();
  const database = await openDatabase({ config, log, progress, label: "keys rotate", beside: true });
  opened.defer(database.close);
  await migrate(database.connection, progress);
  const db = connect(database.connection, config, log);
  opened.defer(() => db.close());
  const app = createApp({ config, db, clock: systemClock, log, secret: database.secret });
  opened.defer(() => app.close());
  // A key sealed with another installation key would be one that no server can open.
  await checkInstallationKey(db, app.services.keyring);
  await ensureSigningKey({ db, keyring: app.services.keyring, clock: systemClock });
  const next = await rotateSigningKey(systemContext(app.services, db, "keys rotate"));
  process.stdout.write(`The key ${next.kid} is published now and signs from ${next.activates}. Nothing else is to be done.\n`);
}

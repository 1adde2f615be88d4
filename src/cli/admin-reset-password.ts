/** Breaks the glass: the reserved admin gets a new password, whether the server runs or not. */
import { createApp, systemContext } from "../app.ts";
import { loadConfig } from "../config.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { systemClock } from "../kernel/clock.ts";
import { createLog } from "../log.ts";
import { resetReservedAdmin } from "../modules/users/reserved-admin.ts";
import { progress } from "../terminal.ts";

/** @param flags settings */
export async function run(flags: readonly string[]): Promise<void> {
  const config = loadConfig(flags, process.env);
  const log = createLog(config.logLevel);
  await using opened = new AsyncDisposableStack();
  const database = await openDatabase({ config, log, progress, label: "admin reset-password", beside: true });
  opened.defer(database.close);
  await migrate(database.connection, progress);
  const db = connect(database.connection, config, log);
  opened.defer(() => db.close());
  const app = createApp({ config, db, clock: systemClock, log, secret: database.secret });
  opened.defer(() => app.close());
  // The first start may never have come so far: then this makes the admin.
  const { generatedPassword } = await app.prepare();
  const context = systemContext(app.services, db, "admin reset-password");
  const { username, password } =
    generatedPassword === null ? await resetReservedAdmin(context) : { username: config.adminUsername, password: generatedPassword };
  process.stdout.write(
    `The admin ${username} has a new password: ${password}\nIts sessions have ended. The next start keeps it, unless ROSTER_ADMIN_PASSWORD is set.\n`,
  );
}

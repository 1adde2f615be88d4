import { type App, createApp } from "../app.ts";
import { type Config, loadConfig } from "../config.ts";
import { connect, type PooledDatabase } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { systemClock } from "../kernel/clock.ts";
import { createLog } from "../log.ts";
import { progress } from "../terminal.ts";

/** What a command works with, beside a server that may run. */
export interface OpenApp {
  readonly config: Config;
  readonly db: PooledDatabase;
  readonly app: App;
}

/**
 * Opens the installation for a command: its database, brought up to date, and the app without listening.
 *
 * @param label names the command to whoever finds the data directory held
 * @param flags settings
 * @param opened gets what is to be closed
 */
export async function openApp(label: string, flags: readonly string[], opened: AsyncDisposableStack): Promise<OpenApp> {
  const config = loadConfig(flags, process.env);
  const log = createLog(config.logLevel);
  const database = await openDatabase({ config, log, progress, label, beside: true });
  opened.defer(database.close);
  await migrate(database.connection, progress);
  const db = connect(database.connection, config, log);
  opened.defer(() => db.close());
  const app = createApp({ config, db, clock: systemClock, log, secret: database.secret });
  opened.defer(() => app.close());
  return { config, db, app };
}

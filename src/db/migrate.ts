/** Brings a database to the schema of this version: migrations/*.sql, each once, in order. */
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type Progress, StartError } from "./start-error.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

const TABLE = "schema_migrations";
const OLDEST = 150_000;
/** This lock among all advisory locks: "rost" and a number of ours. */
const LOCK = "1919906676, 2";
/** How often a process that waits for another one's migration looks again, in milliseconds. */
const LOOK = 50;

interface Applied {
  readonly names: readonly string[];
  /** As PostgreSQL numbers its versions: 150004 is 15.4. */
  readonly version: number;
}

async function readApplied(client: pg.Client): Promise<Applied> {
  const { rows } = await client.query<{ version: number; there: boolean }>(
    `SELECT current_setting('server_version_num')::int AS version, to_regclass('public.${TABLE}') IS NOT NULL AS there`,
  );
  const { version, there } = rows[0] as { version: number; there: boolean };
  if (!there) return { version, names: [] };
  const applied = await client.query<{ name: string }>(`SELECT name FROM public.${TABLE} ORDER BY id`);
  return { version, names: applied.rows.map((row) => row.name) };
}

/** Whether nothing is left to do; refuses databases that this version cannot serve. */
function isCurrent(applied: Applied, known: readonly string[]): boolean {
  if (applied.version < OLDEST) {
    throw new StartError(`the database is PostgreSQL ${Math.floor(applied.version / 10_000)}: Roster needs 15 or later`);
  }
  const unknown = applied.names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new StartError(
      `the database was migrated by a newer version of Roster (${unknown.join(", ")}, which this version does not know): upgrade this server, or restore the backup made before the upgrade`,
    );
  }
  return applied.names.length === known.length;
}

async function withClient<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, application_name: "roster migrate", ...connection });
  // A connection that breaks shows in the query that was under way.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function apply(connection: pg.ClientConfig, directory: string): Promise<void> {
  const { runner } = await import("node-pg-migrate");
  await withClient(connection, async (client) => {
    await runner({
      dbClient: client,
      dir: directory,
      direction: "up",
      migrationsTable: TABLE,
      // Held by the caller, in a way that a pooler in between can carry.
      noLock: true,
      logger: { info() {}, warn() {}, error() {} },
    });
  });
}

/**
 * Runs `work` while no other process migrates this database; when another one does, returns false at once. The
 * lock belongs to a transaction, not to a session: it works through PgBouncer in transaction mode. Nobody waits
 * for it inside a statement: a CREATE INDEX CONCURRENTLY would wait for the waiting.
 */
async function alone(client: pg.Client, work: () => Promise<void>): Promise<boolean> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`);
    if (!rows[0]?.taken) return false;
    await work();
    return true;
  } finally {
    await client.query("COMMIT").catch(() => {});
  }
}

/**
 * Brings the database up to date. Any number of processes may do it at once: one works, the others wait.
 *
 * @param connection where the database is, as `pg.Client` takes it
 * @param directory of the migrations
 * @throws StartError when the database is newer than this version, or its PostgreSQL too old
 */
export async function migrate(connection: pg.ClientConfig, progress: Progress, directory: string = MIGRATIONS): Promise<void> {
  const files = await readdir(directory);
  const known = files.filter((name) => name.endsWith(".sql")).map((name) => basename(name, ".sql"));
  await withClient(connection, async (client) => {
    let waited: (() => void) | undefined;
    while (!isCurrent(await readApplied(client), known)) {
      const worked = await alone(client, async () => {
        // The one before may have finished between the look and the lock.
        const applied = await readApplied(client);
        if (isCurrent(applied, known)) return;
        const done = progress(applied.names.length === 0 ? "laying out the database" : "migrating the database");
        await apply(connection, directory).catch((cause: Error) => {
          throw new StartError(`the database could not be migrated: ${cause.message}`, { cause });
        });
        done();
      });
      if (worked) continue;
      waited ??= progress("waiting for another process that migrates the database");
      await pause(LOOK);
    }
    waited?.();
  });
}

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Queryable } from "../kernel/context.ts";
import { retryLater } from "../kernel/errors.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/** The migrations of a database, by their names. */
export interface Migrations {
  /** What it has, in their order. */
  readonly applied: readonly string[];
  /** What this version has and it lacks. */
  readonly missing: readonly string[];
}

/** Makes the look at which migrations a database has. */
export function createMigrationCheck(db: Queryable): () => Promise<Migrations> {
  const known = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .map((name) => basename(name, ".sql"));
  return async () => {
    const { rows } = await db.query<{ name: string }>({ name: "migrations", text: "SELECT name FROM schema_migrations" });
    const applied = rows.map((row) => row.name).sort();
    return { applied, missing: known.filter((name) => !applied.includes(name)) };
  };
}

/**
 * Makes the check behind GET /ready: the database answers, and has every migration of this version.
 *
 * @param migrations which ones it has
 * @returns a function that throws RosterError `database.unavailable` or `database.not_migrated`
 */
export function createReadiness(migrations: () => Promise<Migrations>): () => Promise<void> {
  return async () => {
    const { missing } = await migrations();
    if (missing.length > 0) throw retryLater("database.not_migrated", 5);
  };
}

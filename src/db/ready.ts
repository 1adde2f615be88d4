import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Queryable } from "../kernel/context.ts";
import { retryLater } from "../kernel/errors.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/**
 * Makes the check behind GET /ready: the database answers, and has every migration of this version.
 *
 * @returns a function that throws RosterError `database.unavailable` or `database.not_migrated`
 */
export function createReadiness(db: Queryable): () => Promise<void> {
  const known = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .map((name) => basename(name, ".sql"));
  return async () => {
    const { rows } = await db.query<{ name: string }>({ name: "migrations", text: "SELECT name FROM schema_migrations" });
    const applied = new Set(rows.map((row) => row.name));
    if (!known.every((name) => applied.has(name))) throw retryLater("database.not_migrated", 5);
  };
}

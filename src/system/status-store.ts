import type { Queryable } from "../kernel/context.ts";

const FACTS = `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS size`;

/** What the database says of itself. @returns its version, and its size in bytes */
export async function readDatabaseFacts(db: Queryable): Promise<{ version: string; size: number }> {
  const { rows } = await db.query<{ version: string; size: number }>({ name: "database-facts", text: FACTS });
  return rows[0] ?? { version: "", size: 0 };
}

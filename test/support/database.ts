/** A database for a test file. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  /** What `pg.Client` and `pg.Pool` take. */
  readonly connection: pg.ClientConfig;
  /** The same as a URL, for the setting DATABASE_URL. */
  readonly url: string;
  /** Removes it, with whoever is still connected. */
  drop(): Promise<void>;
}

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(inject("postgres").admin);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes a database of its own, about 30 ms.
 *
 * @param kind `migrated` is a clone of the migrated template; `empty` has no tables
 */
export async function createTestDatabase(kind: "migrated" | "empty" = "migrated"): Promise<TestDatabase> {
  const { role, template } = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const owner = pg.escapeIdentifier(String(role.user));
  await asAdmin((client) => client.query(`CREATE DATABASE ${name} OWNER ${owner} TEMPLATE ${kind === "migrated" ? template : "template0"}`));
  const part = (value: unknown) => encodeURIComponent(String(value));
  return {
    connection: { ...role, database: name },
    url: `postgres://${part(role.user)}:${part(role.password)}@${part(role.host)}:${role.port}/${name}`,
    async drop() {
      await asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

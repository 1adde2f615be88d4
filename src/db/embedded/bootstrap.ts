/** What a new cluster still lacks: the server's role and its database. */
import pg from "pg";
import { SUPERUSER } from "./create.ts";
import type { Address } from "./postmaster.ts";

/** The role the server signs in as, and the name of its database. It may do everything in there and nothing else. */
export const ROLE = "roster";

const duplicate = (error: unknown) => ["42710", "42P04", "23505"].includes((error as { code?: string }).code ?? "");

async function withoutDuplicates(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    // Another start made it in this moment.
    if (!duplicate(error)) throw error;
  }
}

/** Makes the role and the database where they are missing, and gives the role the password. Can be repeated. */
export async function bootstrap(address: Address, password: string): Promise<void> {
  const client = new pg.Client({ ...address, user: SUPERUSER, password, database: "postgres", connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; base: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS base",
      [ROLE],
    );
    const secret = client.escapeLiteral(password);
    if (!rows[0]?.role) await withoutDuplicates(client.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD ${secret}`));
    else await client.query(`ALTER ROLE ${ROLE} LOGIN PASSWORD ${secret}`);
    if (!rows[0]?.base) await withoutDuplicates(client.query(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`));
  } finally {
    await client.end();
  }
}

/** A database for the bench alone: an embedded PostgreSQL of its own, or one made in the PostgreSQL of DATABASE_URL. */
import { readFile } from "node:fs/promises";
import pg from "pg";

export interface BenchDatabase {
  readonly connection: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string };
  /** For the reader: which PostgreSQL it is, and how it writes. */
  readonly about: string;
  remove(): Promise<void>;
}

/** A database beside the one that the address names; it goes when the bench is done. */
async function within(url: string): Promise<BenchDatabase> {
  const name = `roster_bench_${process.pid}`;
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const { host, port, user = "", password } = admin;
  const connection = { host, port, user, password: String(password ?? ""), database: name };
  return {
    connection,
    about: await describe(connection),
    async remove() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

async function describe(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ about: string }>(
    `SELECT 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync') ||
       ', synchronous_commit ' || current_setting('synchronous_commit') || ', shared_buffers ' || current_setting('shared_buffers') AS about`,
  );
  await client.end();
  return rows[0]?.about ?? "";
}

/** A database with the schema and nothing else. */
export async function openDatabase(): Promise<BenchDatabase> {
  const database = await within(process.env["DATABASE_URL"] ?? "");
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query((await readFile(new URL("../migrations/0001_initial.sql", import.meta.url), "utf8")).split("-- Down Migration")[0] ?? "");
  await client.end();
  return database;
}

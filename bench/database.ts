/** A database for the bench alone: an embedded PostgreSQL of its own, or one made in the PostgreSQL of DATABASE_URL. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { resolveDataDir, startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface BenchDatabase {
  readonly connection: Connection;
  /** For the reader: which PostgreSQL it is, and how it writes. */
  readonly about: string;
  remove(): Promise<void>;
}

type Place = Omit<BenchDatabase, "about">;

const silent = { info: () => {}, warn: console.warn, error: console.error };
const quiet = () => () => {};

/** A database beside the one that the address names; it goes when the bench is done. */
async function within(url: string): Promise<Place> {
  const name = `roster_bench_${process.pid}`;
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  return {
    connection: { host: admin.host, port: admin.port, user: admin.user ?? "", password: String(admin.password ?? ""), database: name },
    async remove() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

/** The embedded PostgreSQL as the server starts it, with every write on the disk before it is acknowledged. */
async function embedded(connections: number): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), "roster-bench-"));
  const database = await startEmbedded({ dataDir: resolveDataDir(path, null), label: "bench", connections, progress: quiet, log: silent });
  return {
    connection: database.connection,
    async remove() {
      await database.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}

const ABOUT = `SELECT format('PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s', current_setting('server_version'),
  current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers')) AS about`;

async function describe(connection: Connection): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ about: string }>(ABOUT);
  await client.end();
  return rows[0]?.about ?? "";
}

/**
 * A database with the schema and nothing else.
 *
 * @param connections how many will be open at once
 */
export async function openDatabase(connections: number): Promise<BenchDatabase> {
  const url = process.env["DATABASE_URL"];
  const place = url ? await within(url) : await embedded(connections);
  try {
    await migrate(place.connection, quiet);
    return { ...place, about: await describe(place.connection) };
  } catch (error) {
    await place.remove();
    throw error;
  }
}

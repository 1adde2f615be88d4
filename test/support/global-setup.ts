/** One throw-away PostgreSQL for the whole suite, with a migrated database to clone. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { buildConsole } from "../../src/console/build.ts";
import { resolveDataDir, SUPERUSER, startEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";

/** Where test files find the server; what `inject("postgres")` gives. */
export interface TestPostgres {
  /** Of an account that may make databases. */
  readonly admin: pg.ClientConfig;
  /** What the server under test signs in with; the database is missing. */
  readonly role: pg.ClientConfig;
  readonly template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

const silent = { info() {}, warn() {}, error: (fields: object, message: string) => console.error(message, fields) };

/** Nothing here is worth keeping, so nothing waits for the disk. */
const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

async function start(): Promise<{ server: Omit<TestPostgres, "template">; stop(): Promise<void> }> {
  const url = process.env["ROSTER_TEST_DATABASE_URL"];
  if (url) {
    const { hostname, port, username, password, pathname } = new URL(url);
    const role = { host: decodeURIComponent(hostname), port: Number(port || 5432), user: decodeURIComponent(username), password: decodeURIComponent(password) };
    return { server: { admin: { ...role, database: pathname.slice(1) || "postgres" }, role }, stop: async () => {} };
  }
  const home = mkdtempSync(join(tmpdir(), "roster-test-"));
  const dataDir = resolveDataDir(home, null);
  const embedded = await startEmbedded({ dataDir, label: "tests", connections: 300, progress: () => () => {}, log: silent, settings: CARELESS });
  const { host, port, user, password } = embedded.connection;
  return {
    server: {
      admin: { host, port, user: SUPERUSER, password: embedded.superuserPassword, database: "postgres" },
      role: { host, port, user, password },
    },
    async stop() {
      await embedded.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Vitest calls this once, before any test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildConsole(() => () => {});
  const { server, stop } = await start();
  // Two suites may share a server that ROSTER_TEST_DATABASE_URL names.
  const template = `roster_template_${process.pid}`;
  const admin = new pg.Client(server.admin);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${template} OWNER ${admin.escapeIdentifier(String(server.role.user))}`);
  await migrate({ ...server.role, database: template }, () => () => {});
  project.provide("postgres", { ...server, template });
  return async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await admin.end();
    await stop();
  };
}

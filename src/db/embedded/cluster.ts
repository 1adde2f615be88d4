/** PostgreSQL on a data directory of ours: how it is set, where it listens, and who has it. */
import { copyFileSync, statSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { type Progress, StartError } from "../start-error.ts";
import { bootstrap, ROLE } from "./bootstrap.ts";
import { ensureCluster } from "./create.ts";
import { type DataDir, keptSecret } from "./data-dir.ts";
import { HeldError, type Lock, takeLock } from "./lock.ts";
import { type Address, ensurePostmaster, type Postmaster } from "./postmaster.ts";
import { findRuntime } from "./runtime.ts";

/** The longest path of a Unix socket that every system takes, without the terminating zero. */
const LONGEST_SOCKET = 103;
const SOCKET_PORT = 5432;
const LOG_LIMIT = 10 * 2 ** 20;

/** For a small machine that PostgreSQL shares with the server; durability is left as PostgreSQL has it: on. */
const SETTINGS = {
  shared_buffers: "128MB",
  jit: "off",
  io_method: "sync",
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
  log_destination: "stderr",
  logging_collector: "off",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
  // Neither statements nor values: they may hold secrets, and the server logs what matters.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  cluster_name: "roster",
};

/** A TCP port of this machine that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A socket in the cluster's own directory, which only its account may enter; where the path is too long, TCP on this machine. */
async function placeToListen(cluster: string): Promise<Address> {
  const socket = join(cluster, `.s.PGSQL.${SOCKET_PORT}`);
  if (process.platform !== "win32" && Buffer.byteLength(socket) <= LONGEST_SOCKET) return { host: cluster, port: SOCKET_PORT };
  return { host: "127.0.0.1", port: await freePort() };
}

/** Keeps PostgreSQL's log from growing without end: the last part moves to a second file. It is open for appending, so it can be cut. */
export function boundLog(file: string): void {
  try {
    if (statSync(file).size <= LOG_LIMIT) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch {
    // Not there yet, or the disk is full: the next look may do better.
  }
}

/** What it takes to run PostgreSQL on a data directory. */
export interface Setup {
  readonly password: string;
  readonly logFile: string;
  /** Gets PostgreSQL running, or finds it running. */
  ensure(): Promise<Postmaster>;
}

/** PostgreSQL runs and this process has the data directory. */
export interface Held {
  readonly running: Postmaster;
  readonly lock: Lock;
}

export interface SetupOptions {
  readonly dataDir: DataDir;
  readonly progress: Progress;
  /** Connections that this process will want. */
  readonly connections: number;
  /** More settings of PostgreSQL, or others. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Makes the cluster where it is missing. */
export async function setUp(options: SetupOptions): Promise<Setup> {
  const { path, cluster, account } = options.dataDir;
  const runtime = findRuntime(account, options.progress);
  const password = keptSecret(join(path, "database.password"));
  await ensureCluster({ cluster, runtime, account, password, progress: options.progress });
  const logFile = join(path, "postgres.log");
  boundLog(logFile);
  // Chosen once: connections that are open later find a restarted PostgreSQL where it was.
  const address = await placeToListen(cluster);
  const settings = { ...SETTINGS, max_connections: String(Math.max(100, options.connections + 20)), ...options.settings };
  return { password, logFile, ensure: () => ensurePostmaster({ cluster, runtime, account, address, logFile, settings }) };
}

/** Where the server's role finds its database. */
export function connectionTo({ host, port }: Address, password: string) {
  return { host, port, user: ROLE, password, database: ROLE };
}

/** Takes the lock on a PostgreSQL that runs; makes role and database first where it is new. */
async function lockOn(setup: Setup, running: Postmaster, label: string): Promise<Lock> {
  const connection: pg.ClientConfig = { ...connectionTo(running, setup.password), connectionTimeoutMillis: 10_000 };
  try {
    return await takeLock(connection, label);
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    // No such role or password, or no such database: a start was killed before it had made them.
    if (!["28P01", "28000", "3D000"].includes(code)) throw error;
    await bootstrap(running, setup.password);
    return takeLock(connection, label);
  }
}

/** The PostgreSQL that was found may stop in the moment it is asked; then another takes its place. */
export async function acquire(setup: Setup, label: string): Promise<Held> {
  for (let attempt = 1; ; attempt++) {
    const running = await setup.ensure();
    try {
      return { running, lock: await lockOn(setup, running, label) };
    } catch (error) {
      if (error instanceof HeldError) throw error;
      if (attempt === 20)
        throw new StartError(`the embedded PostgreSQL runs but does not answer: ${(error as Error).message}; its log is ${setup.logFile}`, { cause: error });
      await pause(50 * attempt);
    }
  }
}

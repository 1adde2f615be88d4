/** The servers that are measured, each in a process of its own. */
import { type ChildProcess, execFileSync, type ForkOptions, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../src/db/embedded/cluster.ts";
import type { Connection } from "./database.ts";

export interface Process {
  readonly port: number;
  /** Resident memory in MB. */
  memory(): number;
  /** The same, when it has stopped changing. */
  settledMemory(): Promise<number>;
  /** Processor time it has used, in seconds; only Linux tells. */
  cpu(): number;
  stop(): Promise<void>;
}

function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  }
}

/** What /proc counts processor time in: the kernel's interface fixes it at this, whatever its clock does. */
const TICKS_PER_SECOND = 100;

function cpuSeconds(pid: number): number {
  try {
    // User and system time; the fields are counted from behind the name, which may have anything in it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

/** How many looks in a row must agree, how well in MB, and how far apart they are in milliseconds. */
const LOOKS = 5;
const WITHIN = 0.5;
const APART = 200;

async function settled(pid: number): Promise<number> {
  const seen: number[] = [];
  for (;;) {
    seen.push(residentMegabytes(pid));
    const last = seen.slice(-LOOKS);
    if (last.length === LOOKS && Math.max(...last) - Math.min(...last) < WITHIN) return last[LOOKS - 1] as number;
    await pause(APART);
  }
}

/** Runs a module with a channel to it, and waits until it is ready. */
async function start(module: string, args: readonly string[], options: ForkOptions, ready: (child: ChildProcess) => Promise<number>): Promise<Process> {
  const file = fileURLToPath(new URL(module, import.meta.url));
  const child = fork(file, args, { ...options, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const early = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`${module} ended with ${signal ?? `exit code ${code}`}: ${said}`)));
  });
  const port = await Promise.race([ready(child), early]);
  early.catch(() => {});
  const pid = child.pid as number;
  return {
    port,
    memory: () => residentMegabytes(pid),
    settledMemory: () => settled(pid),
    cpu: () => cpuSeconds(pid),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}

const told = (child: ChildProcess) => new Promise<number>((resolve) => child.once("message", (message) => resolve((message as { port: number }).port)));

/**
 * The floor of queries and hashes.
 *
 * @param pool connections to the database
 * @param hashes computed at once
 */
export function startFloor(connection: Connection, pool: number, hashes: number): Promise<Process> {
  // The threads are the queue: as many hashes as there are of them run at once.
  const env = { ...process.env, BENCH_CONNECTION: JSON.stringify({ ...connection, max: pool }), UV_THREADPOOL_SIZE: String(hashes) };
  return start("floor.ts", [], { env }, told);
}

/** The floor of the authorization server: the engine alone. */
export function startEngineFloor(): Promise<Process> {
  return start("floor-engine.ts", [], { env: { ...process.env, NODE_ENV: "production" } }, told);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}

/**
 * The server as `npm start` runs it.
 *
 * @param settings environment variables; other settings of the environment do not count
 * @param flags of Node.js, such as `--cpu-prof`
 */
export async function startRoster(
  { host, port: databasePort, ...database }: Connection,
  settings: Record<string, string>,
  flags: readonly string[],
): Promise<Process> {
  const port = await freePort();
  const part = encodeURIComponent;
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ROSTER_"))),
    ...settings,
    PORT: String(port),
    DATABASE_URL: `postgres://${part(database.user)}:${part(database.password)}@${part(host)}:${databasePort}/${part(database.database)}`,
    ROSTER_SECRET_KEY: Buffer.alloc(32, 1).toString("base64"),
  };
  // In a directory without a roster.env.
  const options = { env, cwd: tmpdir(), execArgv: [...flags] };
  return start("../bin/roster.mjs", ["start"], options, async () => {
    while (!(await answers(`http://127.0.0.1:${port}/ready`))) await pause(50);
    return port;
  });
}

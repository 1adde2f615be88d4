/** The two servers that are measured, each in a process of its own. */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";

export interface Process {
  readonly port: number;
  /** Resident memory in MB. */
  memory(): number;
  /** The same, when it has stopped changing. */
  settledMemory(): Promise<number>;
  stop(): Promise<void>;
}

function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  }
}

/** Looks that must agree, and how far apart they are in milliseconds. */
const LOOKS = 5;
const APART = 200;

async function settled(pid: number): Promise<number> {
  const seen: number[] = [];
  for (;;) {
    seen.push(residentMegabytes(pid));
    const last = seen.slice(-LOOKS);
    if (last.length === LOOKS && Math.max(...last) - Math.min(...last) < 0.5) return last[0] as number;
    await pause(APART);
  }
}

function firstMessage(child: ChildProcess, name: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as { port: number }));
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`${name} ended with ${signal ?? `exit code ${code}`} before it was ready`)));
  });
}

/** Starts a module of this directory that tells its port when it is ready, and ends when the channel to it closes. */
async function start(name: string, env: Record<string, string>, flags: readonly string[] = []): Promise<Process> {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: [...flags],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const { port } = await firstMessage(child, name);
  const pid = child.pid as number;
  return {
    port,
    memory: () => residentMegabytes(pid),
    settledMemory: () => settled(pid),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}

/** @param pool connections to the database */
export function startFloor(connection: pg.ClientConfig, pool: number): Promise<Process> {
  return start("floor.ts", { BENCH_CONNECTION: JSON.stringify({ ...connection, max: pool }) });
}

/** @param flags of Node.js, such as `--cpu-prof` */
export function startRoster(connection: pg.ClientConfig, env: Record<string, string>, flags: readonly string[]): Promise<Process> {
  return start("server.ts", { ...env, BENCH_CONNECTION: JSON.stringify(connection), DATABASE_URL: "" }, flags);
}

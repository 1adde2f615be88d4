/** The real launcher, started as an operator starts it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const CHECKOUT = join(import.meta.dirname, "../..");

export interface Launched {
  readonly process: ChildProcess;
  /** What it wrote on both streams so far. */
  output(): string;
  /** Resolves with the match when the output has it; rejects when the process ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Where this machine reaches it, once it listens. */
  url(): Promise<string>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Looks until `condition` gives something other than undefined, null or false. */
export async function until<T>(condition: () => T | Promise<T>, patience = 20_000): Promise<NonNullable<T>> {
  const giveUp = Date.now() + patience;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<T>;
    if (Date.now() > giveUp) throw new Error(`gave up waiting for: ${condition}`);
    await pause(20);
  }
}

export interface LaunchOptions {
  readonly env?: Record<string, string>;
  /** Instead of this process's Node.js. */
  readonly node?: string;
  readonly cwd?: string;
  /** Whose launcher it is. */
  readonly checkout?: string;
}

/** Starts `roster` with these words; of this process's environment it sees PATH and HOME alone. */
export function launch(words: readonly string[], { env = {}, node = process.execPath, cwd = tmpdir(), checkout = CHECKOUT }: LaunchOptions = {}): Launched {
  const child = spawn(node, [join(checkout, "bin/roster.mjs"), ...words], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const changed = new EventTarget();
  const tell = () => changed.dispatchEvent(new Event("change"));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      tell();
    });
  }
  let over = false;
  const ended = once(child, "close").then(([code, signal]: (number | string)[]) => {
    over = true;
    tell();
    return (signal ?? code) as number | string;
  });
  async function says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(text);
      if (match) return match;
      if (over) throw new Error(`ended without saying ${pattern}:\n${text}`);
      await once(changed, "change");
    }
  }
  return {
    process: child,
    output: () => text,
    says,
    url: async () => (await says(/(?:curl -sS|login|\)") (http:\/\/\S+?)\/(?:health|users)\n/))[1] as string,
    ended,
  };
}

/** A place for data of a test's own; whatever still runs on it is ended with it. */
export interface Home {
  readonly path: string;
  /** The process id of its PostgreSQL, when postmaster.pid names one that is alive. */
  postgres(): number | null;
  /** Starts a server on it, on any free port. */
  start(env?: Record<string, string>, options?: Omit<LaunchOptions, "env">): Launched;
  remove(): Promise<void>;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie still takes signals.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" && process.platform !== "linux";
  }
}

/** Makes a home. */
export function makeHome(): Home {
  const path = mkdtempSync(join(tmpdir(), "roster-start-"));
  const servers: Launched[] = [];
  const postgres = () => {
    try {
      const pid = Number(readFileSync(join(path, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
      return isAlive(pid) ? pid : null;
    } catch {
      return null;
    }
  };
  return {
    path,
    postgres,
    start(env = {}, options = {}) {
      const server = launch(["start"], { ...options, env: { ROSTER_DATA_DIR: path, PORT: "0", ...env } });
      servers.push(server);
      return server;
    },
    async remove() {
      for (const { process: child } of servers) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await Promise.all(servers.map(({ ended }) => ended));
      const pid = postgres();
      if (pid !== null) {
        process.kill(pid, "SIGQUIT");
        await until(() => !isAlive(pid));
      }
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Ends a PostgreSQL and all its processes as a power cut would. */
export async function killCluster(pid: number): Promise<void> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  for (const one of [pid, ...children]) process.kill(one, "SIGKILL");
  await until(() => ![pid, ...children].some(isAlive));
}

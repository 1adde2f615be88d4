/** The running PostgreSQL of a cluster: found, started, watched and stopped. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readFileSync, readlinkSync, readSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartError } from "../start-error.ts";
import type { Account } from "./account.ts";
import type { Runtime } from "./runtime.ts";
import { diskRemark, spawnOptions } from "./spawned.ts";

/** Where a running PostgreSQL is reached. */
export interface Address {
  /** A directory with a Unix socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
}

/** What postmaster.pid says. */
interface PidFile extends Address {
  readonly pid: number;
  readonly status: string;
}

export interface Postmaster extends Address {
  readonly pid: number;
  /** It was running already. */
  readonly adopted: boolean;
}

export interface PostmasterOptions {
  readonly cluster: string;
  readonly runtime: Runtime;
  readonly account: Account | null;
  readonly address: Address;
  readonly logFile: string;
  /** Names and values for `-c`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How often a state that another process makes is looked at, in milliseconds. */
const LOOK = 5;
/** How long the remains of a killed PostgreSQL may keep the next one from starting. */
const REMAINS = 20_000;

function readPidFile(cluster: string): PidFile | null {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    const socket = lines[4]?.trim();
    return { pid, port: Number(lines[3]), host: socket || lines[5]?.trim() || "127.0.0.1", status: lines[7]?.trim() ?? "" };
  } catch {
    return null;
  }
}

/** Whether the process is alive and is the PostgreSQL of this cluster: process ids are used again. */
function isPostmaster(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // Gone, or (EPERM) a stranger's: PostgreSQL runs as this account, unless this is root, who may signal everybody.
    return false;
  }
  if (process.platform === "linux") {
    try {
      // It works in its cluster. A zombie has no working directory: it is dead.
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EACCES";
    }
  }
  try {
    const [state = "", ...command] = execFileSync("ps", ["-o", "stat=,command=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
    return !state.startsWith("Z") && command.join(" ").includes("postgres");
  } catch {
    return false;
  }
}

/** The PostgreSQL that runs on the cluster, whoever started it. */
function running(cluster: string): PidFile | null {
  const found = readPidFile(cluster);
  return found && isPostmaster(found.pid, cluster) ? found : null;
}

/** A file that says another process is PostgreSQL would keep it from starting as long as that process lives. */
function removeStalePidFile(cluster: string): void {
  const found = readPidFile(cluster);
  if (found && !isPostmaster(found.pid, cluster)) rmSync(join(cluster, "postmaster.pid"), { force: true });
}

interface Started {
  readonly child: ChildProcess;
  /** Set when it has ended. */
  ended: string | null;
  /** What it wrote since it was started. */
  said(): string;
}

function launch(options: PostmasterOptions): Started {
  const { host, port } = options.address;
  const socket = host.startsWith("/");
  const settings = {
    ...options.settings,
    port: String(port),
    listen_addresses: socket ? "" : host,
    unix_socket_directories: socket ? host : "",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(options.logFile, "a+", 0o600);
  const from = fstatSync(log).size;
  const child = spawn(options.runtime.postgres, ["-D", options.cluster, ...args], {
    ...spawnOptions(options.account, options.cluster),
    // A session of its own: Ctrl-C in the terminal is for the server, which stops PostgreSQL when it has drained.
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  const started: Started = {
    child,
    ended: null,
    said() {
      const file = openSync(options.logFile, "r");
      const buffer = Buffer.alloc(Math.min(fstatSync(file).size - from, 65_536));
      readSync(file, buffer, 0, buffer.length, from);
      closeSync(file);
      return buffer.toString("utf8").trimEnd();
    },
  };
  child.once("error", (error) => {
    started.ended = `could not be run: ${error.message}`;
  });
  child.once("exit", (code, signal) => {
    started.ended ??= `ended with ${signal ?? `exit code ${code}`}`;
  });
  return started;
}

/** Whether a PostgreSQL that ended at once may start in a moment: the processes of a killed one are still leaving, or another start was faster. */
const passes = (said: string) => /is still in use|lock file "[^"]*" already exists|could not bind|Address already in use/.test(said);

function failure(options: PostmasterOptions, started: Started): StartError {
  const said = started.said();
  return new StartError(
    `PostgreSQL did not start${diskRemark(options.cluster)}: ${options.runtime.postgres} ${started.ended}${said ? ` and said:\n${said}` : `; its log is ${options.logFile}`}`,
  );
}

/**
 * Gets PostgreSQL running on the cluster: takes over one that runs, or starts it. Resolves when it takes
 * connections; recovery after a crash may take its time.
 *
 * @throws StartError what it said when it would not start
 */
export async function ensurePostmaster(options: PostmasterOptions): Promise<Postmaster> {
  let started: Started | null = null;
  const giveUp = Date.now() + REMAINS;
  for (;;) {
    const found = running(options.cluster);
    if (found?.status === "ready") return { ...found, adopted: found.pid !== started?.child.pid };
    if (!found && started === null) {
      removeStalePidFile(options.cluster);
      started = launch(options);
    } else if (!found && started?.ended) {
      if (!passes(started.said()) || Date.now() > giveUp) throw failure(options, started);
      started = null;
      await pause(100);
    }
    await pause(LOOK);
  }
}

/**
 * Stops PostgreSQL: ends its sessions, writes everything out. Resolves when it is gone.
 *
 * @param patience milliseconds until it is made to end without writing out; nothing acknowledged is lost by that
 */
export async function stopPostmaster(cluster: string, patience: number): Promise<void> {
  const found = running(cluster);
  if (!found) return;
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(found.pid, name);
    } catch {
      // It has just ended.
    }
  };
  signal("SIGINT");
  const hurry = Date.now() + patience;
  let hurried = false;
  while (isPostmaster(found.pid, cluster)) {
    if (!hurried && Date.now() > hurry) {
      signal("SIGQUIT");
      hurried = true;
    }
    await pause(LOOK);
  }
}

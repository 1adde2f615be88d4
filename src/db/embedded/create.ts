/** Making a new cluster: whole under another name first, so that one that is there is complete. */
import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Progress, StartError } from "../start-error.ts";
import type { Account } from "./account.ts";
import type { Runtime } from "./runtime.ts";
import { diskRemark, spawnOptions } from "./spawned.ts";

/** PostgreSQL's own superuser; the server signs in as an ordinary role. */
export const SUPERUSER = "postgres";

/**
 * Text is compared and case-folded by PostgreSQL's built-in C.UTF-8, the same on every machine. The operating
 * system's LC_CTYPE only tells pg_trgm what a letter is: without a UTF-8 one, names outside ASCII find no index.
 */
const LETTER_LOCALES = ["C.UTF-8", "en_US.UTF-8", "UTF-8", "C"];

export interface CreateOptions {
  readonly cluster: string;
  readonly runtime: Runtime;
  readonly account: Account | null;
  readonly password: string;
  readonly progress: Progress;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What starts that were killed left half-made. */
function removeLeftovers(cluster: string): void {
  const prefix = `${basename(cluster)}.new-`;
  for (const name of readdirSync(dirname(cluster))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    rmSync(join(dirname(cluster), name), { recursive: true, force: true });
  }
}

function initdb(options: CreateOptions, directory: string, passwordFile: string, ctype: string): Promise<{ code: number | string; output: string }> {
  const args = [
    ...["--pgdata", directory, "--username", SUPERUSER, "--pwfile", passwordFile],
    ...["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums", "--encoding=UTF8"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", `--lc-ctype=${ctype}`, "--no-instructions"],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(options.runtime.initdb, args, { ...spawnOptions(options.account, dirname(directory)), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const stop = () => child.kill();
    process.once("exit", stop);
    child.on("error", (cause) => reject(new StartError(`cannot run ${options.runtime.initdb}: ${cause.message}`, { cause })));
    child.on("close", (code, signal) => {
      process.off("exit", stop);
      resolve({ code: signal ?? code ?? 1, output });
    });
  });
}

async function fill(options: CreateOptions, directory: string, passwordFile: string): Promise<void> {
  for (const ctype of LETTER_LOCALES) {
    const { code, output } = await initdb(options, directory, passwordFile, ctype);
    if (code === 0) return;
    if (output.includes("invalid locale name") && ctype !== LETTER_LOCALES.at(-1)) continue;
    throw new StartError(`the database could not be created${diskRemark(dirname(options.cluster))}; initdb (${code}) said:\n${output.trimEnd()}`);
  }
}

/** Refuses a cluster of another major version: PostgreSQL would, in words that help nobody. */
function checkVersion(cluster: string, runtime: Runtime): void {
  const major = Number.parseInt(readFileSync(join(cluster, "PG_VERSION"), "utf8"), 10);
  if (major === runtime.major) return;
  throw new StartError(
    `the data directory ${cluster} was made by PostgreSQL ${major} and this version of Roster brings PostgreSQL ${runtime.major}: move it with pg_upgrade, or with pg_dump into a new ROSTER_DATA_DIR, or run your own PostgreSQL ${major} on it and set DATABASE_URL`,
  );
}

/** Makes the cluster where there is none. Of several that try at once, one is kept. */
export async function ensureCluster(options: CreateOptions): Promise<void> {
  const { cluster, account } = options;
  if (existsSync(join(cluster, "PG_VERSION"))) return checkVersion(cluster, options.runtime);
  const done = options.progress("creating the database");
  const temporary = `${cluster}.new-${process.pid}`;
  try {
    removeLeftovers(cluster);
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { mode: 0o700 });
    const passwordFile = join(temporary, "password");
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (account) for (const path of [temporary, passwordFile]) chownSync(path, account.uid, account.gid);
    await fill(options, join(temporary, "cluster"), passwordFile);
    try {
      renameSync(join(temporary, "cluster"), cluster);
    } catch (error) {
      if (!existsSync(join(cluster, "PG_VERSION"))) throw error;
    }
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(`the database could not be created in ${cluster}${diskRemark(dirname(cluster))}: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  done();
}

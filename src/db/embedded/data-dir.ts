/** The data directory: where it is, who may enter it, and the small secrets that lie in it. */
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "../start-error.ts";
import { type Account, barrier, databaseAccount } from "./account.ts";

const CHECKOUT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
/** PostgreSQL's own part of the data directory. */
const CLUSTER = "postgres";

/** A data directory that is there and usable. */
export interface DataDir {
  readonly path: string;
  /** PostgreSQL's own part of it, which may not be there yet. */
  readonly cluster: string;
  /** Whom PostgreSQL runs as; `null` is this process's own account. */
  readonly account: Account | null;
  /** Not where the documentation says it is by default: worth a line on the terminal. */
  readonly moved: boolean;
}

/** What lies in a data directory of ours. */
const OURS = new Set([CLUSTER, "secret.key", "database.password", "postgres.log"]);

function make(path: string, account: Account | null): void {
  try {
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true });
      // The account passes through to its own part; it cannot list or read the rest.
      chmodSync(path, account ? 0o711 : 0o700);
    }
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "EACCES" || code === "EPERM" || code === "EROFS" ? "this account may not write there" : message;
    throw new StartError(`the data directory ${path} cannot be used: ${reason}. Choose another with ROSTER_DATA_DIR`, { cause });
  }
}

/** Lets the account through a directory that is the server's own, so that `mktemp -d` and `mkdir -m 700` do. */
function letThrough(path: string): void {
  const stats = statSync(path);
  if (stats.uid === process.getuid?.() && readdirSync(path).every((name) => OURS.has(name) || name.startsWith(`${CLUSTER}.`))) {
    chmodSync(path, stats.mode | 0o011);
  }
}

/** Names a place for the data of a checkout that other accounts may not enter; the same at every start. */
function placeFor(checkout: string): string {
  const name = basename(checkout).replace(/[^A-Za-z0-9_-]/g, "-") || "roster";
  return join("/var/lib/roster", `${name}-${createHash("sha256").update(checkout).digest("hex").slice(0, 8)}`);
}

/**
 * Finds the data directory and makes it where it is missing. The installation key lies there too, so this is
 * asked whether the database is embedded or not.
 *
 * @param configured the setting ROSTER_DATA_DIR
 * @param wantedAccount the setting ROSTER_DATABASE_ACCOUNT
 */
export function resolveDataDir(configured: string | null, wantedAccount: string | null): DataDir {
  const usual = join(CHECKOUT, "data");
  const first = configured ?? usual;
  let path = first;
  const accountFor = (dir: string) => databaseAccount(wantedAccount, [join(dir, CLUSTER), dir]);
  let account = accountFor(path);
  if (account && configured === null && barrier(account, dirname(usual))) {
    path = placeFor(CHECKOUT);
    account = accountFor(path);
    make(dirname(path), null);
    chmodSync(dirname(path), 0o755);
  }
  make(path, account);
  if (account && barrier(account, path) === path) letThrough(path);
  const barred = account && barrier(account, path);
  if (account && barred) {
    throw new StartError(
      `the account ${account.name}, which PostgreSQL runs as, may not enter ${barred}: run chmod o+x ${barred}, or choose a data directory elsewhere with ROSTER_DATA_DIR, or another account with ROSTER_DATABASE_ACCOUNT`,
    );
  }
  return { path, cluster: join(path, CLUSTER), account, moved: path !== first };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * A secret that is generated once and kept in a file that only this account may read. It is on the disk before it
 * is used, never half there, and processes that ask at the same time get the same one.
 *
 * @returns 32 random bytes as base64url
 */
export function keptSecret(path: string): string {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const kept = readIfThere(path);
    if (kept !== null) return kept;
    writeDurably(temporary, `${randomBytes(32).toString("base64url")}\n`);
    try {
      linkSync(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
    const directory = openSync(dirname(path), "r");
    fsyncSync(directory);
    closeSync(directory);
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new StartError(`cannot read or make ${path}: ${(cause as Error).message}`, { cause });
  }
}

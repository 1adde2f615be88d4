/** The system account that PostgreSQL runs as. It refuses to run as root, so a server started by root lends it another. */
import { execFileSync } from "node:child_process";
import { constants, lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { StartError } from "../start-error.ts";

/** An account of the machine, as `spawn` takes it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function fromPasswd(matches: (fields: readonly string[]) => boolean): Account | null {
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {
    return null;
  }
  for (const line of passwd.split("\n")) {
    const fields = line.split(":");
    if (fields.length >= 4 && matches(fields)) {
      return { name: fields[0] as string, uid: Number(fields[2]), gid: Number(fields[3]) };
    }
  }
  return null;
}

/** Accounts that are in no file (LDAP and the like) are asked for by command. */
function fromCommand(name: string): Account | null {
  const ask = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { name, uid: ask("-u"), gid: ask("-g") };
  } catch {
    return null;
  }
}

const byName = (name: string) => fromPasswd((fields) => fields[0] === name) ?? fromCommand(name);

function ownerOf(path: string): Account | null {
  try {
    const { uid, gid } = statSync(path);
    if (uid === 0) return null;
    return fromPasswd((fields) => Number(fields[2]) === uid) ?? { name: String(uid), uid, gid };
  } catch {
    return null;
  }
}

/**
 * The account that PostgreSQL runs as, or `null` for the server's own.
 *
 * @param wanted the setting, when there is one
 * @param candidates where an existing cluster may lie: its owner keeps it
 */
export function databaseAccount(wanted: string | null, candidates: readonly string[]): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (wanted !== null) {
    const account = byName(wanted);
    if (!account) throw new StartError(`ROSTER_DATABASE_ACCOUNT: there is no account ${wanted} on this machine`);
    if (account.uid === 0) throw new StartError(`ROSTER_DATABASE_ACCOUNT cannot be ${wanted}: PostgreSQL refuses to run as root`);
    return account;
  }
  for (const path of candidates) {
    const owner = ownerOf(path);
    if (owner) return owner;
  }
  const account = byName("postgres") ?? byName("nobody");
  if (!account)
    throw new StartError(
      "PostgreSQL refuses to run as root, and this machine has neither an account postgres nor nobody: name one with ROSTER_DATABASE_ACCOUNT",
    );
  return account;
}

/** Whether the account has this permission (a constant such as `X_OK`) on what the stats describe. */
function permits(account: Account, stats: Stats, permission: number): boolean {
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  return ((stats.mode >> shift) & permission) === permission;
}

/**
 * The topmost directory on the way to `path`, or `path` itself, that the account may not pass; `null` when
 * nothing bars the way. What does not exist yet bars nothing.
 *
 * @param permission what is needed of `path` itself
 */
export function barrier(account: Account, path: string, permission: number = constants.X_OK): string | null {
  const parent = dirname(path);
  if (parent !== path) {
    const above = barrier(account, parent);
    if (above) return above;
  }
  try {
    // Links are followed to where they lead, and that way has doors of its own.
    if (lstatSync(path).isSymbolicLink()) return barrier(account, realpathSync(path), permission);
    return permits(account, statSync(path), permission) ? null : path;
  } catch {
    return null;
  }
}

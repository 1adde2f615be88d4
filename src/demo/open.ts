/** The demo of an installation, to look around in (setting ROSTER_DEMO): made up once, where there is nothing else. */
import type { Config } from "../config.ts";
import type { PooledDatabase } from "../db/connect.ts";
import { type Progress, StartError } from "../db/start-error.ts";
import type { Log, PasswordHasher, Queryable } from "../kernel/context.ts";
import { createKeyring, type Keyring } from "../kernel/secrets.ts";
import { lockInstallation } from "../modules/installation/administrators-store.ts";
import { checkInstallationKey } from "../modules/installation/service.ts";

/** Its audit row tells that an installation has been filled. */
export const FILLED = "demo.fill";

/** Whom the banner names: their ways in are kept simple. */
export const KNOWN = { superuser: "ingrid.solheim", admin: "katrin.lorenz", member: "jonas.weber" } as const;

export interface DemoOptions {
  readonly config: Config;
  readonly db: PooledDatabase;
  readonly log: Log;
  /** The installation key. */
  readonly secret: string;
  readonly progress: Progress;
  /** Cheaper password hashes, for tests. */
  readonly hasher?: PasswordHasher;
  /** The present: milliseconds since 1970 UTC. */
  readonly now: number;
}

/** Who can sign in to look around. */
export interface Demo {
  /** Told at every start; whoever has the installation key can work it out. */
  readonly password: string;
  readonly usernames: typeof KNOWN;
  /** Of the reserved admin, where filling made it: told only here. */
  readonly adminPassword: string | null;
}

/** 120 bits that only this installation has; the same at every start. */
const passwordOf = (keyring: Keyring): string => keyring.mac("demo-password", "1").toString("base64url").slice(0, 20);

const IS_FILLED = "SELECT 1 FROM audit_log WHERE action = $1 AND target_type = 'installation' LIMIT 1";
const IS_USED = `SELECT 1 WHERE EXISTS (SELECT 1 FROM users WHERE NOT is_internal) OR EXISTS (SELECT 1 FROM organizations)
  OR EXISTS (SELECT 1 FROM connections) OR EXISTS (SELECT 1 FROM applications WHERE NOT is_system)`;

const isThere = async (db: Queryable, text: string, values: readonly unknown[] = []) => (await db.query({ text, values })).rowCount > 0;

/** @throws StartError where there is anything of its own */
async function requireUnused(db: Queryable): Promise<void> {
  if (!(await isThere(db, IS_USED))) return;
  throw new StartError(
    "this installation has accounts, organizations, applications or connections of its own, and demo data (--demo, ROSTER_DEMO) is only put into an empty one: start without it, or name another place with ROSTER_DATA_DIR or DATABASE_URL",
  );
}

/**
 * Fills an empty installation, once; where that was done already, it does nothing. Migrations have run, and nothing
 * serves from here yet.
 *
 * @throws StartError when the installation has accounts or anything else of its own
 * @throws WrongKeyError
 */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { db, secret, progress } = options;
  const keyring = createKeyring(secret);
  await checkInstallationKey(db, keyring);
  const demo = { password: passwordOf(keyring), usernames: KNOWN, adminPassword: null };
  if (await isThere(db, IS_FILLED, [FILLED])) return demo;
  await requireUnused(db);
  const done = progress("making up the demo data");
  const { createFilling } = await import("./fill.ts");
  const fill = await createFilling(options, keyring, demo.password);
  const adminPassword = await db.transaction(async (tx) => {
    await lockInstallation(tx);
    // Whoever else writes waits: between this look and the end nothing comes in.
    await tx.query({ text: "LOCK TABLE users, organizations, connections, applications IN SHARE ROW EXCLUSIVE MODE" });
    if (await isThere(tx, IS_FILLED, [FILLED])) return null;
    await requireUnused(tx);
    return fill(tx);
  });
  await db.query({ text: "ANALYZE" });
  done();
  return { ...demo, adminPassword };
}

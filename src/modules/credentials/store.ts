import type { Queryable } from "../../kernel/context.ts";

/** What signing in needs to know of an account. */
export interface Credentials {
  readonly userId: string;
  /** PHC string; `null` without a local password. */
  readonly hash: string | null;
  /** When the password was set, to the microsecond; another hash of the same password does not move it. */
  readonly changed: string | null;
  /** Whether a password lets it in at all: a live, active, local person's account. */
  readonly mayUsePassword: boolean;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
}

const BY_IDENTIFIER = `SELECT u.id AS "userId", p.hash, p.changed::text AS changed,
    u.is_active AND u.deleted IS NULL AND NOT u.is_service_account AND u.oauth_provider IS NULL AS "mayUsePassword",
    u.is_superuser AS "isSuperuser", u.is_internal AS "isInternal", u.is_service_account AS "isServiceAccount",
    u.password_expired IS TRUE AS "passwordExpired"
  FROM user_identifiers i JOIN users u ON u.id = i.user_id LEFT JOIN passwords p ON p.user_id = u.id
  WHERE i.identifier = $1`;

/**
 * What signing in needs of the live account with this username or e-mail address, in one statement.
 *
 * @param identifier in compared form
 */
export async function findCredentials(db: Queryable, identifier: string): Promise<Credentials | undefined> {
  const { rows } = await db.query<Credentials>({ name: "credentials-find", text: BY_IDENTIFIER, values: [identifier] });
  return rows[0];
}

const FIND = `SELECT hash FROM passwords WHERE user_id = $1`;

/** The stored hash of an account's password; `null` without one. */
export async function findPassword(db: Queryable, userId: string): Promise<string | null> {
  const { rows } = await db.query<{ hash: string }>({ name: "password-find", text: FIND, values: [userId] });
  return rows[0]?.hash ?? null;
}

const WRITE = `INSERT INTO passwords (user_id, hash, changed) VALUES ($1, $2, $3)
  ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed = excluded.changed`;

/** Sets the hash of an account's password, the first or another. */
export async function writePassword(tx: Queryable, userId: string, hash: string, now: Date): Promise<void> {
  await tx.query({ name: "password-write", text: WRITE, values: [userId, hash, now] });
}

const REPLACE = `UPDATE passwords SET hash = $3 WHERE user_id = $1 AND hash = $2`;

/** Puts another hash of the same password in place; one that was set meanwhile stays. */
export async function replaceHash(db: Queryable, userId: string, before: string, after: string): Promise<void> {
  await db.query({ name: "password-replace", text: REPLACE, values: [userId, before, after] });
}

const HOLD = `SELECT 1 FROM users u JOIN passwords p ON p.user_id = u.id
  WHERE u.id = $1 AND p.changed = $2::timestamptz AND u.is_active AND u.deleted IS NULL
  FOR NO KEY UPDATE OF u FOR SHARE OF p`;

/**
 * Holds an account until the transaction ends, if it is still active and its password still the same.
 *
 * @param changed when the password was set, as it was read
 * @returns whether it does
 */
export async function holdCredentials(tx: Queryable, userId: string, changed: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "credentials-hold", text: HOLD, values: [userId, changed] });
  return rowCount === 1;
}

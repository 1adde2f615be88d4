import type { Queryable } from "../../kernel/context.ts";
import { USER_JSON } from "./read-model.ts";
import type { UserText } from "./store.ts";

const SUPERUSER = `SELECT 1 FROM users WHERE is_superuser AND NOT is_internal AND deleted IS NULL LIMIT 1`;

/** Whether there is a superuser besides the reserved admin. */
export async function hasSuperuser(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query({ name: "superuser-exists", text: SUPERUSER });
  return rowCount > 0;
}

const RESERVED = `SELECT u.id, u.username FROM users u WHERE u.is_internal AND u.is_superuser AND u.deleted IS NULL`;

/** The reserved admin. */
export async function findReservedAdmin(db: Queryable): Promise<{ id: string; username: string } | undefined> {
  const { rows } = await db.query<{ id: string; username: string }>({ name: "reserved-admin", text: RESERVED });
  return rows[0];
}

/** Forgets the failed sign-ins of an account. @returns how many counts of them there were */
export async function dropFailuresOf(tx: Queryable, id: string): Promise<number> {
  const { rowCount } = await tx.query({ name: "user-failures-drop", text: "DELETE FROM sign_in_failures WHERE user_id = $1", values: [id] });
  return rowCount;
}

const TOMBSTONE = `UPDATE users SET deleted = $2, version = version + 1 WHERE id = $1`;

/** Makes a tombstone of an account: gone for everyone, restorable for a while. */
export async function entomb(tx: Queryable, id: string, now: Date): Promise<void> {
  await tx.query({ name: "user-entomb", text: TOMBSTONE, values: [id, now] });
  await dropFailuresOf(tx, id);
  await tx.query({ name: "user-api-keys-drop", text: "DELETE FROM api_keys WHERE user_id = $1", values: [id] });
  await tx.query({ name: "user-keys-drop", text: "DELETE FROM idempotency_keys WHERE actor_id = $1", values: [id] });
}

/** Removes the account for good; what refers to it goes by its foreign keys. */
export async function erase(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "user-erase", text: "DELETE FROM users WHERE id = $1", values: [id] });
}

const FIND_TOMBSTONE = `SELECT u.id, u.username_key AS "usernameKey", u.email_key AS "emailKey" FROM users u
  WHERE u.id = $1 AND u.deleted IS NOT NULL AND u.deleted > $2 FOR UPDATE`;

/** The tombstone of an account deleted after a moment, held until the transaction ends. */
export async function lockTombstone(tx: Queryable, id: string, deletedAfter: Date) {
  const { rows } = await tx.query<{ id: string; usernameKey: string; emailKey: string | null }>({
    name: "tombstone-lock",
    text: FIND_TOMBSTONE,
    values: [id, deletedAfter],
  });
  return rows[0];
}

const RESTORE = `UPDATE users u SET deleted = NULL, version = u.version + 1, updated = $2 WHERE u.id = $1
  RETURNING ${USER_JSON} AS json, u.version`;

export async function restore(tx: Queryable, id: string, now: Date): Promise<UserText> {
  const { rows } = await tx.query<UserText>({ name: "user-restore", text: RESTORE, values: [id, now] });
  return rows[0] as UserText;
}

const EXPIRED = `DELETE FROM users WHERE id IN (
    SELECT id FROM users WHERE deleted IS NOT NULL AND deleted <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  ) RETURNING id`;

/** Erases tombstones made at or before a moment, a bounded number at once. @returns their ids */
export async function eraseTombstones(tx: Queryable, deletedUntil: Date, most: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({ name: "tombstones-erase", text: EXPIRED, values: [deletedUntil, most] });
  return rows.map((row) => row.id);
}

const SESSIONS = `SELECT count(*) AS n FROM sessions WHERE user_id = $1`;

export async function countSessions(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-sessions-count", text: SESSIONS, values: [id] });
  return rows[0]?.n ?? 0;
}

const AUTHENTICATORS = `SELECT count(*) AS n FROM totp WHERE user_id = $1 AND secret IS NOT NULL`;

/** Authenticator apps in force: one or none. */
export async function countAuthenticators(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-totp-count", text: AUTHENTICATORS, values: [id] });
  return rows[0]?.n ?? 0;
}

const MEMBERSHIPS = `SELECT count(DISTINCT organization_id) AS n FROM role_assignments WHERE user_id = $1`;

/** Organizations that an account holds roles in. */
export async function countMemberships(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-memberships-count", text: MEMBERSHIPS, values: [id] });
  return rows[0]?.n ?? 0;
}

const WORKSPACES = `SELECT count(*) AS n FROM workspaces WHERE owner_id = $1`;

/** Workspaces that an account owns. */
export async function countWorkspaces(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-workspaces-count", text: WORKSPACES, values: [id] });
  return rows[0]?.n ?? 0;
}

const PASSKEYS = `SELECT count(*) AS n FROM passkeys WHERE user_id = $1`;

export async function countPasskeys(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-passkeys-count", text: PASSKEYS, values: [id] });
  return rows[0]?.n ?? 0;
}

const API_KEYS = `SELECT count(*) AS n FROM api_keys WHERE user_id = $1`;

export async function countApiKeys(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-api-keys-count", text: API_KEYS, values: [id] });
  return rows[0]?.n ?? 0;
}

const AUDIT_ROWS = `SELECT count(*) AS n FROM audit_log WHERE target_id = $1 OR actor_id = $1::uuid`;

export async function countAuditRows(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "user-audit-count", text: AUDIT_ROWS, values: [id] });
  return rows[0]?.n ?? 0;
}

const REACTIVATE = `UPDATE users SET is_active = true, password_expired = false, version = version + 1, updated = $2 WHERE id = $1`;

/** Lets an account in again, with the password it was just given. */
export async function reactivate(tx: Queryable, id: string, now: Date): Promise<void> {
  await tx.query({ name: "user-reactivate", text: REACTIVATE, values: [id, now] });
}

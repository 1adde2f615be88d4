import type { Queryable } from "../../kernel/context.ts";
import { identifierKey } from "../../kernel/text.ts";

/** One key as JSON text, and its version. */
export interface KeyText {
  readonly json: string;
  readonly version: number;
}

/** The read model of the key `k`: a column that is not here is private. */
export const COLUMNS = `k.id, k.name, k.description, k.active, k.created, k.updated, k.expires, k.last_login, k.last_rotated,
  k.retain_period_minutes, k.user_id AS owner_id`;
const JSON_TEXT = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

const FIND = `SELECT ${JSON_TEXT} AS json, k.version FROM api_keys k WHERE k.id = $1 AND k.user_id = $2`;

/** A key of an account. @param lock it is held until the transaction ends */
export async function findKey(db: Queryable, id: string, userId: string, lock = false): Promise<KeyText | undefined> {
  const text = lock ? `${FIND} FOR UPDATE` : FIND;
  const { rows } = await db.query<KeyText>({ name: lock ? "api-key-lock" : "api-key-find", text, values: [id, userId] });
  return rows[0];
}

export interface NewKey {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string | null;
  readonly hash: Buffer;
  readonly expires: Date | null;
  readonly now: Date;
}

const INSERT = `INSERT INTO api_keys AS k (id, user_id, name, name_key, description, hash, expires, created, updated)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING ${JSON_TEXT} AS json, k.version`;

export async function insertKey(tx: Queryable, { id, userId, name, description, hash, expires, now }: NewKey): Promise<KeyText> {
  const values = [id, userId, name, identifierKey(name), description, hash, expires, now];
  const { rows } = await tx.query<KeyText>({ name: "api-key-insert", text: INSERT, values });
  return rows[0] as KeyText;
}

/** What an update sets; absent: as it was. */
interface KeyChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly active?: boolean | undefined;
}

const CHANGE = `UPDATE api_keys k SET name = COALESCE($2, k.name), name_key = COALESCE($3, k.name_key),
    description = CASE WHEN $4 THEN $5 ELSE k.description END, active = COALESCE($6, k.active), version = k.version + 1, updated = $7
  WHERE k.id = $1 RETURNING ${JSON_TEXT} AS json, k.version`;

export async function changeKey(tx: Queryable, id: string, { name, description, active }: KeyChanges, now: Date): Promise<KeyText> {
  const key = name === undefined ? null : identifierKey(name);
  const values = [id, name ?? null, key, description !== undefined, description ?? null, active ?? null, now];
  const { rows } = await tx.query<KeyText>({ name: "api-key-change", text: CHANGE, values });
  return rows[0] as KeyText;
}

const ROTATE = `UPDATE api_keys k SET hash = $2, hash_before = CASE WHEN $3::int > 0 THEN k.hash END,
    before_until = CASE WHEN $3::int > 0 THEN $4::timestamptz + make_interval(mins => $3::int) END,
    retain_period_minutes = $3, last_rotated = $4, version = k.version + 1, updated = $4
  WHERE k.id = $1 RETURNING ${JSON_TEXT} AS json, k.version`;

/** Gives a key another value. @param retain minutes that the old one works beside it */
export async function rotateRow(tx: Queryable, id: string, hash: Buffer, retain: number, now: Date): Promise<KeyText> {
  const { rows } = await tx.query<KeyText>({ name: "api-key-rotate", text: ROTATE, values: [id, hash, retain, now] });
  return rows[0] as KeyText;
}

export async function deleteRow(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "api-key-delete", text: "DELETE FROM api_keys WHERE id = $1", values: [id] });
}

/** Keys of an account. */
export async function countKeys(db: Queryable, userId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "api-keys-count", text: "SELECT count(*) AS n FROM api_keys WHERE user_id = $1", values: [userId] });
  return rows[0]?.n ?? 0;
}

/** Whom a key stands for, and what proves it. */
export interface KeyRow {
  readonly id: string;
  readonly userId: string;
  readonly hash: Buffer;
  readonly hashBefore: Buffer | null;
  readonly beforeUntil: Date | null;
  readonly expires: Date | null;
  readonly lastLogin: Date | null;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
}

const READ = `SELECT k.id, k.user_id AS "userId", k.hash, k.hash_before AS "hashBefore", k.before_until AS "beforeUntil", k.expires,
    k.last_login AS "lastLogin", u.is_superuser AS "isSuperuser", u.is_internal AS "isInternal", u.is_service_account AS "isServiceAccount",
    COALESCE(u.password_expired, false) AS "passwordExpired"
  FROM api_keys k JOIN users u ON u.id = k.user_id LEFT JOIN organizations o ON o.id = u.organization_id
  WHERE k.id = $1 AND k.active AND u.is_active AND u.deleted IS NULL AND o.deleted IS NULL`;

/** The key, when it counts: active, of a live and active account, whose organization is there. */
export async function readKey(db: Queryable, id: string): Promise<KeyRow | undefined> {
  const { rows } = await db.query<KeyRow>({ name: "api-key-read", text: READ, values: [id] });
  return rows[0];
}

/** Writes the last use of a key down. */
export async function touchKey(db: Queryable, id: string, now: Date): Promise<void> {
  await db.query({ name: "api-key-touch", text: "UPDATE api_keys SET last_login = $2 WHERE id = $1", values: [id, now] });
}

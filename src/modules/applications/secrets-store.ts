import type { Queryable } from "../../kernel/context.ts";

/** The read model of a secret, of the table alias `s`. */
const COLUMNS = `s.id, s.hint, s.created, s.expires, s.last_used`;
const VALID = (now: string) => `(s.expires IS NULL OR s.expires > ${now}::timestamptz)`;

const LIST = `SELECT COALESCE(json_agg((SELECT x FROM (SELECT ${COLUMNS}) x) ORDER BY s.id DESC), '[]')::text AS json
  FROM application_secrets s WHERE s.application_id = $1 AND ${VALID("$2")}`;

/** The secrets of an application that work, the newest first, as JSON text. */
export async function listSecretRows(db: Queryable, applicationId: string, now: Date): Promise<string> {
  const { rows } = await db.query<{ json: string }>({ name: "secrets-list", text: LIST, values: [applicationId, now] });
  return rows[0]?.json ?? "[]";
}

export interface NewSecret {
  readonly id: string;
  readonly applicationId: string;
  readonly hash: Buffer;
  readonly hint: string;
  readonly now: Date;
}

const INSERT = `INSERT INTO application_secrets AS s (id, application_id, hash, hint, created) VALUES ($1, $2, $3, $4, $5)
  RETURNING (SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x) AS json`;

/** @returns what is known of it, as JSON text */
export async function insertSecret(tx: Queryable, { id, applicationId, hash, hint, now }: NewSecret): Promise<string> {
  const { rows } = await tx.query<{ json: string }>({ name: "secret-insert", text: INSERT, values: [id, applicationId, hash, hint, now] });
  return rows[0]?.json ?? "null";
}

const RETIRE = `UPDATE application_secrets SET expires = $2 WHERE application_id = $1 AND (expires IS NULL OR expires > $2)`;

/** Every secret of an application ends at a moment, unless it ends before. */
export async function retireSecrets(tx: Queryable, applicationId: string, expires: Date): Promise<void> {
  await tx.query({ name: "secrets-retire", text: RETIRE, values: [applicationId, expires] });
}

const DROP = `DELETE FROM application_secrets WHERE application_id = $1 AND expires <= $2`;

/** Removes the secrets of an application that expired. */
export async function dropExpired(tx: Queryable, applicationId: string, now: Date): Promise<void> {
  await tx.query({ name: "secrets-drop-expired", text: DROP, values: [applicationId, now] });
}

const DROP_ALL = `DELETE FROM application_secrets WHERE application_id = $1 AND ($2::bytea IS NULL OR hash <> $2)`;

/** Removes the secrets of an application, but for one that is kept. */
export async function dropSecrets(tx: Queryable, applicationId: string, except: Buffer | null): Promise<void> {
  await tx.query({ name: "secrets-drop", text: DROP_ALL, values: [applicationId, except] });
}

const COUNT = `SELECT count(*) AS n FROM application_secrets WHERE application_id = $1`;

export async function countSecrets(tx: Queryable, applicationId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({ name: "secrets-count", text: COUNT, values: [applicationId] });
  return rows[0]?.n ?? 0;
}

const DELETE = `DELETE FROM application_secrets s WHERE s.application_id = $1 AND s.id = $2 RETURNING s.id`;

/** Removes a secret; of many at once one does. @returns whether it did */
export async function deleteSecretRow(tx: Queryable, applicationId: string, secretId: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "secret-delete", text: DELETE, values: [applicationId, secretId] });
  return rowCount === 1;
}

const TOUCH = `UPDATE application_secrets SET last_used = $2 WHERE id = $1 AND (last_used IS NULL OR last_used < $2)`;

/** Writes the last use of a secret; it never goes back. */
export async function touchSecret(db: Queryable, id: string, now: Date): Promise<void> {
  await db.query({ name: "secret-touch", text: TOUCH, values: [id, now] });
}

const PURGE = `DELETE FROM application_secrets WHERE id IN (
    SELECT id FROM application_secrets WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;

/** Removes secrets that expired, a bounded number at once. @returns how many */
export async function purgeSecrets(db: Queryable, now: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "secrets-purge", text: PURGE, values: [now, most] });
  return rowCount;
}

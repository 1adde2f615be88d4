import type { Queryable } from "../../kernel/context.ts";

const USE_CHALLENGE = "INSERT INTO used_passkey_challenges (hash, expires) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";

/** Uses up a challenge; of many at once, one does. @returns whether it was unused */
export async function insertUsedChallenge(db: Queryable, hash: Buffer, expires: Date): Promise<boolean> {
  const { rowCount } = await db.query({ name: "passkey-challenge-use", text: USE_CHALLENGE, values: [hash, expires] });
  return rowCount === 1;
}

const PURGE = `DELETE FROM used_passkey_challenges WHERE hash IN
  (SELECT hash FROM used_passkey_challenges WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Forgets challenges that expired until a moment; a bounded number at once. @returns how many */
export async function purgeChallenges(db: Queryable, until: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "passkey-challenges-purge", text: PURGE, values: [until, most] });
  return rowCount;
}

/** Columns of the read model: one that is not here is private. */
const SHOWN = `(SELECT row_to_json(x)::text FROM (SELECT p.id, p.name, p.aaguid, p.transports, p.backup_eligible, p.backed_up, p.created, p.last_used) x)`;

/** A passkey as JSON text, and its version. */
export interface PasskeyText {
  readonly json: string;
  readonly version: number;
}

const LIST = `SELECT '[' || COALESCE(string_agg(${SHOWN}, ',' ORDER BY p.id), '') || ']' AS json FROM passkeys p WHERE p.user_id = $1`;

/** The passkeys of an account as JSON text, oldest first. */
export async function listPasskeys(db: Queryable, userId: string): Promise<string> {
  const { rows } = await db.query<{ json: string }>({ name: "passkeys-list", text: LIST, values: [userId] });
  return rows[0]?.json ?? "[]";
}

const DESCRIPTORS = `SELECT credential_id AS "credentialId", transports FROM passkeys WHERE user_id = $1`;

/** The credentials that an account has already. */
export async function findDescriptors(db: Queryable, userId: string): Promise<{ credentialId: Buffer; transports: string[] }[]> {
  const { rows } = await db.query<{ credentialId: Buffer; transports: string[] }>({ name: "passkey-descriptors", text: DESCRIPTORS, values: [userId] });
  return rows;
}

export interface NewPasskey {
  readonly id: string;
  readonly userId: string;
  /** The host that it is bound to. */
  readonly rpId: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly aaguid: string;
  readonly name: string;
  readonly created: Date;
}

const INSERT = `INSERT INTO passkeys AS p (id, user_id, rp_id, credential_id, public_key, counter, transports, backup_eligible, backed_up, aaguid, name, created)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (credential_id) DO NOTHING RETURNING ${SHOWN} AS json, p.version`;

/** Keeps a new passkey; `undefined` when its credential is known already, to whomever. */
export async function insertPasskey(tx: Queryable, made: NewPasskey): Promise<PasskeyText | undefined> {
  const { id, userId, rpId, credentialId, publicKey, counter, transports, backupEligible, backedUp, aaguid, name, created } = made;
  const values = [id, userId, rpId, credentialId, publicKey, counter, transports, backupEligible, backedUp, aaguid, name, created];
  const { rows } = await tx.query<PasskeyText>({ name: "passkey-insert", text: INSERT, values });
  return rows[0];
}

const LOCK = `SELECT ${SHOWN} AS json, p.name, p.version FROM passkeys p WHERE p.id = $1 AND p.user_id = $2 FOR UPDATE`;

/** A passkey of an account, held until the transaction ends. */
export async function lockPasskey(tx: Queryable, id: string, userId: string): Promise<(PasskeyText & { name: string }) | undefined> {
  const { rows } = await tx.query<PasskeyText & { name: string }>({ name: "passkey-lock", text: LOCK, values: [id, userId] });
  return rows[0];
}

const RENAME = `UPDATE passkeys p SET name = $2, version = p.version + 1 WHERE p.id = $1 RETURNING ${SHOWN} AS json, p.version`;

/** Gives a passkey that is held another name. */
export async function renamePasskey(tx: Queryable, id: string, name: string): Promise<PasskeyText | undefined> {
  const { rows } = await tx.query<PasskeyText>({ name: "passkey-rename", text: RENAME, values: [id, name] });
  return rows[0];
}

/** Removes a passkey that is held. */
export async function deletePasskey(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "passkey-delete", text: "DELETE FROM passkeys WHERE id = $1", values: [id] });
}

/** Removes every passkey of an account. @returns how many */
export async function deletePasskeysOf(tx: Queryable, userId: string): Promise<number> {
  const { rowCount } = await tx.query({ name: "passkeys-delete", text: "DELETE FROM passkeys WHERE user_id = $1", values: [userId] });
  return rowCount;
}

/** A passkey and its owner, as signing in needs them. */
export interface KnownPasskey {
  readonly id: string;
  readonly userId: string;
  readonly publicKey: Buffer;
}

// A local person's live, active account: others sign in elsewhere, or not at all.
const KNOWN = `SELECT p.id, p.user_id AS "userId", p.public_key AS "publicKey" FROM passkeys p JOIN users u ON u.id = p.user_id
  WHERE p.credential_id = $1 AND u.is_active AND u.deleted IS NULL AND u.oauth_provider IS NULL AND NOT u.is_service_account`;

/** The passkey with a credential id, where it lets somebody in. */
export async function findKnown(db: Queryable, credentialId: Buffer): Promise<KnownPasskey | undefined> {
  const { rows } = await db.query<KnownPasskey>({ name: "passkey-known", text: KNOWN, values: [credentialId] });
  return rows[0];
}

const USE = `UPDATE passkeys SET counter = $2, backed_up = $3, last_used = $4
  WHERE id = $1 AND (counter < $2::bigint OR counter = 0 AND $2::bigint = 0)`;

/** Notes a use; of many with one count, one does. @returns false when the count does not go up, or the passkey is gone */
export async function notePasskeyUse(tx: Queryable, id: string, counter: number, backedUp: boolean, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "passkey-use", text: USE, values: [id, counter, backedUp, now] });
  return rowCount === 1;
}

const REGRESSED = `SELECT counter FROM passkeys WHERE id = $1 AND counter > 0 AND counter >= $2::bigint`;

/** The count that is kept, where one that came does not go beyond it. */
export async function findRegression(db: Queryable, id: string, counter: number): Promise<number | undefined> {
  const { rows } = await db.query<{ counter: number | string }>({ name: "passkey-regressed", text: REGRESSED, values: [id, counter] });
  return rows[0] && Number(rows[0].counter);
}

import type { Database, Queryable } from "../kernel/context.ts";

/** A key pair, as it is stored. */
export interface NewKey {
  readonly kid: string;
  readonly alg: string;
  readonly publicJwk: Record<string, unknown>;
  /** Sealed with the installation key. */
  readonly privateJwk: Buffer;
}

export interface KeyRow extends NewKey {
  readonly created: Date;
  readonly activates: Date;
}

const LIST = `SELECT kid, alg, public_jwk AS "publicJwk", private_jwk AS "privateJwk", created, activates
  FROM signing_keys WHERE alg = $1`;

/** Every key of an algorithm. They are few: the next one, the one that signs, and those that retire. */
export async function listKeys(db: Queryable, alg: string): Promise<KeyRow[]> {
  const { rows } = await db.query<KeyRow>({ name: "signing-keys", text: LIST, values: [alg] });
  return rows;
}

/** Whether there is any signing key. */
export async function hasKey(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query({ text: "SELECT 1 FROM signing_keys LIMIT 1" });
  return rowCount === 1;
}

/** The lock under which keys are made and removed: whoever takes it sees what everyone before it did. */
export async function lockKeys(tx: Queryable): Promise<void> {
  await tx.query({ text: "SELECT 1 FROM installation WHERE id = 1 FOR UPDATE" });
}

const INSERT = `INSERT INTO signing_keys (kid, alg, public_jwk, private_jwk, created, activates) VALUES ($1, $2, $3, $4, $5, $6)`;

export async function insertKey(tx: Queryable, key: KeyRow): Promise<void> {
  const { kid, alg, publicJwk, privateJwk, created, activates } = key;
  await tx.query({ text: INSERT, values: [kid, alg, JSON.stringify(publicJwk), privateJwk, created, activates] });
}

/** Writes the first key. Of processes that start at once, those that come second find it there. */
export async function insertFirstKey(db: Database, key: NewKey, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await lockKeys(tx);
    if (!(await hasKey(tx))) await insertKey(tx, { ...key, created: now, activates: now });
  });
}

/** Removes keys. @returns the ids of those that were there */
export async function deleteKeys(tx: Queryable, kids: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ kid: string }>({ text: "DELETE FROM signing_keys WHERE kid = ANY ($1::text[]) RETURNING kid", values: [kids] });
  return rows.map((row) => row.kid);
}

import type { Database, Queryable } from "../kernel/context.ts";

export interface KeyRow {
  readonly kid: string;
  readonly alg: string;
  readonly publicJwk: Record<string, unknown>;
  /** Sealed with the installation key. */
  readonly privateJwk: Buffer;
}

const LIST = `SELECT kid, alg, public_jwk AS "publicJwk", private_jwk AS "privateJwk" FROM signing_keys ORDER BY created DESC, kid`;

/** Every signing key, the newest first. */
export async function listKeys(db: Queryable): Promise<KeyRow[]> {
  const { rows } = await db.query<KeyRow>({ name: "signing-keys", text: LIST });
  return rows;
}

/** Whether there is any signing key. */
export async function hasKey(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query({ text: "SELECT 1 FROM signing_keys LIMIT 1" });
  return rowCount === 1;
}

const INSERT = `INSERT INTO signing_keys (kid, alg, public_jwk, private_jwk, created, activates)
  SELECT $1::text, $2::text, $3::jsonb, $4::bytea, $5::timestamptz, $5 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)`;

/** Writes the first key. Of processes that start at once, those that come second find it there. */
export async function insertFirstKey(db: Database, key: KeyRow, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query({ text: "SELECT 1 FROM installation WHERE id = 1 FOR UPDATE" });
    await tx.query({ text: INSERT, values: [key.kid, key.alg, JSON.stringify(key.publicJwk), key.privateJwk, now] });
  });
}

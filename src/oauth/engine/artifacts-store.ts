import type { Context, Queryable } from "../../kernel/context.ts";

/** What the authorization server keeps: by the SHA-256 of its value, the payload sealed. */
export interface Artifact {
  readonly payload: Buffer;
  readonly consumed: Date | null;
  readonly expires: Date;
}

export interface NewArtifact {
  readonly kind: string;
  readonly id: Buffer;
  readonly payload: Buffer;
  /** The session of the grant that it hangs on. */
  readonly grantId: string | null;
  /** SHA-256 of other names that it can be found by. */
  readonly uid: Buffer | null;
  readonly userCode: Buffer | null;
  readonly expires: Date;
}

const UPSERT = `INSERT INTO oauth_artifacts (kind, id, payload, grant_id, uid, user_code, expires)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (kind, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
    user_code = excluded.user_code, expires = excluded.expires`;

// The successor of a refresh token is written by everyone who asks for it at once; what one of them has used stays used.
const INSERT_ONCE = `INSERT INTO oauth_artifacts (kind, id, payload, grant_id, uid, user_code, expires)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, id) DO NOTHING`;

/** @param once leave what is there already */
export async function putArtifact(db: Queryable, artifact: NewArtifact, once: boolean): Promise<void> {
  const { kind, id, payload, grantId, uid, userCode, expires } = artifact;
  await db.query({
    name: once ? "artifact-insert" : "artifact-upsert",
    text: once ? INSERT_ONCE : UPSERT,
    values: [kind, id, payload, grantId, uid, userCode, expires],
  });
}

const BY = {
  id: `SELECT payload, consumed, expires FROM oauth_artifacts WHERE kind = $1 AND id = $2 AND expires > $3`,
  uid: `SELECT payload, consumed, expires FROM oauth_artifacts WHERE kind = $1 AND uid = $2 AND expires > $3`,
  user_code: `SELECT payload, consumed, expires FROM oauth_artifacts WHERE kind = $1 AND user_code = $2 AND expires > $3`,
} as const;

/** The artifact with this value, or other name, that has not expired. */
export async function findArtifact(db: Queryable, kind: string, by: keyof typeof BY, key: Buffer, now: Date): Promise<Artifact | undefined> {
  const { rows } = await db.query<Artifact>({ name: `artifact-by-${by}`, text: BY[by], values: [kind, key, now] });
  return rows[0];
}

const CONSUME = `UPDATE oauth_artifacts SET consumed = $3 WHERE kind = $1 AND id = $2 AND consumed IS NULL`;

/** Takes a single-use artifact. @returns whether this call did: of many at once, one does */
export async function consumeArtifact(db: Queryable, kind: string, id: Buffer, now: Date): Promise<boolean> {
  const { rowCount } = await db.query({ name: "artifact-consume", text: CONSUME, values: [kind, id, now] });
  return rowCount === 1;
}

export async function deleteArtifact(db: Queryable, kind: string, id: Buffer): Promise<void> {
  await db.query({ name: "artifact-delete", text: "DELETE FROM oauth_artifacts WHERE kind = $1 AND id = $2", values: [kind, id] });
}

const ONCE = `INSERT INTO oauth_artifacts (kind, id, payload, expires) VALUES ($1, $2, '', $3) ON CONFLICT (kind, id) DO NOTHING`;

/** Remembers that something was seen. @returns whether it is new */
export async function rememberOnce(db: Queryable, kind: string, id: Buffer, expires: Date): Promise<boolean> {
  const { rowCount } = await db.query({ name: "artifact-once", text: ONCE, values: [kind, id, expires] });
  return rowCount === 1;
}

const PURGE = `DELETE FROM oauth_artifacts WHERE (kind, id) IN (
    SELECT kind, id FROM oauth_artifacts WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;

/** Removes codes, tokens and interactions that expired, a bounded number at once. @returns how many */
export async function removeExpiredArtifacts(ctx: Context, most: number): Promise<number> {
  const { rowCount } = await ctx.db.query({ name: "artifacts-purge", text: PURGE, values: [new Date(ctx.app.clock.now()), most] });
  return rowCount;
}

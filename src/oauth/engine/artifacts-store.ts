import { together } from "../../db/together.ts";
import type { Context, Queryable } from "../../kernel/context.ts";

/** What the authorization server keeps: by the SHA-256 of its value, the payload sealed. */
export interface Artifact {
  readonly payload: Buffer;
  readonly consumed: Date | null;
  readonly expires: Date;
  readonly grantId: string | null;
  /** The payload of the grant that it hangs on, where that has not expired. */
  readonly grant: Buffer | null;
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

const COLUMNS = "kind, id, payload, grant_id, uid, user_code, expires";
const VALUES = "$1::text, $2::bytea, $3::bytea, $4::uuid, $5::bytea, $6::bytea, $7::timestamptz";
const REPLACE = `ON CONFLICT (kind, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
  user_code = excluded.user_code, expires = excluded.expires`;

const valuesOf = ({ kind, id, payload, grantId, uid, userCode, expires }: NewArtifact) => [kind, id, payload, grantId, uid, userCode, expires];

const PUT = {
  replace: `INSERT INTO oauth_artifacts (${COLUMNS}) VALUES (${VALUES}) ${REPLACE}`,
  // The successor of a refresh token is written by everyone who asks for it at once; what one of them has used stays used.
  once: `INSERT INTO oauth_artifacts (${COLUMNS}) VALUES (${VALUES}) ON CONFLICT (kind, id) DO NOTHING`,
  // The setting is this statement's alone. What comes after it to the disk brings it along: none is taken that was not written.
  relaxed: `INSERT INTO oauth_artifacts (${COLUMNS}) SELECT ${VALUES} FROM set_config('synchronous_commit', 'off', true) ${REPLACE}`,
} as const;

/**
 * Writes an artifact.
 *
 * @param how in place of what is there; where there is none yet; or in place of it without a wait for the disk, so that a
 *   crash of the database may lose it (no part of a transaction)
 */
export async function putArtifact(db: Queryable, artifact: NewArtifact, how: keyof typeof PUT): Promise<void> {
  await db.query({ name: `artifact-${how}`, text: PUT[how], values: valuesOf(artifact) });
}

const PUT_MANY = `INSERT INTO oauth_artifacts (${COLUMNS}) SELECT r.*
  FROM set_config('synchronous_commit', 'off', true), unnest((SELECT $1::text[]), (SELECT $2::bytea[]), (SELECT $3::bytea[]), (SELECT $4::uuid[]),
    (SELECT $5::bytea[]), (SELECT $6::bytea[]), (SELECT $7::timestamptz[])) r`;

async function putMany(db: Queryable, artifacts: readonly NewArtifact[]): Promise<(null | Error)[]> {
  const rows = artifacts.map(valuesOf);
  try {
    if (rows.length > 1) {
      await db.query({ name: "artifacts-new", text: PUT_MANY, values: rows[0]?.map((_, column) => rows.map((row) => row[column])) ?? [] });
      return rows.map(() => null);
    }
  } catch (error) {
    if ((error as { constraint?: string }).constraint === undefined) throw error;
    // One of them cannot be: a grant that has ended takes nobody else's code with it.
  }
  const written = await Promise.allSettled(artifacts.map((artifact) => putArtifact(db, artifact, "relaxed")));
  return written.map((one) => (one.status === "rejected" ? (one.reason as Error) : null));
}

/** Writes an artifact that there is none of yet, as `relaxed` does, outside of transactions: one statement for all who do at the same time. */
export const putNewTogether = together(putMany);

/** What is used up: by its kind and the SHA-256 of its value. */
export interface Taken {
  readonly kind: string;
  readonly id: Buffer;
  /** Who comes second gets nothing. */
  readonly once: boolean;
}

const TAKE_AND_PUT = `WITH taken AS (
    UPDATE oauth_artifacts SET consumed = $8 WHERE kind = $9 AND id = $10 AND consumed IS NULL RETURNING 1
  ), written AS (
    INSERT INTO oauth_artifacts (${COLUMNS}) SELECT ${VALUES} WHERE NOT $11::boolean OR EXISTS (SELECT FROM taken) ON CONFLICT (kind, id) DO NOTHING
  )
  SELECT FROM taken`;

/** Takes an artifact and writes what it gives, the one not without the other. @returns whether this call took it: of many at once, one does */
export async function takeAndPutArtifact(db: Queryable, { kind, id, once }: Taken, artifact: NewArtifact, now: Date): Promise<boolean> {
  const { rowCount } = await db.query({ name: "artifact-take-put", text: TAKE_AND_PUT, values: [...valuesOf(artifact), now, kind, id, once] });
  return rowCount === 1;
}

// What hangs on a grant is hardly ever asked for without it.
const FOUND = `a.payload, a.consumed, a.expires, a.grant_id AS "grantId", g.payload AS grant`;
const withGrant = (now: string) => `LEFT JOIN oauth_artifacts g
    ON g.kind = 'Grant' AND g.id = sha256(a.grant_id::text::bytea) AND g.expires > ${now} AND a.kind <> 'Grant'`;
const find = (by: string) => `SELECT ${FOUND} FROM oauth_artifacts a ${withGrant("$3")} WHERE a.kind = $1 AND a.${by} = $2 AND a.expires > $3`;

const BY = { id: find("id"), uid: find("uid"), user_code: find("user_code") } as const;

/** The artifact with this value, or other name, that has not expired. */
export async function findArtifact(db: Queryable, kind: string, by: keyof typeof BY, key: Buffer, now: Date): Promise<Artifact | undefined> {
  const { rows } = await db.query<Artifact>({ name: `artifact-by-${by}`, text: BY[by], values: [kind, key, now] });
  return rows[0];
}

const MANY = `SELECT (q.ordinal - 1)::integer AS number, ${FOUND}
  FROM unnest((SELECT $1::text[]), (SELECT $2::bytea[])) WITH ORDINALITY q (kind, id, ordinal)
  JOIN oauth_artifacts a ON a.kind = q.kind AND a.id = q.id AND a.expires > $3 ${withGrant("$3")}`;

interface AskedArtifact {
  readonly kind: string;
  readonly id: Buffer;
  readonly now: Date;
}

async function findMany(db: Queryable, asked: readonly AskedArtifact[]): Promise<(Artifact | undefined)[]> {
  // They were asked within moments of each other: the last one is that of all.
  const values = [asked.map(({ kind }) => kind), asked.map(({ id }) => id), asked.at(-1)?.now];
  const { rows } = await db.query<Artifact & { number: number }>({ name: "artifacts-by-id", text: MANY, values });
  const found: (Artifact | undefined)[] = asked.map(() => undefined);
  for (const { number, ...artifact } of rows) found[number] = artifact;
  return found;
}

/** The artifact with this value that has not expired, outside of transactions: one statement for all who ask at the same time. */
export const findArtifactTogether = together(findMany);

const CONSUME = `UPDATE oauth_artifacts SET consumed = $3 WHERE kind = $1 AND id = $2 AND consumed IS NULL`;

/** Takes an artifact. @returns whether this call did: of many at once, one does */
export async function consumeArtifact(db: Queryable, { kind, id }: Taken, now: Date): Promise<boolean> {
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

// Of polls at once one is the first. What a crash of the database loses of it is one poll that came too soon.
const POLL = `INSERT INTO oauth_artifacts AS a (kind, id, payload, expires)
  SELECT 'DevicePoll', $1::bytea, '', $3::timestamptz FROM set_config('synchronous_commit', 'off', true)
  ON CONFLICT (kind, id) DO UPDATE SET expires = excluded.expires WHERE a.expires <= $2`;

/** Notes a poll, unless the one before it was too short a time ago. @returns whether it was noted */
export async function noteDevicePoll(db: Queryable, id: Buffer, now: Date, until: Date): Promise<boolean> {
  const { rowCount } = await db.query({ name: "artifact-poll", text: POLL, values: [id, now, until] });
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

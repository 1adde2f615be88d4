import type { Queryable } from "../../kernel/context.ts";

/** How failures of one key are counted and what they cost. */
export interface Policy {
  /** Failures without consequence. */
  readonly free: number;
  /** Seconds that the first failure beyond those blocks; each further one doubles it. */
  readonly firstBlock: number;
  /** Seconds that one failure blocks at most. */
  readonly longestBlock: number;
  /** Seconds without a failure after which all are forgotten. */
  readonly forget: number;
  /** Seconds in which one failure is forgotten; `null`: none is before all are. */
  readonly leak: number | null;
  /** What the statistics count: each failure, and each time that one begins to block; `null`: nothing. */
  readonly failed: string | null;
  readonly locked: string | null;
}

export interface Failures {
  readonly key: Buffer;
  readonly blockedUntil: Date;
}

const FIND = `SELECT key, blocked_until AS "blockedUntil" FROM sign_in_failures WHERE key = ANY ($1::bytea[])`;

/** Until when these keys are blocked; a key without failures has no row. */
export async function findFailures(db: Queryable, keys: readonly Buffer[]): Promise<Failures[]> {
  const { rows } = await db.query<Failures>({ name: "sign-in-failures-find", text: FIND, values: [keys] });
  return rows;
}

// Processes may count in another order than it happened: time that runs backwards takes nothing off, and adds nothing.
// The subquery holds the account against being erased between here and the check of the foreign key.
// It is counted with it: the one failure that takes a key beyond those without consequence locks it.
const RECORD = `WITH recorded AS (INSERT INTO sign_in_failures AS f (key, user_id, failures, blocked_until, updated)
  VALUES ($1, (SELECT id FROM users WHERE id = $2 FOR KEY SHARE), 1, $3::timestamptz, $3::timestamptz)
  ON CONFLICT (key) DO UPDATE SET (user_id, failures, blocked_until, updated) = (
    SELECT excluded.user_id, n,
      $3::timestamptz + CASE WHEN n > $4::int THEN LEAST($6::float8, $5::float8 * power(2, LEAST(n - $4::int - 1, 30))) ELSE 0 END * interval '1 second',
      $3::timestamptz
    FROM (SELECT CASE WHEN f.updated <= $3::timestamptz - $7::float8 * interval '1 second' THEN 1 ELSE
      GREATEST(f.failures - GREATEST(floor(EXTRACT(EPOCH FROM $3::timestamptz - f.updated) / $8::float8), 0), 0) + 1 END::int AS n) counted
  ) RETURNING failures)
  INSERT INTO statistics_events (day, metric) SELECT utc_day($3::timestamptz), metric
  FROM recorded, unnest(ARRAY[$9::text, CASE WHEN failures = $4::int + 1 THEN $10::text END]) metric WHERE metric IS NOT NULL`;

/** Counts one more failure of a key, atomically: processes that count at once lose none. */
export async function recordFailure(db: Queryable, key: Buffer, userId: string | null, now: Date, policy: Policy): Promise<void> {
  const { free, firstBlock, longestBlock, forget, leak, failed, locked } = policy;
  const values = [key, userId, now, free, firstBlock, longestBlock, forget, leak, failed, locked];
  await db.query({ name: "sign-in-failures-record", text: RECORD, values });
}

// A minute that is over, or was never begun, begins now. What is refused counts, too: the row is the same either way.
const COUNT = `INSERT INTO sign_in_failures AS f (key, failures, blocked_until, updated) VALUES ($1, 1, $2, $2)
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN f.updated > $2::timestamptz - interval '1 minute' THEN LEAST(f.failures, 1000000) + 1 ELSE 1 END,
    updated = CASE WHEN f.updated > $2::timestamptz - interval '1 minute' THEN f.updated ELSE $2::timestamptz END
  RETURNING failures AS count, updated AS since`;

/** Counts a request in the minute that is under way for its key, atomically. @returns how many that makes, and since when */
export async function countInMinute(db: Queryable, key: Buffer, now: Date): Promise<{ count: number; since: Date }> {
  const { rows } = await db.query<{ count: number; since: Date }>({ name: "sign-in-failures-count", text: COUNT, values: [key, now] });
  return rows[0] ?? { count: 1, since: now };
}

/** Forgets the failures of a key. */
export async function dropFailures(db: Queryable, key: Buffer): Promise<void> {
  await db.query({ name: "sign-in-failures-drop", text: "DELETE FROM sign_in_failures WHERE key = $1", values: [key] });
}

const PURGE = `DELETE FROM sign_in_failures WHERE key IN (
    SELECT key FROM sign_in_failures WHERE updated <= $1 AND blocked_until <= $2 LIMIT $3 FOR UPDATE SKIP LOCKED
  )`;

/** Removes what is forgotten, a bounded number at once. @returns how many */
export async function purgeFailures(db: Queryable, updatedUntil: Date, now: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "sign-in-failures-purge", text: PURGE, values: [updatedUntil, now, most] });
  return rowCount;
}

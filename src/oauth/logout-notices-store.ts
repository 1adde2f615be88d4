import type { Queryable } from "../kernel/context.ts";

/** An application that this process has taken to tell of the end of a session. */
export interface TakenNotice {
  readonly sessionId: string;
  readonly applicationId: string;
  readonly userId: string;
  /** How often it has been tried, this time included. */
  readonly attempts: number;
  /** Where the application is told; `null`: it is gone, or wants to be told no more. */
  readonly uri: string | null;
}

// Whoever takes a notice puts its next try off: no other process takes it meanwhile, and one that dies loses none.
const TAKE = `WITH taken AS (
    UPDATE logout_notices SET attempts = attempts + 1, due = $1::timestamptz + $2::float8 * interval '1 second' WHERE session_id IN (
      SELECT session_id FROM logout_notices WHERE due <= $1 ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED
    ) RETURNING session_id, application_id, user_id, attempts
  )
  SELECT t.session_id AS "sessionId", t.application_id AS "applicationId", t.user_id AS "userId", t.attempts, a.backchannel_logout_uri AS uri
  FROM taken t LEFT JOIN applications a ON a.id = t.application_id`;

/**
 * Takes notices that are due.
 *
 * @param lease seconds in which nobody else takes them
 */
export async function takeNotices(db: Queryable, now: Date, lease: number, most: number): Promise<TakenNotice[]> {
  const { rows } = await db.query<TakenNotice>({ name: "logout-notices-take", text: TAKE, values: [now, lease, most] });
  return rows;
}

/** Removes notices that are done, or given up. */
export async function deleteNotice(db: Queryable, sessionId: string): Promise<void> {
  await db.query({ name: "logout-notice-delete", text: "DELETE FROM logout_notices WHERE session_id = $1", values: [sessionId] });
}

/** Puts a notice off. */
export async function postponeNotice(db: Queryable, sessionId: string, due: Date): Promise<void> {
  await db.query({ name: "logout-notice-postpone", text: "UPDATE logout_notices SET due = $2 WHERE session_id = $1", values: [sessionId, due] });
}

/** The notices that wait, counted up to `most`. */
export async function countNotices(db: Queryable, most: number): Promise<number> {
  const text = "SELECT count(*)::int AS n FROM (SELECT 1 FROM logout_notices LIMIT $1) w";
  const { rows } = await db.query<{ n: number }>({ name: "logout-notices-queue", text, values: [most] });
  return rows[0]?.n ?? 0;
}

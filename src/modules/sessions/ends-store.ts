import { insertAuditSql } from "../../db/audit.ts";
import type { Queryable } from "../../kernel/context.ts";
import { PRINCIPAL, type PrincipalRow } from "./principals-store.ts";

const END_BY_ID = `DELETE FROM sessions s USING users u
  WHERE s.id = $1 AND ($2::uuid IS NULL OR s.user_id = $2) AND u.id = s.user_id RETURNING ${PRINCIPAL}`;
const END_BY_COOKIE = `DELETE FROM sessions s USING users u WHERE s.cookie_hash = $1 AND u.id = s.user_id RETURNING ${PRINCIPAL}`;

/**
 * Ends a session.
 *
 * @param userId whose session it must be; `null`: anybody's
 * @returns what it was, when there was one
 */
export async function deleteSession(tx: Queryable, sessionId: string, userId: string | null): Promise<PrincipalRow | undefined> {
  const { rows } = await tx.query<PrincipalRow>({ name: "session-delete", text: END_BY_ID, values: [sessionId, userId] });
  return rows[0];
}

/** Ends the session of a cookie. @returns what it was, when there was one */
export async function deleteSessionByCookie(tx: Queryable, cookieHash: Buffer): Promise<PrincipalRow | undefined> {
  const { rows } = await tx.query<PrincipalRow>({ name: "session-delete-cookie", text: END_BY_COOKIE, values: [cookieHash] });
  return rows[0];
}

// A device that was let in and has not fetched its token stays out, too: it would be signed in again in a moment.
// Whoever asks through an application keeps the browser's session that the application hangs on, and what else does.
const END_ALL = `WITH kept AS (
    SELECT COALESCE(parent_id, id) AS root FROM sessions WHERE id = $2::uuid
  ), gone AS (
    DELETE FROM sessions s WHERE s.user_id = $1
      AND NOT EXISTS (SELECT 1 FROM kept WHERE s.id = kept.root OR s.parent_id = kept.root) RETURNING id
  ), ended AS (
    SELECT count(*)::int AS n FROM gone
  ), taken_back AS (
    UPDATE device_requests r SET denied = $3::timestamptz FROM devices d
    WHERE d.id = r.device_id AND d.user_id = $1 AND r.verified IS NOT NULL AND r.used IS NULL AND r.denied IS NULL
  ), audit AS (
    ${insertAuditSql(4, "jsonb_build_object('sessions', ended.n)", "NULL::jsonb", "FROM ended WHERE ended.n > 0")}
  )
  SELECT n FROM ended`;

/** Ends the sessions of an account, but for one; with an audit row where there were any. @returns how many ended */
export async function deleteSessionsOf(tx: Queryable, userId: string, except: string | null, now: Date, audit: readonly unknown[]): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({ name: "sessions-delete", text: END_ALL, values: [userId, except, now, ...audit] });
  return rows[0]?.n ?? 0;
}

const END_OF_APPLICATION = `WITH gone AS (
    DELETE FROM sessions WHERE application_id = $1 OR user_id = $1 RETURNING user_id
  ), ended AS (
    SELECT count(*)::int AS n FROM gone
  ), audit AS (
    ${insertAuditSql(2, "jsonb_build_object('sessions', ended.n)", "NULL::jsonb", "FROM ended WHERE ended.n > 0")}
  )
  SELECT DISTINCT user_id AS "userId" FROM gone`;

/** Ends the sessions of an application, for whomever it acts; with an audit row where there were any. @returns the accounts they were of */
export async function deleteSessionsOfApplication(tx: Queryable, applicationId: string, audit: readonly unknown[]): Promise<string[]> {
  const { rows } = await tx.query<{ userId: string }>({ name: "sessions-delete-application", text: END_OF_APPLICATION, values: [applicationId, ...audit] });
  return rows.map((row) => row.userId);
}

const TAKE_BACK = `UPDATE device_requests SET denied = $2 WHERE session_id = $1 AND used IS NULL AND denied IS NULL`;

/** Keeps out what a session let in, where that has not fetched its token. */
export async function takeBackDevices(tx: Queryable, sessionId: string, now: Date): Promise<void> {
  await tx.query({ name: "session-take-back", text: TAKE_BACK, values: [sessionId, now] });
}

/** Ends the sessions of an application that acts for one account. @returns how many */
export async function deleteSessionsWithApplication(tx: Queryable, userId: string, applicationId: string): Promise<number> {
  const text = "DELETE FROM sessions WHERE user_id = $1 AND application_id = $2";
  const { rowCount } = await tx.query({ name: "sessions-delete-with-application", text, values: [userId, applicationId] });
  return rowCount;
}

/** Ends the sessions of a device. @returns how many */
export async function deleteSessionsOfDevice(tx: Queryable, deviceId: string): Promise<number> {
  const { rowCount } = await tx.query({ name: "sessions-delete-device", text: "DELETE FROM sessions WHERE device_id = $1", values: [deviceId] });
  return rowCount;
}

// The mark lasts as long as the transaction of this statement: nobody is told that a session expired.
const PURGE = `WITH mark AS MATERIALIZED (SELECT set_config('roster.purge', 'on', true))
  DELETE FROM sessions WHERE id IN (
    SELECT s.id FROM sessions s WHERE s.expires <= $1 AND EXISTS (SELECT 1 FROM mark) LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;

/** Removes sessions that expired, a bounded number at once; in a transaction of its own. @returns how many */
export async function purgeSessions(db: Queryable, now: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "sessions-purge", text: PURGE, values: [now, most] });
  return rowCount;
}

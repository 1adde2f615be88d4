import { insertAuditSql } from "../../db/audit.ts";
import { together } from "../../db/together.ts";
import type { Principal, Queryable } from "../../kernel/context.ts";
import { isMultiFactor } from "./acr.ts";
import { type MfaPolicy, restrictionOf } from "./restriction.ts";

/** The session and its account, as every request needs them: the columns, and the row that they give. */
const PRINCIPAL = `s.id AS "sessionId", s.user_id AS "userId", s.auth_time AS "authTime", s.last_used AS "lastUsed", s.expires,
  u.is_superuser AS "isSuperuser", u.is_internal AS "isInternal", u.is_service_account AS "isServiceAccount",
  u.password_expired IS TRUE AS "passwordExpired", s.application_id AS "applicationId", s.device_id AS "deviceId", s.amr`;

export interface PrincipalRow {
  readonly sessionId: string;
  readonly userId: string;
  readonly authTime: Date;
  readonly lastUsed: Date;
  readonly expires: Date;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  /** Its password has expired; never so where there is none. */
  readonly passwordExpired: boolean;
  /** The application that acts for the account in this session. */
  readonly applicationId: string | null;
  /** The device whose session it is. */
  readonly deviceId: string | null;
  /** How the account proved who it is (RFC 8176). */
  readonly amr: readonly string[];
}

/** Somebody who is signed in with a session. */
export type SessionPrincipal = Principal & { readonly sessionId: string };

/** Who is signed in with a session. */
export function toPrincipal(row: PrincipalRow, policy: MfaPolicy): SessionPrincipal {
  return {
    kind: "user",
    id: row.userId,
    sessionId: row.sessionId,
    isSuperuser: row.isSuperuser,
    isInternal: row.isInternal,
    isServiceAccount: row.isServiceAccount,
    multiFactor: isMultiFactor(row.amr),
    ...restrictionOf(policy, row),
    applicationId: row.applicationId,
    deviceId: row.deviceId,
    // A token of an application says what it may do; the session alone says nothing.
    scopes: row.applicationId === null ? null : new Set(),
    authTime: row.authTime.getTime(),
  };
}

/** The moments that decide whether a session still counts. */
export interface Moments {
  readonly now: Date;
  /** A session not used since then has ended; one of a device has a lifetime of its own. */
  readonly idleSince: Date;
}

/** What makes a session of alias `s` one that has not ended by itself in either way. */
export const unended = (now: string, idleSince: string) =>
  `s.expires > ${now}::timestamptz AND (s.last_used > ${idleSince}::timestamptz OR s.device_id IS NOT NULL)`;
/** What makes a session count: it has not ended, and its account is there and active. */
const live = (now: string, idleSince: string) => `${unended(now, idleSince)} AND u.is_active AND u.deleted IS NULL`;

const OF_USER = "FROM sessions s JOIN users u ON u.id = s.user_id";
const BY_IDS = `SELECT ${PRINCIPAL} ${OF_USER} WHERE s.id = ANY ($1::uuid[]) AND ${live("$2", "$3")}`;
const BY_COOKIE = `SELECT ${PRINCIPAL} ${OF_USER} WHERE s.cookie_hash = $1 AND ${live("$2", "$3")}`;

interface AskedSession {
  readonly sessionId: string;
  readonly at: Moments;
}

async function findBySessions(db: Queryable, asked: readonly AskedSession[]): Promise<(PrincipalRow | undefined)[]> {
  // They were asked within one turn: the last moment is that of all.
  const at = asked.at(-1)?.at;
  const values = [asked.map(({ sessionId }) => sessionId), at?.now, at?.idleSince];
  const { rows } = await db.query<PrincipalRow>({ name: "principals-by-session", text: BY_IDS, values });
  const found = new Map(rows.map((row) => [row.sessionId, row]));
  return asked.map(({ sessionId }) => found.get(sessionId));
}

/** Who is signed in with a session; `undefined` when it does not count. */
export const findBySession = together(findBySessions);

/** Who is signed in with a cookie; `undefined` when its session does not count. */
export async function findByCookie(db: Queryable, cookieHash: Buffer, at: Moments): Promise<PrincipalRow | undefined> {
  const { rows } = await db.query<PrincipalRow>({ name: "principal-by-cookie", text: BY_COOKIE, values: [cookieHash, at.now, at.idleSince] });
  return rows[0];
}

const TOUCH = `UPDATE sessions SET last_used = $2 WHERE id = $1 AND last_used < $2`;

/** Writes the last use of a session; it never goes back. */
export async function touchSession(db: Queryable, sessionId: string, now: Date): Promise<void> {
  await db.query({ name: "session-touch", text: TOUCH, values: [sessionId, now] });
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly cookieHash: Buffer | null;
  readonly refreshHash: Buffer;
  readonly amr: readonly string[];
  readonly authTime: Date;
  readonly now: Date;
  readonly expires: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** What the user agent says, for people. */
  readonly agent: object | null;
  readonly deviceId: string | null;
}

// Signing in is no edit of the account: `updated` stays. Its representation changes, and so does its version.
const INSERT = `WITH account AS (
    UPDATE users SET last_login = $6::timestamptz, version = version + 1 WHERE id = $2::uuid AND is_active AND deleted IS NULL RETURNING id
  ), session AS (
    INSERT INTO sessions (id, user_id, cookie_hash, refresh_hash, amr, created, last_used, expires, address, user_agent, auth_time, agent, device_id)
    SELECT $1::uuid, id, $3::bytea, $4::bytea, $5::text[], $6::timestamptz, $6, $7::timestamptz, $8::text, $9::text, $10::timestamptz, $11::jsonb, $12::uuid
    FROM account RETURNING id
  ), audit AS (
    ${insertAuditSql(13, "NULL::jsonb", `jsonb_strip_nulls(jsonb_build_object('user_id', account.id, 'amr', to_jsonb($5::text[]), 'device_id', $12::uuid))`, "FROM account")}
  )
  SELECT id FROM session`;

/**
 * Writes a session, the sign-in on its account, and the audit row.
 *
 * @param audit `auditValues` of the entry
 * @returns false when the account is not there or not active
 */
export async function insertSession(tx: Queryable, session: NewSession, audit: readonly unknown[]): Promise<boolean> {
  const s = session;
  const stamps = [s.now, s.expires, s.address, s.userAgent, s.authTime, s.agent, s.deviceId];
  const values = [s.id, s.userId, s.cookieHash, s.refreshHash, s.amr, ...stamps, ...audit];
  const { rowCount } = await tx.query({ name: "session-insert", text: INSERT, values });
  return rowCount === 1;
}

export interface NewApplicationSession {
  readonly id: string;
  readonly userId: string;
  readonly applicationId: string;
  /** The browser's session that it ends with; `null`: it goes on without. */
  readonly parentId: string | null;
  /** The browser's session that it began in and goes on without; `null`: it ends with it, or there was none. */
  readonly outlives: string | null;
  readonly scopes: readonly string[];
  readonly amr: readonly string[];
  readonly authTime: Date;
  readonly now: Date;
  readonly expires: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly agent: object | null;
}

// Account and application are held: neither can be switched off between this look at them and the commit.
const INSERT_APPLICATION = `WITH account AS (
    SELECT id FROM users WHERE id = $2::uuid AND is_active AND deleted IS NULL FOR SHARE
  ), application AS (
    SELECT id FROM applications WHERE id = $3::uuid AND is_active FOR SHARE
  ), session AS (
    INSERT INTO sessions (id, user_id, application_id, parent_id, scopes, amr, auth_time, created, last_used, expires, address, user_agent, agent, outlives)
    SELECT $1::uuid, account.id, application.id, $4::uuid, $5::text[], $6::text[], $7::timestamptz, $8::timestamptz, $8, $9::timestamptz, $10::text, $11::text, $12::jsonb, $13::uuid
    FROM account, application RETURNING id
  ), audit AS (
    ${insertAuditSql(14, "NULL::jsonb", `jsonb_build_object('user_id', account.id, 'application_id', application.id, 'scopes', to_jsonb($5::text[]))`, "FROM account, application")}
  )
  SELECT id FROM session`;

/**
 * Writes the session of an application that acts for an account, and the audit row.
 *
 * @param audit `auditValues` of the entry
 * @returns false when the account or the application is not there or not active
 */
export async function insertApplicationSession(tx: Queryable, session: NewApplicationSession, audit: readonly unknown[]): Promise<boolean> {
  const s = session;
  const stamps = [s.authTime, s.now, s.expires, s.address, s.userAgent, s.agent, s.outlives];
  const values = [s.id, s.userId, s.applicationId, s.parentId, s.scopes, s.amr, ...stamps, ...audit];
  const { rowCount } = await tx.query({ name: "session-insert-application", text: INSERT_APPLICATION, values });
  return rowCount === 1;
}

/** A refresh token that is presented, and the one that comes after it. */
export interface Rotation {
  readonly sessionId: string;
  readonly given: Buffer;
  readonly successor: Buffer;
}

const ROTATE = `UPDATE sessions s SET refresh_hash = $3, refresh_hash_before = $2, refreshed = $4, last_used = $4
  FROM users u WHERE s.id = $1 AND s.refresh_hash = $2 AND u.id = s.user_id AND ${live("$4", "$5")}
  RETURNING ${PRINCIPAL}`;

/** Exchanges the refresh token that is current for its successor; one of many at once does. */
export async function rotateRefresh(db: Queryable, rotation: Rotation, at: Moments): Promise<PrincipalRow | undefined> {
  const values = [rotation.sessionId, rotation.given, rotation.successor, at.now, at.idleSince];
  const { rows } = await db.query<PrincipalRow>({ name: "session-rotate", text: ROTATE, values });
  return rows[0];
}

const IN_GRACE = `SELECT ${PRINCIPAL} ${OF_USER}
  WHERE s.id = $1 AND s.refresh_hash_before = $2 AND s.refresh_hash = $3 AND s.refreshed >= $6::timestamptz AND ${live("$4", "$5")}`;

/** The session whose refresh token was exchanged since a moment, and its successor not yet used. */
export async function findRotated(db: Queryable, rotation: Rotation, at: Moments, since: Date): Promise<PrincipalRow | undefined> {
  const values = [rotation.sessionId, rotation.given, rotation.successor, at.now, at.idleSince, since];
  const { rows } = await db.query<PrincipalRow>({ name: "session-rotated", text: IN_GRACE, values });
  return rows[0];
}

const END_REUSED = `DELETE FROM sessions s USING users u
  WHERE s.id = $1 AND u.id = s.user_id AND s.refresh_hash IS DISTINCT FROM $2
    AND (s.refresh_hash_before = $2 AND s.refresh_hash = $3 AND s.refreshed >= $4::timestamptz) IS NOT TRUE
  RETURNING ${PRINCIPAL}`;

/** Ends the session of a refresh token that is neither current nor within the grace window. */
export async function deleteReused(tx: Queryable, rotation: Rotation, since: Date): Promise<PrincipalRow | undefined> {
  const values = [rotation.sessionId, rotation.given, rotation.successor, since];
  const { rows } = await tx.query<PrincipalRow>({ name: "session-reused", text: END_REUSED, values });
  return rows[0];
}

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

const ADOPT = `WITH old AS (SELECT id FROM sessions WHERE cookie_hash = $1 AND user_id = $3)
  UPDATE sessions s SET parent_id = CASE WHEN s.parent_id = old.id THEN $2::uuid END, outlives = CASE WHEN s.outlives = old.id THEN $2::uuid END
  FROM old WHERE s.parent_id = old.id OR s.outlives = old.id`;

/** Hangs the applications of a cookie's session on another session of the same account; those that outlive it, too. */
export async function adoptApplications(tx: Queryable, cookieHash: Buffer, sessionId: string, userId: string): Promise<void> {
  await tx.query({ name: "session-adopt", text: ADOPT, values: [cookieHash, sessionId, userId] });
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

/** Whether a session is still there, with the account held: what ended it is then done, or waits. */
export async function sessionExists(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "session-exists", text: "SELECT 1 FROM sessions WHERE id = $1", values: [id] });
  return rowCount > 0;
}

/** Whether there is a live account with this id. */
export async function accountExists(db: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "session-account", text: "SELECT 1 FROM users WHERE id = $1 AND deleted IS NULL", values: [userId] });
  return rowCount === 1;
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

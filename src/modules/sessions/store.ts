import { insertAuditSql } from "../../db/audit.ts";
import type { Queryable } from "../../kernel/context.ts";
import { live, type Moments, OF_USER, PRINCIPAL, type PrincipalRow } from "./principals-store.ts";

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

const ADOPT = `WITH old AS (SELECT id FROM sessions WHERE cookie_hash = $1 AND user_id = $3)
  UPDATE sessions s SET parent_id = CASE WHEN s.parent_id = old.id THEN $2::uuid END, outlives = CASE WHEN s.outlives = old.id THEN $2::uuid END
  FROM old WHERE s.parent_id = old.id OR s.outlives = old.id`;

/** Hangs the applications of a cookie's session on another session of the same account; those that outlive it, too. */
export async function adoptApplications(tx: Queryable, cookieHash: Buffer, sessionId: string, userId: string): Promise<void> {
  await tx.query({ name: "session-adopt", text: ADOPT, values: [cookieHash, sessionId, userId] });
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

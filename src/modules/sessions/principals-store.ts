import { together } from "../../db/together.ts";
import type { Principal, Queryable } from "../../kernel/context.ts";
import { isMultiFactor } from "./acr.ts";
import { type MfaPolicy, restrictionOf } from "./restriction.ts";

/** The session and its account, as every request needs them: the columns, and the row that they give. */
export const PRINCIPAL = `s.id AS "sessionId", s.user_id AS "userId", s.auth_time AS "authTime", s.last_used AS "lastUsed", s.expires,
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
export const live = (now: string, idleSince: string) => `${unended(now, idleSince)} AND u.is_active AND u.deleted IS NULL`;

export const OF_USER = "FROM sessions s JOIN users u ON u.id = s.user_id";
const BY_IDS = `SELECT ${PRINCIPAL} ${OF_USER} WHERE s.id = ANY ($1::uuid[]) AND ${live("$2", "$3")}`;
const BY_COOKIE = `SELECT ${PRINCIPAL} ${OF_USER} WHERE s.cookie_hash = $1 AND ${live("$2", "$3")}`;

interface AskedSession {
  readonly sessionId: string;
  readonly at: Moments;
}

async function findBySessions(db: Queryable, asked: readonly AskedSession[]): Promise<(PrincipalRow | undefined)[]> {
  // They were asked within moments of each other: the last one is that of all.
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

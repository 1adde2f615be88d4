import { auditValues, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Actor, type Context, type Principal, queryable } from "../../kernel/context.ts";
import { RosterError, refusal } from "../../kernel/errors.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { isMultiFactor } from "./acr.ts";
import { describeAgent } from "./agent.ts";
import {
  deleteSession,
  deleteSessionByCookie,
  deleteSessionsOf,
  deleteSessionsOfApplication,
  deleteSessionsOfDevice,
  deleteSessionsWithApplication,
  purgeSessions,
} from "./ends-store.ts";
import { type Moments, type PrincipalRow, type SessionPrincipal, toPrincipal } from "./principals-store.ts";
import { newRefreshToken, readRefreshToken, successorOf } from "./refresh-token.ts";
import { restrictionOf } from "./restriction.ts";
import {
  adoptApplications,
  deleteReused,
  findRotated,
  insertApplicationSession,
  insertSession,
  type NewApplicationSession,
  type Rotation,
  rotateRefresh,
  sessionExists,
} from "./store.ts";

/** The account that signs in. */
export interface SessionUser {
  readonly userId: string;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
}

/** A session as its owner gets it: the secrets are shown here and nowhere else. */
export interface OpenSession {
  readonly principal: SessionPrincipal;
  /** Milliseconds since 1970 UTC. */
  readonly expires: number;
  readonly refreshToken: string;
  readonly cookie: string | undefined;
  /** The session that it took the place of; whoever commits this forgets its account. */
  readonly replaced: { readonly userId: string } | undefined;
}

interface SignIn {
  /** Authentication methods (RFC 8176). */
  readonly amr: readonly string[];
  readonly withCookie: boolean;
  readonly userAgent: string | null;
  /** The cookie that the browser has: its session ends. */
  readonly replaces?: string;
  /** When the account proved who it is, where that was not just now: milliseconds since 1970 UTC. */
  readonly authTime?: number;
  /** The device that gets the session, and the seconds it is good for. */
  readonly device?: { readonly id: string; readonly lifetime: number };
}

/** Now, and since when a session must have been used. */
export function momentsOf(ctx: Context): Moments {
  const now = ctx.app.clock.now();
  return { now: new Date(now), idleSince: new Date(now - ctx.app.config.sessionIdle * 1000) };
}

/** Who a change is put down to: whoever asks, or where that is nobody yet, the account that it is about. */
export function actorOr(ctx: Context, owner: Principal): Actor {
  return ctx.actor.kind === "anonymous" ? owner : ctx.actor;
}

/**
 * Signs an account in: the session, the moment of the sign-in on the account, the audit row. Joins the caller's
 * transaction, in which the account's proof is still good.
 *
 * @throws RosterError `auth.invalid_credentials` when the account is not there any more, or not active
 */
export async function startSession(ctx: Context, user: SessionUser, signIn: SignIn): Promise<OpenSession> {
  const { amr, withCookie, userAgent, device } = signIn;
  const { clock, config, keyring } = ctx.app;
  const now = clock.now();
  const authTime = signIn.authTime ?? now;
  const expires = now + (device?.lifetime ?? config.sessionLifetime) * 1000;
  const { userId: id, isSuperuser, isInternal, isServiceAccount } = user;
  const sessionId = uuidv7(now);
  const principal: SessionPrincipal = {
    kind: "user",
    id,
    sessionId,
    scopes: null,
    applicationId: null,
    deviceId: device?.id ?? null,
    isSuperuser,
    isInternal,
    isServiceAccount,
    multiFactor: isMultiFactor(amr),
    ...restrictionOf(config.requireMfa, { ...user, amr }),
    authTime,
  };
  const cookie = withCookie ? newSecret() : undefined;
  const refresh = newRefreshToken(keyring, sessionId);
  const session = {
    id: sessionId,
    userId: id,
    cookieHash: cookie === undefined ? null : hashSecret(cookie),
    refreshHash: refresh.hash,
    amr,
    authTime: new Date(authTime),
    now: new Date(now),
    expires: new Date(expires),
    address: ctx.address,
    userAgent,
    agent: describeAgent(userAgent),
    deviceId: principal.deviceId,
  };
  const audit = auditValues({ ...ctx, actor: actorOr(ctx, principal) }, { action: "session.create", targetType: "session", targetId: sessionId });
  if (!(await insertSession(queryable(ctx), session, audit))) throw refusal("auth.invalid_credentials");
  const replaced = signIn.replaces === undefined ? undefined : await replaceSession(ctx, signIn.replaces, principal);
  return { principal, expires, refreshToken: refresh.text, cookie, replaced };
}

/**
 * A browser that signs in again has one session, not two (no fixation, no pile-up). Applications that hang on the old
 * one go on with the new, where it is the same account.
 */
async function replaceSession(ctx: Context, cookie: string, by: SessionPrincipal): Promise<OpenSession["replaced"]> {
  const [tx, hash] = [queryable(ctx), hashSecret(cookie)];
  await adoptApplications(tx, hash, by.sessionId, by.id);
  const row = await deleteSessionByCookie(tx, hash);
  if (!row) return undefined;
  const { sessionId, userId } = row;
  const acting = { ...ctx, actor: actorOr(ctx, by) };
  await insertAudit(acting, tx, { action: "session.end", targetType: "session", targetId: sessionId, before: { user_id: userId } });
  return { userId };
}

interface ApplicationSignIn extends Omit<NewApplicationSession, "id" | "now" | "expires" | "address" | "agent"> {
  /** The id that it gets. */
  readonly id: string;
}

/**
 * Lets an application act for an account: a session of its own, which the account's owner sees and can end.
 *
 * @throws RosterError `auth.invalid_credentials` when the account or the application is not there any more, or not active
 */
export async function startApplicationSession(ctx: Context, signIn: ApplicationSignIn): Promise<void> {
  const { clock, config } = ctx.app;
  const now = clock.now();
  const expires = new Date(now + config.sessionLifetime * 1000);
  const session = { ...signIn, now: new Date(now), expires, address: ctx.address, agent: describeAgent(signIn.userAgent) };
  const audit = auditValues(ctx, { action: "session.create", targetType: "session", targetId: signIn.id });
  if (!(await insertApplicationSession(queryable(ctx), session, audit))) throw refusal("auth.invalid_credentials");
}

/** How long a sign-in counts as fresh: milliseconds. */
const FRESH_SIGN_IN = 10 * 60_000;

/** Whether the caller proved who they are within the last 10 minutes. A device never did: somebody let it in. */
export function isFreshSignIn(ctx: Context, actor: Principal): boolean {
  return actor.deviceId === null && ctx.app.clock.now() - actor.authTime <= FRESH_SIGN_IN;
}

/**
 * Step-up: what would let a thief of a session stay takes a fresh proof (RFC 9470 has the words for clients).
 *
 * @throws RosterError `auth.reauthentication_required`, `credentials.device_denied`
 */
export function requireFreshSignIn(ctx: Context, actor: Principal): void {
  if (actor.deviceId !== null) throw refusal("credentials.device_denied");
  if (isFreshSignIn(ctx, actor)) return;
  const challenge = `Bearer realm="roster", error="insufficient_user_authentication", max_age="${FRESH_SIGN_IN / 1000}"`;
  throw new RosterError("auth.reauthentication_required", { headers: { "www-authenticate": challenge } });
}

/** A token that was used before and comes again has been in two hands: nobody keeps the session. */
async function endReused(ctx: Context, rotation: Rotation, graceSince: Date): Promise<void> {
  const ended = await transaction(ctx, async (inner, tx) => {
    const row = await deleteReused(tx, rotation, graceSince);
    if (row)
      await insertAudit(inner, tx, { action: "session.reuse_detected", targetType: "session", targetId: row.sessionId, before: { user_id: row.userId } });
    return row !== undefined;
  });
  if (!ended) return;
  ctx.app.principals.forgetSession(rotation.sessionId);
  ctx.app.log.warn({ session: rotation.sessionId, address: ctx.address }, "a refresh token was used again; its session ended");
}

/**
 * Exchanges a refresh token for its successor (RFC 6749 6, RFC 9700 4.14.2). Within the grace window the same
 * token gives the same successor, so that clients that ask twice, or lost the answer, stay signed in; any other
 * reuse ends the session.
 *
 * @throws RosterError `auth.invalid_refresh_token`
 */
export async function refreshSession(ctx: Context, refreshToken: string): Promise<OpenSession> {
  const { config, keyring } = ctx.app;
  const given = readRefreshToken(keyring, refreshToken);
  if (!given) throw refusal("auth.invalid_refresh_token");
  const successor = successorOf(keyring, given);
  const rotation: Rotation = { sessionId: given.sessionId, given: given.hash, successor: successor.hash };
  const at = momentsOf(ctx);
  const graceSince = new Date(at.now.getTime() - config.refreshGrace * 1000);
  const db = queryable(ctx);
  const row = (await rotateRefresh(db, rotation, at)) ?? (await findRotated(db, rotation, at, graceSince));
  if (!row) {
    await endReused(ctx, rotation, graceSince);
    throw refusal("auth.invalid_refresh_token");
  }
  const principal = toPrincipal(row, config.requireMfa);
  return { principal, expires: row.expires.getTime(), refreshToken: successor.text, cookie: undefined, replaced: undefined };
}

/** Ends one session with its audit row, and forgets it once that is committed. @returns whether there was one */
export async function endOne(ctx: Context, remove: (inner: Context) => Promise<PrincipalRow | undefined>): Promise<boolean> {
  const ended = await transaction(ctx, async (inner, tx) => {
    const row = await remove(inner);
    if (!row) return null;
    const actor = actorOr(ctx, toPrincipal(row, ctx.app.config.requireMfa));
    await insertAudit({ ...inner, actor }, tx, { action: "session.end", targetType: "session", targetId: row.sessionId, before: { user_id: row.userId } });
    return { sessionId: row.sessionId, userId: row.userId };
  });
  if (ended === null) return false;
  ctx.app.principals.forgetSession(ended.sessionId);
  // The sessions of applications that hung on it went with it.
  ctx.app.principals.forgetUser(ended.userId);
  return true;
}

/** Ends a session. @returns whether there was one */
export function endSession(ctx: Context, sessionId: string): Promise<boolean> {
  return endOne(ctx, (inner) => deleteSession(queryable(inner), sessionId, null));
}

/** Ends the session of a cookie. @returns whether there was one */
export function endSessionOfCookie(ctx: Context, cookie: string): Promise<boolean> {
  return endOne(ctx, (inner) => deleteSessionByCookie(queryable(inner), hashSecret(cookie)));
}

/**
 * Ends the sessions of an account. Inside a caller's transaction the caller forgets the account once more after
 * its commit (`principals.forgetUser`): what is read in between is still the old.
 *
 * @param except the session that stays
 * @returns how many ended
 */
export async function endSessionsOf(ctx: Context, userId: string, except?: string): Promise<number> {
  const audit = auditValues(ctx, { action: "session.end_all", targetType: "user", targetId: userId });
  const ended = await deleteSessionsOf(queryable(ctx), userId, except ?? null, new Date(ctx.app.clock.now()), audit);
  ctx.app.principals.forgetUser(userId);
  return ended;
}

/**
 * Ends the sessions of an application, for whomever it acts, and those of its own account where it has one. Inside
 * a caller's transaction, which holds the application.
 *
 * @returns the accounts that the caller forgets after its commit (`principals.forgetUser`)
 */
export function endSessionsOfApplication(ctx: Context, applicationId: string): Promise<string[]> {
  const audit = auditValues(ctx, { action: "session.end_all", targetType: "application", targetId: applicationId });
  return deleteSessionsOfApplication(queryable(ctx), applicationId, audit);
}

/** Inside a transaction: ends what an application holds for an account. The caller forgets the account after its commit. */
export function endSessionsWithApplication(ctx: Context, userId: string, applicationId: string): Promise<number> {
  return deleteSessionsWithApplication(queryable(ctx), userId, applicationId);
}

/**
 * Inside a transaction: ends what a device is signed in with. The caller forgets the account after its commit.
 *
 * @returns how many sessions ended
 */
export function endSessionsOfDevice(ctx: Context, deviceId: string): Promise<number> {
  return deleteSessionsOfDevice(queryable(ctx), deviceId);
}

/**
 * Inside a transaction that holds the account: refuses a caller whose session ended while the request was under way.
 *
 * @throws RosterError `auth.invalid_token`
 */
export async function requireLiveSession(ctx: Context, actor: Principal): Promise<void> {
  if (actor.sessionId === null || !(await sessionExists(queryable(ctx), actor.sessionId))) throw refusal("auth.invalid_token");
}

/** Removes sessions that expired; a bounded number at once. @returns how many */
export function removeExpiredSessions(ctx: Context, most: number): Promise<number> {
  return purgeSessions(queryable(ctx), new Date(ctx.app.clock.now()), most);
}

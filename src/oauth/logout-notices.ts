import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { type Context, queryable } from "../kernel/context.ts";
import { LEASE, nextTry } from "../kernel/retries.ts";
import { ALGORITHM, type KeySet } from "./keys.ts";
import { deleteNotice, postponeNotice, type TakenNotice, takeNotices } from "./logout-notices-store.ts";

/** OpenID Connect Back-Channel Logout 1.0, 2.4. */
const TYPE = "logout+jwt";
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Seconds that a logout token is good for; 2.4 asks for two minutes at most. */
const LIFETIME = 120;
/** Milliseconds in which an application must have answered. */
const PATIENCE = 10_000;

/** What telling applications takes. */
export interface NoticeWorld {
  readonly keys: KeySet;
  /** This server's public address. */
  readonly issuer: string;
  /** The guarded way out. */
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
}

/** What became of telling an application. */
type Outcome = { readonly kind: "done" } | { readonly kind: "refused" | "failed"; readonly problem: string };

/** The logout token of a session that ended (2.4): it names no nonce, so that it is no ID token. */
async function logoutToken(ctx: Context, { keys, issuer }: NoticeWorld, notice: TakenNotice): Promise<string> {
  const { kid, privateKey } = await keys.current();
  const now = Math.floor(ctx.app.clock.now() / 1000);
  return new SignJWT({ sid: notice.sessionId, events: { [EVENT]: {} } })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setIssuer(issuer)
    .setAudience(notice.applicationId)
    .setSubject(notice.userId)
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME)
    .setJti(randomUUID())
    .sign(privateKey);
}

/** Sends a logout token (2.5) and reads the answer (2.8). An answer that another try would not change is a refusal. */
async function tell(world: NoticeWorld, uri: string, token: string): Promise<Outcome> {
  try {
    const response = await world.fetch(uri, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ logout_token: token }).toString(),
      signal: AbortSignal.timeout(PATIENCE),
    });
    await response.body?.cancel();
    if (response.ok) return { kind: "done" };
    return { kind: response.status >= 500 ? "failed" : "refused", problem: `it answered ${response.status}` };
  } catch (error) {
    return { kind: "failed", problem: (error as Error).message };
  }
}

async function sendOne(ctx: Context, world: NoticeWorld, notice: TakenNotice): Promise<void> {
  const { sessionId, applicationId, attempts, uri } = notice;
  const db = queryable(ctx);
  const outcome = uri === null ? undefined : await tell(world, uri, await logoutToken(ctx, world, notice));
  if (!outcome || outcome.kind === "done") return deleteNotice(db, sessionId);
  const due = outcome.kind === "refused" ? null : nextTry(ctx.app.clock.now(), attempts);
  await (due === null ? deleteNotice(db, sessionId) : postponeNotice(db, sessionId, due));
  const facts = { application: applicationId, session: sessionId, attempts, problem: outcome.problem, is_over: due === null };
  ctx.app.log.warn(facts, "an application could not be told that a session ended");
}

/**
 * Tells applications of sessions that ended (OpenID Connect Back-Channel Logout 1.0). Several processes may do so at
 * once: none is taken by two. One that dies after an application answered tells it again: the application takes that
 * as it takes the first.
 *
 * @param most at once
 * @returns how many were tried
 */
export async function sendDueNotices(ctx: Context, world: NoticeWorld, most: number): Promise<number> {
  const taken = await takeNotices(queryable(ctx), new Date(ctx.app.clock.now()), LEASE, most);
  const outcomes = await Promise.allSettled(taken.map((notice) => sendOne(ctx, world, notice)));
  // One whose outcome could not be written down is tried again when its lease is over; the others are none the worse.
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.status === "rejected") {
      ctx.app.log.error({ err: outcome.reason, session: taken[i]?.sessionId }, "what came of telling an application was not written down");
    }
  }
  return taken.length;
}

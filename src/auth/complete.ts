import { transaction } from "../db/transaction.ts";
import type { Context } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { asksForCode, findSignInAccount, holdActiveAccount, proveSecondFactor, stampOf } from "../modules/second-factors/service.ts";
import { type OpenSession, type SessionUser, startSession } from "../modules/sessions/service.ts";
import { openTicket, sealTicket } from "./ticket.ts";

/** Somebody who proved who they are by one way in; what still has to be asked of them is decided in one place. */
export interface Proven {
  readonly user: SessionUser;
  /** How (RFC 8176): `pwd`, `otp`, `hwk`, ...; `fed` for an external provider. `mfa` says that it was more than one factor. */
  readonly amr: readonly string[];
  /**
   * Inside the transaction that opens the session: holds the account and says whether the proof still counts (the
   * password is still the same, the account still active).
   */
  readonly hold: (ctx: Context) => Promise<boolean>;
}

export interface Browser {
  /** Also open the session to a browser. */
  readonly withCookie: boolean;
  readonly userAgent: string | null;
  /** The session cookie that it came with: that session ends where this one takes its place. */
  readonly cookie: string | undefined;
}

/** What can answer the question for a second factor. */
export type SecondFactor = "otp" | "recovery_code";

/** What comes of a proof: a session, or the question for a second factor. */
export type SignInOutcome =
  | { readonly kind: "signed_in"; readonly session: OpenSession }
  /** `ticket`: what `completeSecondFactor` takes, for a few minutes. It is a secret. */
  | { readonly kind: "second_factor"; readonly ticket: string; readonly methods: readonly SecondFactor[] };

/**
 * Signs somebody in who proved who they are. Every way in ends here. An account with an authenticator app that came
 * in with a single factor is asked for a code first.
 *
 * @throws RosterError `auth.invalid_credentials` when the proof does not count any more
 */
export async function completeSignIn(ctx: Context, { user, amr, hold }: Proven, browser: Browser): Promise<SignInOutcome> {
  const outcome = await transaction(ctx, async (inner): Promise<SignInOutcome> => {
    if (!(await hold(inner))) throw refusal("auth.invalid_credentials");
    // Asked with the account held: an app that is being put in force comes wholly before or wholly after.
    if (amr.includes("mfa") || !(await asksForCode(inner, user.userId))) {
      return { kind: "signed_in", session: await openFor(inner, user, amr, browser) };
    }
    const stamp = await stampOf(inner, user.userId);
    if (stamp === undefined) throw refusal("auth.invalid_credentials");
    return { kind: "second_factor", ticket: sealTicket(ctx, { userId: user.userId, amr, stamp }), methods: ["otp", "recovery_code"] };
  });
  if (outcome.kind === "signed_in") forgetReplaced(ctx, outcome.session);
  return outcome;
}

/** The session for a browser, or for a program; the one that the browser had before ends with it. */
function openFor(ctx: Context, user: SessionUser, amr: readonly string[], { withCookie, userAgent, cookie }: Browser): Promise<OpenSession> {
  const replaces = withCookie && cookie !== undefined ? { replaces: cookie } : {};
  return startSession(ctx, user, { amr, withCookie, userAgent, ...replaces });
}

/** After the commit: what is remembered of the session that ended is old. */
function forgetReplaced(ctx: Context, { replaced }: OpenSession): void {
  if (replaced) ctx.app.principals.forgetUser(replaced.userId);
}

/**
 * Finishes a sign-in that was asked for a second factor. The ticket is good as long as the account is active and what
 * lets somebody into it is as it was; the code is used up.
 *
 * @param code of the authenticator app, or a recovery code
 * @throws RosterError `auth.invalid_ticket`, `auth.wrong_code`, `auth.too_many_attempts`
 */
export async function completeSecondFactor(ctx: Context, throttle: Throttle, ticket: string, code: string, browser: Browser): Promise<OpenSession> {
  const claims = openTicket(ctx, ticket);
  const proof = await proveSecondFactor(ctx, throttle, claims.userId, code);
  const session = await transaction(ctx, async (inner, tx) => {
    const held = await holdActiveAccount(tx, claims.userId);
    const user = held && (await findSignInAccount(tx, claims.userId));
    if (!user || (await stampOf(inner, claims.userId)) !== claims.stamp) throw refusal("auth.invalid_ticket");
    return openFor(inner, user, [...claims.amr, ...proof], browser);
  });
  forgetReplaced(ctx, session);
  return session;
}

import { completeSignIn, type SignInOutcome } from "../auth/complete.ts";
import { transaction } from "../db/transaction.ts";
import { type Context, queryable } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { hashSecret } from "../kernel/secrets.ts";
import { identifierKey } from "../kernel/text.ts";
import { type ConnectionRow, holdConnection, requireConnection } from "../modules/connections/service.ts";
import { holdAccount, lookUpCredentials, proveCredentials } from "../modules/credentials/service.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { completeInvitations } from "../modules/invitations/answer-service.ts";
import { asksForCode, proveSecondFactor } from "../modules/second-factors/service.ts";
import { holdExternal, linkProven } from "../modules/users/external-service.ts";
import type { KnownBrowser } from "./sign-in.ts";
import { findLink, type PendingLink, takeLink } from "./store.ts";

/** What is asked of somebody before an account becomes the provider's. */
export interface LinkQuestion {
  readonly connection: ConnectionRow;
  readonly email: string;
}

const emailOf = ({ identity }: PendingLink) => identity.profile.email ?? "";

/** @param token the secret that the browser holds @throws RosterError `federation.link_expired` */
async function requireLink(ctx: Context, token: string | undefined): Promise<PendingLink> {
  const found = token === undefined ? undefined : await findLink(queryable(ctx), hashSecret(token), new Date(ctx.app.clock.now()));
  if (!found) throw refusal("federation.link_expired");
  return found;
}

/** The question that a browser has to answer. @throws RosterError `federation.link_expired` */
export async function readLink(ctx: Context, token: string | undefined): Promise<LinkQuestion> {
  const link = await requireLink(ctx, token);
  return { connection: await requireConnection(ctx, link.connectionId), email: emailOf(link) };
}

interface Given {
  readonly token: string | undefined;
  readonly password: string;
  /** Of the authenticator app, or a recovery code: asked for where the account has one. */
  readonly otp: string | undefined;
  readonly browser: KnownBrowser;
}

/** @returns what it proves; nothing where the account has no second factor */
async function secondFactorOf(ctx: Context, throttle: Throttle, userId: string, otp: string | undefined): Promise<readonly string[]> {
  if (!(await asksForCode(ctx, userId))) return [];
  if (!otp) throw refusal("auth.mfa_required");
  return proveSecondFactor(ctx, throttle, userId, otp);
}

/**
 * Gives an account to an identity after its password was given, and signs in. From then on the account signs in by
 * the provider only (contract A.6): the password and every session that it let in go.
 *
 * An account with a second factor is asked for that, too, before anything changes: whoever knows its password alone
 * must not be able to take it over.
 *
 * @returns the sign-in, and where it wanted to go
 * @throws RosterError `federation.link_expired`, `auth.invalid_credentials`, `auth.mfa_required`, `auth.wrong_code`, `auth.too_many_attempts`, `auth.busy`
 */
export async function linkWithPassword(ctx: Context, throttle: Throttle, given: Given): Promise<{ outcome: SignInOutcome; returnTo: string }> {
  const pending = await requireLink(ctx, given.token);
  const { identity, userId, connectionId } = pending;
  const identifier = identifierKey(emailOf(pending));
  const proven = await throttle.attempt(ctx, identifier, async () => {
    const found = await lookUpCredentials(ctx, identifier);
    const isTheirs = found?.userId === userId ? found : undefined;
    return { userId, value: await proveCredentials(ctx, isTheirs, given.password) };
  });
  const second = await secondFactorOf(ctx, throttle, userId, given.otp);
  const now = new Date(ctx.app.clock.now());
  await transaction(ctx, async (inner, tx) => {
    if (!(await takeLink(tx, hashSecret(given.token ?? ""), now))) throw refusal("federation.link_expired");
    if (!(await holdConnection(inner, connectionId)) || !(await holdAccount(inner, proven))) throw refusal("federation.link_expired");
    await linkProven(inner, userId, identity);
    return null;
  });
  ctx.app.principals.forgetUser(userId);
  await completeInvitations(ctx, userId, identity.provider);
  const hold = async (inner: Context) => (await holdConnection(inner, connectionId)) && (await holdExternal(inner, userId, identity));
  const user = { ...proven, passwordExpired: false };
  const [fed = "fed", ...others] = identity.amr;
  const amr = [...new Set([fed, "pwd", ...others, ...second])];
  const outcome = await completeSignIn(ctx, { user, amr, hold }, { withCookie: true, ...given.browser });
  return { outcome, returnTo: pending.returnTo };
}

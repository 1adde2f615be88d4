import { type Browser, completeSignIn, type SignInOutcome } from "../auth/complete.ts";
import { type Context, queryable } from "../kernel/context.ts";
import { RosterError, refusal } from "../kernel/errors.ts";
import { hashSecret, newSecret } from "../kernel/secrets.ts";
import { type ConnectionRow, chooseConnection, holdConnection, requireConnection } from "../modules/connections/service.ts";
import { completeInvitations } from "../modules/invitations/answer-service.ts";
import { countingRefusals, type Refusals } from "../modules/statistics/tally.ts";
import { type ExternalIdentity, type ExternalRules, externalUser, holdExternal, resolveExternal } from "../modules/users/external-service.ts";
import { PENDING } from "./cookies.ts";
import { reasonOf, refusalOf } from "./failure.ts";
import { asWhoBegan, beginLink, completeLink, START, telling, type WhoseCookie } from "./linking.ts";
import { amrOf, keptClaims, profileOf } from "./profile.ts";
import type { CallbackParameters, ProviderAnswer, Providers } from "./provider.ts";
import { insertLink, insertPending, type PendingSignIn, purgePending, takePending } from "./store.ts";
import { beginTest, concludeTest } from "./trial.ts";

/** An identity, and how it was proved. */
export type Proof = ExternalIdentity & { readonly amr: readonly string[] };

/** Providers, and who is signed in in a browser. */
export interface Sources {
  readonly providers: Providers;
  readonly refusals: Refusals;
  readonly whoseCookie: WhoseCookie;
}

interface Start {
  /** Name of the connection; `undefined`: the only one. */
  readonly connection: string | undefined;
  /** The secret of a dry run. */
  readonly test: string | undefined;
  /** The secret of a request to link, and the session cookie of the browser that shows it. */
  readonly link: string | undefined;
  readonly cookie: string | undefined;
  /** A path that `safeReturnTo` let through. */
  readonly returnTo: string;
  /** The secret that the browser holds already. */
  readonly browser: string | undefined;
}

export function rulesOf({ domains, link_existing }: ConnectionRow): ExternalRules {
  return { domains, linkExisting: link_existing };
}

/**
 * Begins to sign somebody in by a provider, or to link who comes back.
 *
 * @returns where the browser goes, and the secret that binds it
 * @throws RosterError `federation.unknown_connection`, `federation.connection_needed`, `federation.provider_unavailable`,
 *   `federation.provider_refused`, `connection.test_not_found`, `federation.link_over`, `federation.link_stranger`
 */
export async function startSignIn(ctx: Context, { providers, whoseCookie }: Sources, start: Start): Promise<{ url: string; browser: string }> {
  const test = start.test === undefined ? undefined : await beginTest(ctx, start.test);
  const link = start.link === undefined || test ? undefined : await beginLink(ctx, whoseCookie, start.link, start.cookie);
  const connection = test ? await requireConnection(ctx, test.connectionId) : (link?.connection ?? (await chooseConnection(ctx, start.connection)));
  const [state, browser] = [newSecret(), start.browser ?? newSecret()];
  let url: string;
  try {
    url = await providers.authorizeUrl(ctx, connection, state);
  } catch (error) {
    if (test) await concludeTest(ctx, test.id, { error: reasonOf(error) });
    const refused = refusalOf(ctx, connection.name, error);
    if (link && link.returnTo !== START) return { url: telling(link.returnTo, "link_error", refused.code), browser };
    throw refused;
  }
  const pending = { connectionId: connection.id, testId: test?.id ?? null, linkUserId: link?.userId ?? null, returnTo: link?.returnTo ?? start.returnTo };
  await insertPending(queryable(ctx), hashSecret(state), hashSecret(browser), pending, new Date(ctx.app.clock.now() + PENDING));
  return { url, browser };
}

/** What coming back from a provider comes to. */
export type Return =
  | { readonly kind: "done"; readonly outcome: SignInOutcome; readonly returnTo: string }
  /** The account has a password, and it is asked for first. */
  | { readonly kind: "ask_password"; readonly token: string }
  /** It was a dry run. */
  | { readonly kind: "tested"; readonly testId: string }
  /** The identity is the account's. */
  | { readonly kind: "linked"; readonly provider: string; readonly returnTo: string }
  /** Nothing was linked. */
  | { readonly kind: "link_refused"; readonly error: RosterError; readonly returnTo: string };

/** Who the provider says it is, in the form that accounts have. */
export function proofOf(connection: ConnectionRow, answer: ProviderAnswer): Proof {
  return {
    provider: connection.name,
    subject: answer.subject,
    authority: answer.authority,
    profile: profileOf(answer.claims, connection),
    claims: keptClaims(answer.claims),
    amr: amrOf(answer.amr),
  };
}

/** What a sign-in says of the browser that it is for. */
export type KnownBrowser = Omit<Browser, "withCookie">;

/** Signs in whoever the identity lets in, while it does, and while the connection is on. Invitations that complete by themselves do so first. */
export async function enter(ctx: Context, connection: ConnectionRow, proof: Proof, browser: KnownBrowser): Promise<SignInOutcome> {
  const user = await externalUser(ctx, proof);
  await completeInvitations(ctx, user.userId, connection.name);
  const hold = async (inner: Context) => (await holdConnection(inner, connection.id)) && (await holdExternal(inner, user.userId, proof));
  return completeSignIn(ctx, { user, amr: proof.amr, hold }, { withCookie: true, ...browser });
}

async function askPassword(ctx: Context, connection: ConnectionRow, userId: string, identity: Proof, returnTo: string): Promise<Return> {
  const token = newSecret();
  const link = { connectionId: connection.id, userId, identity, returnTo };
  await insertLink(queryable(ctx), hashSecret(token), link, new Date(ctx.app.clock.now() + PENDING));
  return { kind: "ask_password", token };
}

async function requireOpen(ctx: Context, { connectionId }: PendingSignIn): Promise<ConnectionRow> {
  const connection = await requireConnection(ctx, connectionId);
  if (!connection.is_enabled) throw refusal("federation.unknown_connection");
  return connection;
}

interface CameBack {
  readonly parameters: CallbackParameters;
  /** The secret that the browser holds. */
  readonly secret: string | undefined;
  readonly browser: KnownBrowser;
}

/** What the provider says of whoever came back. @throws RosterError what people are told where it says nothing that can be used */
async function answerOf(ctx: Context, providers: Providers, connection: ConnectionRow, state: string, parameters: CallbackParameters): Promise<ProviderAnswer> {
  try {
    return await providers.exchange(ctx, connection, state, parameters);
  } catch (error) {
    throw refusalOf(ctx, connection.name, error);
  }
}

/** Links who came back, or says to whoever began why not. */
async function finishLink(
  ctx: Context,
  { providers, whoseCookie }: Sources,
  { connectionId, linkUserId, returnTo }: PendingSignIn & { readonly linkUserId: string },
  state: string,
  { parameters, browser }: CameBack,
): Promise<Return> {
  const connection = await requireConnection(ctx, connectionId);
  try {
    const own = await asWhoBegan(ctx, whoseCookie, linkUserId, browser.cookie);
    const answer = await answerOf(ctx, providers, connection, state, parameters);
    await completeLink(own, connection, proofOf(connection, answer), rulesOf(connection));
    return { kind: "linked", provider: connection.name, returnTo };
  } catch (error) {
    if (!(error instanceof RosterError)) throw error;
    ctx.app.log.info({ connection: connection.name, code: error.code, request_id: ctx.requestId }, "an identity was not linked");
    return { kind: "link_refused", error, returnTo };
  }
}

/** Signs in whoever came back, or asks for the password first. */
async function finishEntering(ctx: Context, { providers }: Sources, pending: PendingSignIn, state: string, { parameters, browser }: CameBack): Promise<Return> {
  const { returnTo } = pending;
  const connection = await requireOpen(ctx, pending);
  const answer = await answerOf(ctx, providers, connection, state, parameters);
  const proof = proofOf(connection, answer);
  const carried = await resolveExternal(ctx, proof, rulesOf(connection)).catch((error: unknown) => {
    if (error instanceof RosterError) ctx.app.log.info({ connection: connection.name, code: error.code, request_id: ctx.requestId }, "an identity was refused");
    throw error;
  });
  if (carried.kind === "ask_password") return askPassword(ctx, connection, carried.userId, proof, returnTo);
  return { kind: "done", outcome: await enter(ctx, connection, proof, browser), returnTo };
}

/** Keeps what came of a dry run, which signs nobody in. */
async function finishTest(
  ctx: Context,
  { providers }: Sources,
  connectionId: string,
  testId: string,
  state: string,
  { parameters }: CameBack,
): Promise<Return> {
  const connection = await requireConnection(ctx, connectionId);
  const answered = await providers.exchange(ctx, connection, state, parameters).catch((error: unknown) => error as Error);
  const result = answered instanceof Error ? { error: reasonOf(answered) } : { proof: proofOf(connection, answered), rules: rulesOf(connection) };
  await concludeTest(ctx, testId, result);
  return { kind: "tested", testId };
}

/**
 * Completes what a provider sent back: once, in the browser that began it.
 *
 * @throws RosterError `federation.*`
 */
export async function finishAtCallback(ctx: Context, sources: Sources, came: CameBack): Promise<Return> {
  const { parameters, secret } = came;
  const { state } = parameters;
  const now = new Date(ctx.app.clock.now());
  const pending = state && secret ? await takePending(queryable(ctx), hashSecret(state), hashSecret(secret), now) : undefined;
  if (!pending || !state) throw refusal("federation.not_started_here");
  const { connectionId, linkUserId, testId } = pending;
  if (linkUserId !== null) return finishLink(ctx, sources, { ...pending, linkUserId }, state, came);
  if (testId !== null) return finishTest(ctx, sources, connectionId, testId, state, came);
  return countingRefusals(sources.refusals, "connection", () => finishEntering(ctx, sources, pending, state, came));
}

/** Removes sign-ins, links, requests to link and dry runs that had their time; a bounded number at once. @returns the most of one kind */
export function forgetPending(ctx: Context, most: number): Promise<number> {
  return purgePending(queryable(ctx), new Date(ctx.app.clock.now()), most);
}

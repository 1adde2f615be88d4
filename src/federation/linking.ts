import { transaction } from "../db/transaction.ts";
import { type Context, type Principal, queryable } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { hashSecret, newSecret } from "../kernel/secrets.ts";
import { type ConnectionRow, chooseConnection, holdConnection, requireConnection } from "../modules/connections/service.ts";
import { requireStepUp } from "../modules/second-factors/rules-service.ts";
import type { ExternalIdentity, ExternalRules } from "../modules/users/external-service.ts";
import { linkOwnIdentity, requireMayLink } from "../modules/users/identities-service.ts";
import { PENDING } from "./cookies.ts";
import { hasRequest, type LinkRequest, putRequest, takeRequest } from "./store.ts";

/** A connection that accounts which are there are linked with; any other is like one that is not there. */
function requireLinking(connection: ConnectionRow): ConnectionRow {
  if (!connection.is_enabled || !connection.link_existing) throw refusal("federation.unknown_connection");
  return connection;
}

/** Where nothing can be told of what became of it. */
export const START = "/";

/** Where a browser goes on to, told what became of linking. @param returnTo a path that `safeReturnTo` let through */
export function telling(returnTo: string, name: "linked" | "link_error", value: string): string {
  if (returnTo === START) return returnTo;
  const url = new URL(returnTo, "http://here.invalid");
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}

interface NewLink {
  /** Name of the connection. */
  readonly connection: string;
  /** A path that `safeReturnTo` let through. */
  readonly returnTo: string;
}

/**
 * Begins to link an identity to the caller's account: the address that a browser in which they are signed in opens,
 * once, within ten minutes. Another one of the same session takes its place.
 *
 * @throws RosterError `federation.unknown_connection`, `identity.external`, and what `requireStepUp` throws
 */
export async function startLink(ctx: Context, { connection, returnTo }: NewLink, publicUrl: string): Promise<{ authorize_url: string; expires: string }> {
  const { id: userId, sessionId } = await requireStepUp(ctx);
  if (sessionId === null) throw refusal("credentials.denied");
  const { id: connectionId } = requireLinking(await chooseConnection(ctx, connection));
  const token = newSecret();
  const expires = new Date(ctx.app.clock.now() + PENDING);
  await transaction(ctx, async (inner, tx) => {
    await requireMayLink(inner);
    await putRequest(tx, hashSecret(token), { sessionId, userId, connectionId, returnTo }, expires);
    return null;
  });
  return { authorize_url: `${publicUrl}/auth/authorize?${new URLSearchParams({ link: token })}`, expires: expires.toISOString() };
}

/** Whom a browser is signed in as, by its session cookie. */
export type WhoseCookie = (value: string) => Principal | undefined | Promise<Principal | undefined>;

/** The same context as whoever is signed in in the browser, free to do what they may. @throws RosterError `federation.link_stranger` */
async function inBrowser(ctx: Context, whose: WhoseCookie, cookie: string | undefined): Promise<Context & { readonly actor: Principal }> {
  const actor = cookie === undefined ? undefined : await whose(cookie);
  if (!actor || actor.restricted) throw refusal("federation.link_stranger");
  return { ...ctx, actor };
}

/**
 * Takes a request to link in the browser of whoever made it: whom somebody else's address is slipped to does not give
 * their identity away.
 *
 * @param token what the address holds
 * @param cookie of the browser's session
 * @throws RosterError `federation.link_stranger`, `federation.link_over`, `federation.unknown_connection`
 */
export async function beginLink(
  ctx: Context,
  whose: WhoseCookie,
  token: string,
  cookie: string | undefined,
): Promise<LinkRequest & { readonly connection: ConnectionRow }> {
  const { id } = (await inBrowser(ctx, whose, cookie)).actor;
  const now = new Date(ctx.app.clock.now());
  const request = await takeRequest(queryable(ctx), hashSecret(token), id, now);
  if (!request) throw refusal((await hasRequest(queryable(ctx), hashSecret(token), now)) ? "federation.link_stranger" : "federation.link_over");
  return { ...request, connection: requireLinking(await requireConnection(ctx, request.connectionId)) };
}

/** The context of whoever began, while the browser that came back is still signed in as them. @throws RosterError `federation.link_stranger` */
export async function asWhoBegan(ctx: Context, whose: WhoseCookie, userId: string, cookie: string | undefined): Promise<Context> {
  const own = await inBrowser(ctx, whose, cookie);
  if (own.actor.id !== userId) throw refusal("federation.link_stranger");
  return own;
}

/**
 * Links who came back to the account that began, while the connection is on.
 *
 * @throws RosterError `federation.unknown_connection`, and what `linkOwnIdentity` throws
 */
export async function completeLink(ctx: Context, connection: ConnectionRow, identity: ExternalIdentity, rules: ExternalRules): Promise<void> {
  requireLinking(connection);
  await transaction(ctx, async (inner) => {
    if (!(await holdConnection(inner, connection.id))) throw refusal("federation.unknown_connection");
    await linkOwnIdentity(inner, identity, rules);
    return null;
  });
}

import Type from "typebox";
import { type Answer, defineRoute, type RequestMeta, type Route } from "../http/define-route.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError, STEP_UP } from "../kernel/errors.ts";
import { ConnectionPath } from "../modules/connections/schema.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import type { Refusals } from "../modules/statistics/tally.ts";
import type { IsAskable } from "../net/fetch.ts";
import { finishSignIn, type PageOptions } from "../pages/finish.ts";
import { safeReturnTo } from "../pages/return-to.ts";
import { checkConnection } from "./check.ts";
import { clearCookie, readCookie, setCookie } from "./cookies.ts";
import { START, startLink, telling, type WhoseCookie } from "./linking.ts";
import type { Providers } from "./provider.ts";
import { AuthorizeQuery, CallbackQuery, ConnectionCheck, ConnectionTest, LinkStart, LinkStarted, TestPath, TestStarted } from "./schema.ts";
import { finishAtCallback, type Return, startSignIn } from "./sign-in.ts";
import { createTest, getTest } from "./trial.ts";

/** What signing in by a provider needs besides the context. */
export interface FederationOptions extends PageOptions {
  readonly throttle: Throttle;
  readonly providers: Providers;
  readonly refusals: Refusals;
  readonly whoseCookie: WhoseCookie;
  readonly isAskable: IsAskable;
  /** Where clients reach the server. */
  readonly publicUrl: string;
}

export const LINK_PATH = "/sign-in/link-account";
export const testPath = (id: string) => `/sign-in/connection-test/${id}`;

/** Where a browser reads what went wrong. */
const problemPath = (code: string, requestId: string) => `/sign-in/problem?${new URLSearchParams({ code, request_id: requestId })}`;

/** A browser is shown a page for what is refused; a program gets the refusal itself. */
async function orProblemPage(ctx: Context, { wantsPage }: RequestMeta, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!wantsPage || !(error instanceof RosterError) || error.code === "server.internal") throw error;
    return { redirect: problemPath(error.code, ctx.requestId) };
  }
}

function returned(ctx: Context, options: FederationOptions, came: Return, { wantsPage }: RequestMeta): Answer {
  const { secureCookie } = options;
  const headers = { "set-cookie": [clearCookie("federation", secureCookie)] };
  switch (came.kind) {
    case "tested":
      return { redirect: testPath(came.testId) };
    case "ask_password":
      return { redirect: LINK_PATH, headers: { "set-cookie": [setCookie("link", came.token, secureCookie)] } };
    case "linked":
      return { redirect: telling(came.returnTo, "linked", came.provider), headers };
    case "link_refused":
      // Nobody said where to tell of it: a page does.
      if (!wantsPage || came.returnTo === START) throw came.error;
      return { redirect: telling(came.returnTo, "link_error", came.error.code), headers };
    case "done": {
      const { redirect = "/", cookies = [] } = finishSignIn(ctx, came.outcome, came.returnTo, options);
      return { redirect, headers: { "set-cookie": [...cookies, clearCookie("federation", secureCookie)] } };
    }
  }
}

function authorizeRoute(options: FederationOptions): Route {
  return defineRoute({
    method: "GET",
    path: "/auth/authorize",
    id: "authorize",
    tag: "Signing in",
    summary: "Start signing in with an identity provider",
    description: "To be opened in a browser: goes on to the provider, with PKCE (S256), state and nonce, bound to this browser by a cookie for 10 minutes.",
    permission: "session:create",
    query: AuthorizeQuery,
    answer: Type.Null(),
    redirects: true,
    errors: [
      "federation.unknown_connection",
      "federation.connection_needed",
      "federation.provider_unavailable",
      "federation.provider_refused",
      "federation.too_many_starts",
      "connection.test_not_found",
      "federation.link_over",
      "federation.link_stranger",
    ],
    handler: (ctx, { query, meta }) =>
      orProblemPage(ctx, meta, async () => {
        // Anybody may ask, and each leaves something behind for ten minutes.
        await options.throttle.pace(ctx, "authorize", ctx.app.config.federationRate, "federation.too_many_starts");
        const { url, browser } = await startSignIn(ctx, options, {
          connection: query.connection,
          test: query.test,
          link: query.link,
          cookie: meta.cookie,
          returnTo: safeReturnTo(query.redirect_to, options.origin),
          browser: readCookie(meta.cookies, "federation", options.secureCookie),
        });
        return { redirect: url, headers: { "set-cookie": [setCookie("federation", browser, options.secureCookie)] } };
      }),
  });
}

function callbackRoute(options: FederationOptions): Route {
  return defineRoute({
    method: "GET",
    path: "/auth/callback",
    id: "authorizeCallback",
    tag: "Signing in",
    summary: "Complete signing in with an identity provider",
    description:
      "Where the provider sends the browser back. Works once, and in the browser that began. Signs in with a session cookie and goes on to where `redirect_to` said; asks for the password first where the address is that of an account with one. Of a request to link: goes to where `return_to` said, with the name of the connection as `linked`, or the code of what was refused as `link_error`.",
    permission: "session:create",
    query: CallbackQuery,
    answer: Type.Null(),
    redirects: true,
    errors: [
      "federation.not_started_here",
      "federation.unknown_connection",
      "federation.denied",
      "federation.provider_unavailable",
      "federation.provider_refused",
      "federation.email_missing",
      "federation.email_unverified",
      "federation.email_taken",
      "federation.domain_denied",
      "federation.account_unavailable",
      "federation.authority_changed",
      "federation.link_stranger",
      "identity.taken",
      "identity.provider_linked",
      "identity.external",
      "credentials.denied",
      "mfa.required",
    ],
    handler: (ctx, { query, meta }) =>
      orProblemPage(ctx, meta, async () => {
        const secret = readCookie(meta.cookies, "federation", options.secureCookie);
        const { userAgent, cookie } = meta;
        return returned(ctx, options, await finishAtCallback(ctx, options, { parameters: query, secret, browser: { userAgent, cookie } }), meta);
      }),
  });
}

function linkRoute(options: FederationOptions): Route {
  return defineRoute({
    method: "POST",
    path: "/users/me/identities",
    id: "linkIdentity",
    tag: "Users",
    summary: "Begin to link an identity",
    description:
      "Answers the address at which a browser that is signed in to the same account goes on to the provider. Whoever signs in there then signs in to this account, beside its password and passkeys. Takes a sign-in no older than 10 minutes.",
    permission: "identities:write",
    body: LinkStart,
    answer: LinkStarted,
    errors: [...STEP_UP, "federation.unknown_connection", "identity.external"],
    notIdempotent: "Its answer holds a secret that is not kept, and is good once.",
    example: { connection: "google", return_to: "/console/account/connections" },
    handler: async (ctx, { body }) => ({
      value: await startLink(ctx, { connection: body.connection, returnTo: safeReturnTo(body.return_to, options.origin) }, options.publicUrl),
    }),
  });
}

/** Signing in with identity providers (contract B.2), linking their identities, and trying them out. */
export function federationRoutes(options: FederationOptions): Route[] {
  const tag = "Connections";
  return [
    authorizeRoute(options),
    callbackRoute(options),
    linkRoute(options),
    defineRoute({
      method: "POST",
      path: "/connections/{connection_id}/check",
      id: "checkConnection",
      tag,
      summary: "Check a connection",
      description: "Whether discovery is there, is this issuer's and has keys. Reads everything anew, and changes nothing.",
      permission: "connections:write",
      params: ConnectionPath,
      answer: ConnectionCheck,
      errors: ["connection.not_found"],
      notIdempotent: "It changes nothing.",
      handler: async (ctx, { params }) => ({
        value: await checkConnection(ctx, options.providers, params.connection_id, options.isAskable, `${options.publicUrl}/auth/callback`),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/connections/{connection_id}/test",
      id: "startConnectionTest",
      tag,
      summary: "Start a dry run of a connection",
      description: "Gives an address that signs in at the provider, and nobody here: afterwards it shows the claims, the profile and what would have happened.",
      permission: "connections:write",
      params: ConnectionPath,
      answer: TestStarted,
      errors: ["connection.not_found"],
      notIdempotent: "Its answer holds a secret that is not kept.",
      handler: async (ctx, { params }) => ({ value: await createTest(ctx, params.connection_id, options.publicUrl) }),
    }),
    defineRoute({
      method: "GET",
      path: "/connections/{connection_id}/tests/{test_id}",
      id: "getConnectionTest",
      tag,
      summary: "Get a dry run of a connection",
      permission: "connections:read",
      params: TestPath,
      answer: ConnectionTest,
      errors: ["connection.test_not_found"],
      handler: async (ctx, { params }) => ({ value: await getTest(ctx, params.test_id, params.connection_id) }),
    }),
  ];
}

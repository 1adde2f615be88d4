import Type from "typebox";
import { type Answer, defineRoute, type RequestMeta, type Route } from "../http/define-route.ts";
import type { Context } from "../kernel/context.ts";
import { OAuthRefusal, refusal } from "../kernel/errors.ts";
import { canonicalUuid } from "../kernel/ids.ts";
import { connectionButtons as signInConnections } from "../modules/connections/service.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { type DeviceSession, signInDevice } from "../modules/devices/request-service.ts";
import { offersPasskeys } from "../modules/passkeys/service.ts";
import { endSession, endSessionOfCookie, refreshSession } from "../modules/sessions/service.ts";
import type { Refusals } from "../modules/statistics/tally.ts";
import type { Tokens } from "../oauth/tokens.ts";
import { safeReturnTo } from "../pages/return-to.ts";
import { completeSecondFactor } from "./complete.ts";
import { clearedCookieHeader, sessionCookieHeader } from "./cookie.ts";
import { detectGrant, type Grant } from "./grant.ts";
import { keyAnswer, type MachineOptions, machineAnswer } from "./machine.ts";
import { LoginForm, SignInMethod, TokenAnswer } from "./schema.ts";
import { type PasswordSignIn, signInWithPassword } from "./sign-in.ts";

const tag = "Signing in";

/** What signing in needs besides the context: it lives as long as the process. */
export interface AuthOptions {
  readonly tokens: Pick<Tokens, "sign" | "sessionOf">;
  readonly throttle: Throttle;
  readonly refusals: Refusals;
  /** Where clients reach the server. */
  readonly publicUrl: string;
  /** Whether the server is reached by https. */
  readonly secureCookie: boolean;
  /** This server's own origin. */
  readonly origin: string;
  readonly machines: MachineOptions;
}

const LogoutQuery = Type.Object({
  redirect_to: Type.Optional(Type.String({ maxLength: 4096, description: "Where a browser goes on: a path of this server; anything else is the start." })),
});

/** A session that a grant opens or goes on with; for a device also what is known of it. */
type Opened = Pick<DeviceSession, "session"> & Partial<DeviceSession>;

/** The session of a sign-in with a password, and with a code where the account has an authenticator app. */
async function passwordSession(ctx: Context, throttle: Throttle, { otp, ...signIn }: PasswordSignIn & { otp: string | undefined }): Promise<Opened> {
  const outcome = await signInWithPassword(ctx, throttle, signIn);
  if (outcome.kind === "signed_in") return { session: outcome.session };
  if (!otp) throw refusal("auth.mfa_required");
  return { session: await completeSecondFactor(ctx, throttle, outcome.ticket, otp, signIn) };
}

/** The session that a grant opens or goes on with. */
async function openSession(
  ctx: Context,
  throttle: Throttle,
  grant: Exclude<Grant, { kind: "api_key" | "client_credentials" }>,
  otp: string | undefined,
  meta: RequestMeta,
): Promise<Opened> {
  const { userAgent, isForeign, cookie } = meta;
  switch (grant.kind) {
    case "password":
      // Another site's form must not sign its victim in as somebody else: it gets no cookie.
      return passwordSession(ctx, throttle, { ...grant, otp, userAgent, cookie, withCookie: !isForeign });
    case "refresh_token":
      return { session: await refreshSession(ctx, grant.refreshToken) };
    case "device_code": {
      const clientId = canonicalUuid(grant.clientId);
      if (clientId === undefined) throw new OAuthRefusal("invalid_client", "A device's `client_id` is a UUID.");
      return signInDevice(ctx, { clientId, deviceCode: grant.deviceCode, userAgent });
    }
    case "unknown":
      throw refusal("auth.unknown_grant", grant.detail);
  }
}

/** What a sign-in answers, with the cookie where it has one. */
export async function tokenAnswer(ctx: Context, { tokens, secureCookie }: AuthOptions, { session, metadata = null }: Opened): Promise<Answer> {
  const { deviceId } = session.principal;
  // A device's token is good for as long as it stays signed in.
  const { token, expiresIn } = await tokens.sign(session.principal, session.expires, deviceId === null ? undefined : Number.POSITIVE_INFINITY);
  const value = {
    access_token: token,
    token_type: "bearer",
    expires_in: expiresIn,
    refresh_token: session.refreshToken,
    scope: "",
    device_id: deviceId,
    device_metadata: metadata,
    token,
  };
  if (session.cookie === undefined) return { value };
  return { value, headers: { "set-cookie": sessionCookieHeader(session.cookie, ctx.app.config.sessionLifetime, secureCookie) } };
}

/**
 * Ends whatever session the request shows, by cookie and by token. There may be none; that is no error.
 *
 * @param redirectTo where a browser goes on
 */
async function signOut(ctx: Context, options: AuthOptions, { cookie, bearer }: RequestMeta, redirectTo: string | undefined): Promise<Answer> {
  const { tokens, secureCookie, origin } = options;
  if (cookie !== undefined) await endSessionOfCookie(ctx, cookie);
  const sessionId = bearer === undefined ? undefined : await tokens.sessionOf(bearer);
  if (sessionId !== undefined) await endSession(ctx, sessionId);
  const headers = { "set-cookie": clearedCookieHeader(secureCookie) };
  return redirectTo === undefined ? { value: null, headers } : { redirect: safeReturnTo(redirectTo, origin), headers };
}

function loginRoute(options: AuthOptions): Route {
  return defineRoute({
    method: "POST",
    path: "/auth/login",
    id: "login",
    tag,
    summary: "Sign in",
    description:
      "With `username` and `password`; as a machine application with `client_id` and `client_secret`; with an API key as `password`, without a username, or as `client_secret` beside the id of its service account; with `grant_type=refresh_token` and `refresh_token`; or as a device with `grant_type=urn:ietf:params:oauth:grant-type:device_code`, `client_id` and `device_code`, whose refusals are 400 `{error, error_description}` as in RFC 8628 3.5. A sign-in with a password also sets a session cookie. An account that does not exist, is inactive or has no password is refused like a wrong password. After five failures for an account from one address each further one makes that address wait. An account with an authenticator app also takes its code, or a recovery code, as `otp`.",
    permission: "session:create",
    body: LoginForm,
    encoding: "form",
    answer: TokenAnswer,
    errors: [
      "auth.invalid_credentials",
      "auth.mfa_required",
      "auth.wrong_code",
      "auth.invalid_ticket",
      "auth.invalid_refresh_token",
      "auth.unknown_grant",
      "auth.method_off",
      "auth.too_many_attempts",
      "auth.busy",
    ],
    notIdempotent: "Every sign-in is a session of its own, and its answer is a secret that is not kept.",
    example: { username: "ada", password: "correct horse battery staple" },
    handler: async (ctx, { body, meta }) => {
      const grant = detectGrant(body);
      if (grant.kind === "api_key") return keyAnswer(options.machines, grant.key);
      if (grant.kind === "client_credentials") return machineAnswer(options.machines, grant);
      return tokenAnswer(ctx, options, await openSession(ctx, options.throttle, grant, body.otp, meta));
    },
  });
}

function logoutRoute(options: AuthOptions, method: "GET" | "POST"): Route {
  return defineRoute({
    method,
    path: "/auth/logout",
    id: method === "GET" ? "logoutByLink" : "logout",
    tag,
    summary: "Sign out",
    description:
      "Ends the session of the cookie and of the bearer token, expired or not, and clears the cookie. Without a session there is nothing to do, and that is no error. With `redirect_to` a browser is sent on (303).",
    permission: "session:end",
    query: LogoutQuery,
    answer: Type.Null(),
    notIdempotent: "Signing out twice is the same as once.",
    handler: (ctx, { query, meta }) => signOut(ctx, options, meta, query.redirect_to),
  });
}

/** The contract's `/auth/*` (B.2), a thin adapter over the services. */
export function authRoutes(options: AuthOptions): Route[] {
  return [
    loginRoute(options),
    logoutRoute(options, "POST"),
    logoutRoute(options, "GET"),
    defineRoute({
      method: "GET",
      path: "/auth/logout-complete",
      id: "logoutComplete",
      tag,
      summary: "Be signed out",
      description: "Where clients go when they have signed out. There is nothing to do here.",
      permission: "session:end",
      answer: Type.Null(),
      handler: async () => ({ value: null }),
    }),
    defineRoute({
      method: "GET",
      path: "/auth/api_token",
      id: "getApiToken",
      tag,
      summary: "Get an access token",
      description: "A token with the caller's rights, as a JSON string. It ends with the caller's session.",
      permission: "session:use",
      answer: Type.String(),
      handler: async (ctx) => {
        const { actor } = ctx;
        if (actor.kind !== "user" || actor.sessionId === null) throw refusal("auth.required");
        return { value: (await options.tokens.sign({ ...actor, sessionId: actor.sessionId })).token };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/auth/connections",
      id: "listSignInMethods",
      tag,
      summary: "List the ways to sign in",
      description: "Username and password, where that is on, passkeys, where they are offered, and the identity providers that are not hidden.",
      permission: "installation:read",
      answer: Type.Array(SignInMethod),
      handler: async (ctx) => {
        const providers = (await signInConnections(ctx)).map(({ name, kind, label, href, isLinkable }) => ({
          id: name,
          type: kind,
          name: label,
          authorize_url: `${options.publicUrl}${href}`,
          linkable: isLinkable,
        }));
        const password = { id: "password", type: "password", name: "Username and password", authorize_url: null, linkable: false };
        const passkey = { id: "passkey", type: "passkey", name: "Passkey", authorize_url: null, linkable: false };
        const { config } = ctx.app;
        const own = [...(config.passwordSignIn ? [password] : []), ...(offersPasskeys(config, options.publicUrl) ? [passkey] : [])];
        return { value: [...own, ...providers] };
      },
    }),
  ];
}

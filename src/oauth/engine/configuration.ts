import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { Config } from "../../config.ts";
import type { Context, Principal } from "../../kernel/context.ts";
import { RosterError } from "../../kernel/errors.ts";
import { SCOPES } from "../../kernel/permissions.ts";
import { OPENID_SCOPES } from "../../modules/applications/schema.ts";
import { ACR_VALUES } from "../../modules/sessions/acr.ts";
import { DPOP_ALGORITHMS } from "../dpop.ts";
import { ID_TOKEN_LIFETIME } from "../key-states.ts";
import type { SnapshotKey } from "../keys.ts";
import type { Accounts } from "./accounts.ts";
import { type Adapters, reaching } from "./adapter.ts";
import { ENGINE_ROUTES, interactionAddress } from "./addresses.ts";
import { CLAIMS, findAccount } from "./claims.ts";
import type { Clients } from "./clients.ts";
import { loadExistingGrant } from "./grants.ts";
import type { Joining } from "./joining.ts";
import { registration } from "./registration.ts";
import { resourceIndicators } from "./resources.ts";
import type { EngineViews } from "./views.ts";

export interface EngineOptions {
  readonly issuer: string;
  readonly config: Config;
  readonly adapters: Adapters;
  readonly clients: Clients;
  readonly accounts: Accounts;
  readonly views: EngineViews;
  /** Keys that the engine's own cookies are signed with, and its DPoP nonces are derived from. */
  readonly cookieKeys: readonly string[];
  readonly dpopSecret: Buffer;
  readonly contextOf: (koa: KoaContextWithOIDC) => Context;
  /** Who is signed in with the browser's session cookie. */
  readonly personOf: (koa: KoaContextWithOIDC) => Promise<Principal | undefined>;
  readonly session: (id: string) => Principal | undefined | Promise<Principal | undefined>;
  readonly atomically: Joining["atomically"];
  /** How the engine reaches others: key sets of clients. */
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
}

/** Seconds. */
const CODE_LIFETIME = 60;
const INTERACTION_LIFETIME = 3600;
const PAR_LIFETIME = 60;

/**
 * When somebody has to sign in: besides the engine's own reasons, whenever the browser's session - the one truth of
 * being signed in - is not there, is another account's, or may not be used yet.
 */
function policy({ personOf }: EngineOptions) {
  const { Check, Prompt, base } = interactionPolicy;
  const prompts = base();
  prompts.get("login")?.checks.add(
    new Check("browser_session", "End-User authentication is required", "login_required", async (koa) => {
      const { session } = koa.oidc;
      if (session?.accountId === undefined) return Check.NO_NEED_TO_PROMPT;
      const person = await personOf(koa);
      return person?.id === session.accountId && !person.restricted ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  prompts.add(new Prompt({ name: "select_account", requestable: true }), 0);
  return prompts;
}

/** The browser's session, the account or the application ended while an application was let act for somebody. */
async function signedIn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RosterError && error.status === 401) throw new errors.LoginRequired("the sign-in ended meanwhile");
    throw error;
  }
}

/** What of the engine is on, and how it is bound to the rest of the server. */
export function configuration(options: EngineOptions, keys: readonly SnapshotKey[]): Configuration {
  const { issuer, config, adapters, views, accounts } = options;
  const existingGrant = loadExistingGrant(options);
  return {
    adapter: adapters.of,
    jwks: { keys: keys.map(({ privateJwk, kid, alg }) => ({ ...privateJwk, kid, alg, use: "sig" })) } as NonNullable<Configuration["jwks"]>,
    fetch: options.fetch as typeof globalThis.fetch,
    routes: ENGINE_ROUTES,
    cookies: {
      keys: [...options.cookieKeys],
      names: { session: "roster_authorizations", interaction: "roster_interaction", resume: "roster_resume" },
      long: { httpOnly: true, sameSite: "lax", path: "/oauth" },
      short: { httpOnly: true, sameSite: "lax" },
    },
    scopes: [...OPENID_SCOPES, ...Object.keys(SCOPES)],
    claims: { iss: null, sid: null, ...Object.fromEntries(Object.entries(CLAIMS).map(([k, v]) => [k, [...v]])) },
    acrValues: [...ACR_VALUES],
    subjectTypes: ["public"],
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
    clientDefaults: { id_token_signed_response_alg: "ES256", response_types: ["code"], grant_types: ["authorization_code"] },
    enabledJWA: {
      idTokenSigningAlgValues: ["ES256"],
      userinfoSigningAlgValues: ["ES256"],
      introspectionSigningAlgValues: ["ES256"],
      authorizationSigningAlgValues: ["ES256"],
      clientAuthSigningAlgValues: ["ES256", "ES384", "EdDSA", "Ed25519", "PS256", "RS256"],
      requestObjectSigningAlgValues: ["ES256", "EdDSA", "Ed25519", "PS256", "RS256"],
      dPoPSigningAlgValues: DPOP_ALGORITHMS as ["ES256"],
    },
    pkce: { required: () => true },
    // Claims of a scope come from userinfo, and in the ID token where a client has no access token to ask with.
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    extraTokenClaims: (_ctx, token) => (token.kind === "AccessToken" ? { sid: token.grantId } : undefined),
    ttl: {
      AccessToken: config.tokenLifetime,
      ClientCredentials: config.tokenLifetime,
      AuthorizationCode: CODE_LIFETIME,
      DeviceCode: config.deviceCodeLifetime,
      IdToken: ID_TOKEN_LIFETIME,
      Interaction: INTERACTION_LIFETIME,
      PushedAuthorizationRequest: PAR_LIFETIME,
      RefreshToken: config.sessionLifetime,
      Session: config.sessionLifetime,
      Grant: config.sessionLifetime,
    } as NonNullable<Configuration["ttl"]>,
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    // What hangs on the browser's session goes with it by itself: the database sees to it.
    expiresWithSession: () => false,
    findAccount: (_ctx, id) => reaching(() => findAccount(accounts, id)),
    loadExistingGrant: (koa) => reaching(() => signedIn(() => existingGrant(koa))),
    interactions: { policy: policy(options), url: (_ctx, interaction) => interactionAddress(interaction.uid) },
    clientBasedCORS: (_ctx, origin, client) => client.redirectUris?.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin) ?? false,
    renderError: views.error,
    discovery: { service_documentation: `${issuer}/docs`, ui_locales_supported: ["en", "de"] },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        // Confidential clients may ask about any token of this server; public ones about their own.
        allowedPolicy: (_ctx, client, token) => client.clientAuthMethod !== "none" || token.clientId === client.clientId,
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      deviceFlow: {
        enabled: true,
        charset: "base-20",
        mask: "****-****",
        userCodeInputSource: views.deviceCode,
        userCodeConfirmSource: views.deviceConfirm,
        successSource: views.deviceDone,
      },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: true, nonceSecret: options.dpopSecret, requireNonce: () => false },
      rpInitiatedLogout: { enabled: true, logoutSource: views.logout, postLogoutSuccessSource: views.signedOut },
      backchannelLogout: { enabled: true },
      resourceIndicators: resourceIndicators(issuer, config.tokenLifetime) as never,
      requestObjects: { enabled: false },
      ...registration(config),
    },
  } satisfies Configuration;
}

import { LRUCache } from "lru-cache";
import * as client from "openid-client";
import type { Context } from "../kernel/context.ts";
import { authorityOf, type ConnectionRow, clientSecretOf } from "../modules/connections/service.ts";
import { asFetch, type IsAskable, type Outgoing } from "../net/fetch.ts";
import { ProviderFault } from "./failure.ts";
import { withAddress } from "./plain-oauth.ts";
import { type Claims, claimAt, subjectOf } from "./profile.ts";

/** What the provider's answer comes to: who it is, and everything that it said. */
export interface ProviderAnswer {
  readonly subject: string;
  readonly authority: string;
  readonly claims: Claims;
  /** The ID token's `amr`, as it is. */
  readonly amr: unknown;
}

/** What came to `/auth/callback`. */
export type CallbackParameters = Readonly<Record<string, string | undefined>>;

/** The providers that this process talks to. */
export interface Providers {
  /** Where the browser goes. @param state a secret; everything else that the sign-in needs follows from it */
  authorizeUrl(ctx: Context, connection: ConnectionRow, state: string): Promise<string>;
  /**
   * Who came back: checks the answer, exchanges the code, verifies what comes for it.
   *
   * @throws what `refusalOf` reads
   */
  exchange(ctx: Context, connection: ConnectionRow, state: string, parameters: CallbackParameters): Promise<ProviderAnswer>;
  /** What discovery says, read anew. */
  discover(connection: ConnectionRow): Promise<client.ServerMetadata>;
  /** The keys that discovery names, read anew. */
  loadKeys(metadata: client.ServerMetadata): Promise<client.JWKS>;
}

interface Options {
  readonly outgoing: Outgoing;
  readonly isAskable: IsAskable;
  /** Where providers send people back. */
  readonly redirectUri: string;
}

/** What is known of a connection's provider. */
interface Known {
  readonly version: number;
  readonly metadata: client.ServerMetadata;
  readonly readAt: number;
  keys: { readonly jwks: client.JWKS; readonly readAt: number } | undefined;
}

/** How long discovery is believed: milliseconds. Keys are read anew every five minutes, and at once, though at most every minute, for one that is not among them. */
const DISCOVERY_AGE = 3_600_000;
const MOST_KNOWN = 200;
/** Seconds that openid-client waits: a little more than `net/fetch.ts` does, so that its words come first. */
const TIMEOUT = 15;

function authOf(ctx: Context, connection: ConnectionRow): client.ClientAuth {
  const secret = clientSecretOf(ctx, connection);
  if (secret === null || connection.token_auth === "none") return client.None();
  return connection.token_auth === "client_secret_post" ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

/** The metadata of a provider that has no discovery. */
function metadataOf(row: ConnectionRow): client.ServerMetadata {
  const { authorization_endpoint, token_endpoint } = row;
  if (!authorization_endpoint || !token_endpoint) throw new ProviderFault("The connection lacks its endpoints.");
  return { issuer: row.issuer ?? token_endpoint, authorization_endpoint, token_endpoint };
}

/** The secrets of a sign-in follow from its state (RFC 7636, OpenID Connect Core 3.1.2.1): none of them is stored. */
function secretsOf(ctx: Context, state: string) {
  const derived = (use: string) => ctx.app.keyring.mac(use, state).toString("base64url");
  return { verifier: derived("federation-verifier"), nonce: derived("federation-nonce") };
}

async function readMetadata(row: ConnectionRow, { outgoing }: Options): Promise<client.ServerMetadata> {
  const found = await client.discovery(new URL(row.issuer ?? ""), row.client_id, undefined, client.None(), {
    // https is what `net/fetch.ts` asks for, and it knows the exceptions.
    execute: [client.allowInsecureRequests],
    timeout: TIMEOUT,
    [client.customFetch]: asFetch(outgoing),
  });
  return { ...found.serverMetadata() };
}

/** What this process knows of providers, each read once for all who ask at the same time. */
function createKnowledge(options: Options) {
  const known = new LRUCache<string, Known>({ max: MOST_KNOWN });
  const reads = new Map<string, Promise<Known>>();

  async function read(ctx: Context, row: ConnectionRow): Promise<Known> {
    const metadata = row.kind === "oidc" ? await readMetadata(row, options) : metadataOf(row);
    const made: Known = { version: row.version, metadata, readAt: ctx.app.clock.now(), keys: undefined };
    known.set(row.id, made);
    return made;
  }

  return (ctx: Context, row: ConnectionRow): Promise<Known> => {
    const now = ctx.app.clock.now();
    const there = known.get(row.id);
    if (there && there.version === row.version && Math.abs(now - there.readAt) < DISCOVERY_AGE) return Promise.resolve(there);
    const key = `${row.id} ${row.version}`;
    const running = reads.get(key);
    if (running) return running;
    const asked = read(ctx, row).finally(() => reads.delete(key));
    reads.set(key, asked);
    return asked;
  };
}

/** Seconds by which the process's clock is ahead of the machine's. */
const skew = (ctx: Context) => Math.round((ctx.app.clock.now() - Date.now()) / 1000);

function configurationOf(ctx: Context, row: ConnectionRow, known: Known, { outgoing }: Options): client.Configuration {
  const made = new client.Configuration(known.metadata, row.client_id, { [client.clockSkew]: skew(ctx) }, authOf(ctx, row));
  client.allowInsecureRequests(made);
  client.enableNonRepudiationChecks(made);
  made.timeout = TIMEOUT;
  made[client.customFetch] = asFetch(outgoing);
  // openid-client counts the age of keys by the machine's clock.
  if (known.keys) client.setJwksCache(made, { jwks: known.keys.jwks, uat: Math.floor((Date.now() - (ctx.app.clock.now() - known.keys.readAt)) / 1000) });
  return made;
}

function keepKeys(ctx: Context, known: Known, configuration: client.Configuration): void {
  const cache = client.getJwksCache(configuration);
  if (cache) known.keys = { jwks: cache.jwks, readAt: ctx.app.clock.now() - (Date.now() - cache.uat * 1000) };
}

/** The address that the browser came back to, with what openid-client reads of it. */
function callbackUrl(redirectUri: string, parameters: CallbackParameters, dropIssuer: boolean): URL {
  const url = new URL(redirectUri);
  for (const name of ["code", "state", "iss", "error", "error_description"]) {
    const value = parameters[name];
    if (value !== undefined && !(name === "iss" && dropIssuer)) url.searchParams.set(name, value);
  }
  return url;
}

/** The claims of the ID token, and over them those of the UserInfo endpoint where there is one (OpenID Connect Core 5.3). */
async function openIdClaims(
  row: ConnectionRow,
  configuration: client.Configuration,
  tokens: client.TokenEndpointResponse,
  claims: client.IDToken,
): Promise<ProviderAnswer> {
  const { userinfo_endpoint } = configuration.serverMetadata();
  const userinfo = userinfo_endpoint ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
  const subject = subjectOf(claims.sub);
  if (subject === undefined) throw new ProviderFault("The ID token has no usable subject.");
  return { subject, authority: authorityOf(row), claims: { ...claims, ...userinfo }, amr: claims["amr"] };
}

async function plainClaims(row: ConnectionRow, accessToken: string, outgoing: Outgoing): Promise<ProviderAnswer> {
  const claims = await withAddress(row, accessToken, outgoing);
  const subject = subjectOf(claimAt(claims, row.claims.subject));
  if (subject === undefined) throw new ProviderFault("The claims have no usable subject.");
  return { subject, authority: authorityOf(row), claims, amr: undefined };
}

/** The providers of this process: discovery and keys are remembered, bounded in number and age. */
export function createProviders(options: Options): Providers {
  const know = createKnowledge(options);
  return {
    async authorizeUrl(ctx, row, state) {
      const known = await know(ctx, row);
      const configuration = configurationOf(ctx, row, known, options);
      const { verifier, nonce } = secretsOf(ctx, state);
      const endpoint = known.metadata.authorization_endpoint;
      if (!endpoint || !options.isAskable(endpoint)) throw new ProviderFault("The provider names no https address to sign in at.");
      return client.buildAuthorizationUrl(configuration, {
        redirect_uri: options.redirectUri,
        scope: row.scopes.join(" "),
        state,
        ...(row.kind === "oidc" && { nonce }),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      }).href;
    },
    async exchange(ctx, row, state, parameters) {
      const known = await know(ctx, row);
      const configuration = configurationOf(ctx, row, known, options);
      const { verifier, nonce } = secretsOf(ctx, state);
      const isOpenId = row.kind === "oidc";
      // Without an issuer there is nothing that RFC 9207's `iss` could be compared with.
      const url = callbackUrl(options.redirectUri, parameters, !isOpenId && row.issuer === null);
      const checks = { pkceCodeVerifier: verifier, expectedState: state, ...(isOpenId && { expectedNonce: nonce, idTokenExpected: true }) };
      const tokens = await client.authorizationCodeGrant(configuration, url, checks).finally(() => keepKeys(ctx, known, configuration));
      const claims = tokens.claims();
      if (!isOpenId) return plainClaims(row, tokens.access_token, options.outgoing);
      if (!claims) throw new ProviderFault("There is no ID token.");
      return openIdClaims(row, configuration, tokens, claims);
    },
    discover: (row) => readMetadata(row, options),
    async loadKeys({ jwks_uri }) {
      if (!jwks_uri) throw new ProviderFault("Discovery names no `jwks_uri`.");
      const response = await options.outgoing(jwks_uri, { headers: { accept: "application/json" } });
      const body: unknown = response.status === 200 ? await response.json().catch(() => undefined) : undefined;
      const { keys } = (body ?? {}) as { keys?: unknown };
      if (!Array.isArray(keys)) throw new ProviderFault(`\`jwks_uri\` answers with status ${response.status} and no key set.`);
      return { keys: keys.filter((key) => typeof key === "object" && key !== null) } as client.JWKS;
    },
  };
}

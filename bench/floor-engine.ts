/**
 * The floor of the authorization server: the engine itself, behind bare `node:http`, with its storage in memory.
 * No database, no accounts, no audit, nothing hashed or sealed; whoever comes is signed in as who they say and has
 * agreed to everything.
 *
 * Run with an IPC channel.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { LRUCache } from "lru-cache";
import { type Adapter, type AdapterPayload, type Configuration, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { ABOUT, REDIRECT, SCOPES } from "./code-flow.ts";
import { MACHINE, WEB } from "./floor-clients.ts";

const API = SCOPES.filter((scope) => !(ABOUT as readonly string[]).includes(scope));
const HOUR = 3600;
const MONTH = 30 * 24 * HOUR;

/** The engine's own storage in memory holds a thousand things, too few for a round; this one does no more at each write. */
function inMemory(): (kind: string) => Adapter {
  const things = new LRUCache<string, AdapterPayload>({ max: 200_000 });
  return (kind) => {
    const find = async (id: string) => things.get(`${kind}:${id}`);
    return {
      find,
      async upsert(id, payload) {
        things.set(`${kind}:${id}`, payload);
      },
      async consume(id) {
        const payload = await find(id);
        if (payload) payload["consumed"] = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        things.delete(`${kind}:${id}`);
      },
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
      revokeByGrantId: async () => {},
    };
  };
}

/** What somebody agreed to: everything. */
async function grantOf({ oidc }: KoaContextWithOIDC) {
  const { provider, session, client } = oidc;
  if (!session?.accountId || !client) return undefined;
  const known = session.grantIdFor(client.clientId);
  if (known !== undefined) return provider.Grant.find(known);
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope(SCOPES.join(" "));
  grant.addResourceScope(provider.issuer, API.join(" "));
  await grant.save();
  return grant;
}

async function configuration(issuer: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const scope = SCOPES.join(" ");
  return {
    adapter: inMemory(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "floor", alg: "ES256", use: "sig" }] } as NonNullable<Configuration["jwks"]>,
    clients: [
      { ...MACHINE, grant_types: ["client_credentials"], redirect_uris: [], response_types: [], scope: API.join(" ") },
      { ...WEB, grant_types: ["authorization_code", "refresh_token"], redirect_uris: [REDIRECT], response_types: ["code"], scope },
    ],
    clientDefaults: { id_token_signed_response_alg: "ES256", token_endpoint_auth_method: "client_secret_basic" },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    cookies: { keys: ["a key of the bench"] },
    scopes: [...SCOPES],
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "picture", "updated_at"], email: ["email", "email_verified"] },
    ttl: {
      AccessToken: HOUR,
      ClientCredentials: HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      RefreshToken: MONTH,
      Session: MONTH,
      Grant: MONTH,
      Interaction: HOUR,
    },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    expiresWithSession: () => false,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: id,
        name: "Somebody",
        picture: "https://cdn.example.com/avatar.png",
        updated_at: 0,
        email: `${id}@example.com`,
        email_verified: false,
      }),
    }),
    loadExistingGrant: grantOf,
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        // As the server has it: a scope of the API means the API.
        defaultResource: (koa) => {
          const asked = String(koa.oidc.params?.["scope"] ?? "").split(" ");
          return API.some((one) => asked.includes(one)) ? issuer : [];
        },
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: API.join(" "),
          audience: issuer,
          accessTokenTTL: HOUR,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
  };
}

/** Signs in whoever the request for authorization named. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  await provider.interactionFinished(request, response, { login: { accountId: String(params["login_hint"]) } });
}

const server = createServer();
server.listen(0, "127.0.0.1", async () => {
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, await configuration(issuer));
  const engine = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void engine(request, response);
    interact(provider, request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  process.send?.({ port });
});
process.once("disconnect", () => process.exit());

import { errors, type Provider, type TokenEndpointGrantContext } from "oidc-provider";
import type { Principal } from "../../kernel/context.ts";
import type { TokenClaims, Tokens } from "../tokens.ts";
import { TOKEN_EXCHANGE } from "./client-metadata.ts";

const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const JWT = "urn:ietf:params:oauth:token-type:jwt";
const PARAMETERS = ["subject_token", "subject_token_type", "actor_token", "actor_token_type", "requested_token_type", "audience", "scope", "resource"];

interface Known {
  readonly verify: (token: string) => TokenClaims | undefined | Promise<TokenClaims | undefined>;
  readonly principalOf: (claims: TokenClaims) => Principal | undefined | Promise<Principal | undefined>;
  readonly sign: Tokens["signDelegated"];
  readonly issuer: string;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

async function readToken({ verify, principalOf }: Known, params: Readonly<Record<string, unknown>>, name: "subject_token" | "actor_token") {
  const [token, type] = [text(params[name]), text(params[`${name}_type`])];
  if (token === undefined) throw new errors.InvalidRequest(`missing required parameter(s) ('${name}')`);
  if (type !== ACCESS_TOKEN && type !== JWT) throw new errors.InvalidRequest(`unsupported ${name}_type: take ${ACCESS_TOKEN}`);
  const claims = await verify(token);
  const principal = claims && (await principalOf(claims));
  // A token that its holder must prove possession of is no use to anybody else (RFC 9449).
  if (!claims || !principal || claims.jkt !== null)
    throw new errors.InvalidRequest(`${name} is malformed, expired, revoked or not an access token of this server`);
  return { claims, principal };
}

/** What may be had: what the subject's token may do, what the application may ask for, and what it does ask for. */
function narrow(principal: Principal, allowed: readonly string[], asked: readonly string[]): string[] {
  const held = allowed.filter((scope) => principal.scopes === null || principal.scopes.has(scope));
  const missing = asked.filter((scope) => !held.includes(scope));
  if (missing.length > 0) throw new errors.InvalidScope("the subject's token or this client does not have the requested scope", missing.join(" "));
  const given = asked.length > 0 ? asked : held;
  if (given.length === 0) throw new errors.InvalidScope("the subject's token and this client have no scope in common", "");
  return [...given];
}

function requireOurTarget(params: Readonly<Record<string, unknown>>, issuer: string): void {
  const targets = [params["audience"], params["resource"]].flat().filter((target) => target !== undefined && target !== "");
  if (targets.some((target) => typeof target !== "string" || target.replace(/\/$/, "") !== issuer)) throw new errors.InvalidTarget();
  const wanted = text(params["requested_token_type"]);
  if (wanted !== undefined && wanted !== ACCESS_TOKEN && wanted !== JWT) throw new errors.InvalidRequest("unsupported requested_token_type");
}

/**
 * A token for the same account, with no more rights, that says who acts for it (`act`). It hangs on the same session
 * and lives no longer than the token that it was made from.
 */
async function exchange(known: Known, koa: TokenEndpointGrantContext): Promise<void> {
  const { client } = koa.oidc;
  const params = koa.oidc.params as Readonly<Record<string, unknown>>;
  // The proof would have to be carried over to the new token: nobody who has to show one gets a token without.
  if (koa.get("dpop") !== "" || client["dpopBoundAccessTokens"] === true) throw new errors.InvalidRequest("DPoP is not supported with this grant type");
  requireOurTarget(params, known.issuer);
  const { claims, principal } = await readToken(known, params, "subject_token");
  if (claims.sid === null) throw new errors.InvalidRequest("subject_token must stand for a session; a machine gets tokens of its own");
  const actor = params["actor_token"] === undefined ? undefined : (await readToken(known, params, "actor_token")).claims;
  const asked = (text(params["scope"]) ?? "").split(" ").filter(Boolean);
  const allowed = (client.scope ?? "").split(" ").filter((scope) => scope !== "offline_access");
  const scopes = narrow(principal, allowed, asked);

  const act = { sub: actor?.sub ?? client.clientId, ...(claims.act && { act: claims.act }) };
  const { token, expiresIn } = await known.sign({ sub: claims.sub, sid: claims.sid, clientId: client.clientId, scopes, act, notAfter: claims.exp * 1000 });
  koa.body = { access_token: token, issued_token_type: ACCESS_TOKEN, token_type: "Bearer", expires_in: expiresIn, scope: scopes.join(" ") };
}

/** Token exchange (RFC 8693), which the engine lacks, added where it takes grant types. */
export function registerTokenExchange(provider: Provider, known: Known): void {
  provider.registerGrantType(TOKEN_EXCHANGE, (koa) => exchange(known, koa), PARAMETERS, ["audience", "resource"]);
}

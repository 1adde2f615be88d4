import { type Client as EngineClient, errors, type KoaContextWithOIDC, type ResourceServer } from "oidc-provider";
import { SCOPES } from "../../kernel/permissions.ts";
import { OPENID_SCOPES } from "../../modules/applications/schema.ts";

/** Scopes that OpenID Connect defines; the engine checks a client for them itself. */
export const OPENID: ReadonlySet<string> = new Set(OPENID_SCOPES);
const API: readonly string[] = Object.keys(SCOPES);

const allowed = (client: EngineClient): readonly string[] => (client.scope ?? "").split(" ").filter(Boolean);
/** What an application may ask of the API. */
const apiScopes = (client: EngineClient): string[] => allowed(client).filter((scope) => API.includes(scope));

/**
 * The API as the one resource server (RFC 8707): its identifier, and the audience of its tokens, is the issuer.
 *
 * @param issuer this server's public address
 * @param lifetime seconds an access token is good for
 */
export function resourceIndicators(issuer: string, lifetime: number) {
  return {
    enabled: true,
    /**
     * Without `resource`, a request for a scope of the API means the API; one that names no scope at all gets those
     * that the application may have (RFC 6749 3.3), since clients of the contract send none.
     */
    defaultResource(ctx: KoaContextWithOIDC, client: EngineClient, oneOf?: string[]): string | string[] {
      if (oneOf) return issuer;
      const { params } = ctx.oidc;
      if (params && !params["scope"]) params["scope"] = apiScopes(client).join(" ") || undefined;
      const scopes = typeof params?.["scope"] === "string" ? params["scope"].split(" ") : [];
      return scopes.some((scope) => API.includes(scope)) ? issuer : [];
    },
    /** The resource that was agreed to is meant, also where the token request does not name it again. */
    useGrantedResource: () => true,
    getResourceServerInfo(_ctx: KoaContextWithOIDC, indicator: string, client: EngineClient): ResourceServer {
      if (indicator.replace(/\/$/, "") !== issuer) throw new errors.InvalidTarget();
      return {
        // The token is good for userinfo too (see the adapter), so it says what it may see there.
        scope: [...allowed(client)].filter((scope) => OPENID.has(scope) || API.includes(scope)).join(" "),
        audience: issuer,
        accessTokenTTL: lifetime,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: "ES256" } },
      } as ResourceServer;
    },
  };
}

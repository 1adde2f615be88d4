import { type AdapterPayload, Provider } from "oidc-provider";
import type { Principal } from "../../kernel/context.ts";
import type { TokenClaims } from "../tokens.ts";
import { OPENID } from "./resources.ts";
import { unwrapToken } from "./wrapped-token.ts";

interface Known {
  readonly verify: (token: string) => TokenClaims | undefined | Promise<TokenClaims | undefined>;
  readonly principalOf: (claims: TokenClaims) => Principal | undefined | Promise<Principal | undefined>;
  readonly issuer: string;
}

/**
 * A JWT access token as the engine would have stored an opaque one, so that its introspection and userinfo take
 * both. Only what still counts is found: the session, the application and the account behind it are looked at.
 */
export function findJwt({ verify, principalOf, issuer }: Known) {
  return async (kind: string, token: string): Promise<AdapterPayload | undefined> => {
    if (kind !== "AccessToken" && kind !== "ClientCredentials") return undefined;
    const claims = await verify(unwrapToken(token));
    if (!claims || claims.clientId === null || (claims.sid === null) !== (kind === "ClientCredentials")) return undefined;
    const principal = await principalOf(claims);
    if (!principal) return undefined;
    // At userinfo the engine takes tokens without audience only: ours is good for both.
    const route = Provider.ctx?.oidc.route;
    return {
      kind,
      jti: claims.jti ?? undefined,
      clientId: claims.clientId,
      scope: [...(principal.scopes ?? [])].join(" "),
      iat: claims.iat,
      exp: claims.exp,
      ...(route === "userinfo" ? {} : { aud: issuer }),
      ...(claims.jkt !== null && { jkt: claims.jkt }),
      ...(claims.sid !== null && { accountId: claims.sub }),
      // What was exchanged hangs on a session that is no grant of this client's. Introspection would only see whether the
      // grant is there, which the principal says.
      ...(claims.sid !== null && claims.act === null && route !== "introspection" && { grantId: claims.sid }),
      extra: { sub: claims.sub, ...(claims.act && { act: claims.act }) },
    } as AdapterPayload;
  };
}

/**
 * The grant of the token that somebody asks userinfo with, as far as that needs it. What a token says it may see its
 * grant had, and a grant never gets less without ending: nothing is read to know that.
 */
export function grantOfToken(id: string): AdapterPayload | undefined {
  const { oidc } = Provider.ctx ?? {};
  const token = oidc?.route === "userinfo" ? oidc.entities.AccessToken : undefined;
  if (token?.grantId !== id) return undefined;
  const { accountId, clientId, iat, exp } = token;
  const scope = [...token.scopes].filter((one) => OPENID.has(one)).join(" ");
  return { kind: "Grant", jti: id, accountId, clientId, iat, exp, openid: { scope } } as AdapterPayload;
}

import { type AdapterPayload, Provider } from "oidc-provider";
import type { Principal } from "../../kernel/context.ts";
import type { TokenClaims } from "../tokens.ts";

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
    const claims = await verify(unwrapped(token));
    if (!claims || claims.clientId === null || (claims.sid === null) !== (kind === "ClientCredentials")) return undefined;
    const principal = await principalOf(claims);
    if (!principal) return undefined;
    // At userinfo the engine takes tokens without audience only: ours is good for both.
    const atUserinfo = Provider.ctx?.oidc.route === "userinfo";
    return {
      kind,
      jti: claims.jti ?? undefined,
      clientId: claims.clientId,
      scope: [...(principal.scopes ?? [])].join(" "),
      iat: claims.iat,
      exp: claims.exp,
      ...(atUserinfo ? {} : { aud: issuer }),
      ...(claims.jkt !== null && { jkt: claims.jkt }),
      ...(claims.sid !== null && { accountId: claims.sub }),
      // What was exchanged hangs on a session that is no grant of this client's.
      ...(claims.sid !== null && claims.act === null && { grantId: claims.sid }),
      extra: { sub: claims.sub, ...(claims.act && { act: claims.act }) },
    } as AdapterPayload;
  };
}

const WRAP = "jwt.";

/**
 * The engine turns JWTs away at its introspection and revocation endpoints before it looks for them. Told in another
 * spelling, they reach the storage, which knows them.
 */
export function wrapToken(token: string): string {
  const parts = token.split(".");
  return parts.length === 3 && token.startsWith("ey") ? `${WRAP}${Buffer.from(token).toString("base64url")}.` : token;
}

function unwrapped(token: string): string {
  return token.startsWith(WRAP) ? Buffer.from(token.slice(WRAP.length, -1), "base64url").toString("utf8") : token;
}

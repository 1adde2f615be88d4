import type { Principal } from "../kernel/context.ts";
import type { Keys } from "../modules/api-keys/keys.ts";
import type { Principals } from "../modules/sessions/principals.ts";
import type { Clients } from "./engine/clients.ts";
import type { TokenClaims } from "./tokens.ts";

type Found = Principal | undefined;

interface Known {
  readonly principals: Pick<Principals, "get">;
  readonly clients: Clients;
  readonly keys: Pick<Keys, "find">;
}

/** What a token narrows a principal to. */
function narrowed(principal: Found, claims: TokenClaims): Found {
  if (!principal || principal.id !== claims.sub) return undefined;
  if (claims.scopes !== null) return { ...principal, scopes: claims.scopes, applicationId: claims.clientId };
  // The session of an application counts through that application's tokens alone.
  return principal.applicationId === null ? principal : undefined;
}

async function machine({ clients }: Known, { sub, scopes, iat }: TokenClaims): Promise<Found> {
  const client = await clients.find(sub);
  if (!client?.serviceAccountId) return undefined;
  // Scopes that were taken from the application since are gone from its tokens too.
  const held = new Set([...(scopes ?? [])].filter((scope) => (client.scopes as readonly string[]).includes(scope)));
  return {
    kind: "user",
    id: sub,
    sessionId: null,
    scopes: held,
    applicationId: sub,
    deviceId: null,
    isSuperuser: client.isSuperuser,
    isInternal: client.isInternal,
    isServiceAccount: true,
    multiFactor: false,
    restricted: false,
    authTime: iat * 1000,
  };
}

/** A token that was got with a key counts as long as the key does. */
async function ofKey({ keys }: Known, keyId: string, { sub }: TokenClaims): Promise<Found> {
  const holder = await keys.find(keyId);
  return holder?.principal.id === sub ? holder.principal : undefined;
}

async function exchanged(known: Known, claims: TokenClaims, principal: Found): Promise<Found> {
  if (!principal || claims.clientId === null || !(await known.clients.find(claims.clientId))) return undefined;
  return narrowed(principal, claims);
}

/**
 * Whom a verified access token stands for, and what it may do. What this process knows is answered at once, without
 * a promise.
 *
 * @returns `undefined` when the session ended, or the application or account does not count any more
 */
export function principalOfToken(known: Known, claims: TokenClaims): Found | Promise<Found> {
  const { sid, keyId } = claims;
  if (keyId !== null) return ofKey(known, keyId, claims);
  if (sid === null) return machine(known, claims);
  const of = (principal: Found): Found | Promise<Found> => {
    // A token that was exchanged (RFC 8693) hangs on a session that is not its application's: that must still count too.
    if (principal && claims.clientId !== null && principal.applicationId !== claims.clientId) return exchanged(known, claims, principal);
    return narrowed(principal, claims);
  };
  const found = known.principals.get(sid);
  return found instanceof Promise ? found.then(of) : of(found);
}

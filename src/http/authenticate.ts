import type { IncomingHttpHeaders } from "node:http";
import type { Actor, Principal } from "../kernel/context.ts";
import { RosterError, refusal } from "../kernel/errors.ts";

/** Who a credential stands for; composed in app.ts from the token verifier and the sessions. */
export interface Authenticator {
  /** @returns the account, or `undefined` for a token that is malformed, expired, forged or revoked */
  bearer(token: string): Principal | undefined | Promise<Principal | undefined>;
  /** A token that is bound to a key, with the proof that the caller holds it (RFC 9449). */
  dpop(credential: DpopCredential): Promise<Principal | undefined>;
  cookie(value: string): Principal | undefined | Promise<Principal | undefined>;
}

export interface DpopCredential {
  readonly token: string;
  /** The DPoP header. */
  readonly proof: string;
  readonly method: string;
  /** The request's own path and query, as the client sent them. */
  readonly target: string;
}

export const SESSION_COOKIE = "roster_session";

const ANONYMOUS: Actor = { kind: "anonymous" };

/** The token of an Authorization header (RFC 6750 2.1), or `undefined` where it holds none. */
export function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(header);
  return match?.[1];
}

/** The token of an Authorization header that says it is bound to a key (RFC 9449 7.1). */
function dpopToken(header: string): string | undefined {
  return /^dpop +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(header)?.[1];
}

/** The value of a cookie (RFC 6265 4.2). */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** The value of the session cookie. */
export function sessionCookie(header: string | undefined): string | undefined {
  return cookieValue(header, SESSION_COOKIE);
}

/**
 * A request that changes something and is authenticated by a cookie must come from our own pages: browsers say
 * where it comes from, and what does not say is no browser, which has no business with a cookie.
 */
export function requireOwnOrigin(method: string, headers: IncomingHttpHeaders, origin: string): void {
  if (method === "GET" || method === "HEAD") return;
  if (headers.origin === origin || (headers.origin === undefined && headers["sec-fetch-site"] === "same-origin")) return;
  throw refusal("auth.foreign_origin");
}

/**
 * Who asks. An Authorization header decides alone; without one the session cookie does.
 *
 * @param origin this server's own, as browsers spell it
 * @param target the request's own path and query, as the client sent them
 * @throws RosterError `auth.invalid_token` for a bearer credential that is no good; `auth.foreign_origin`
 */
export function authenticate(
  authenticator: Authenticator,
  method: string,
  headers: IncomingHttpHeaders,
  origin: string,
  target: string,
): Actor | Promise<Actor> {
  if (headers.authorization !== undefined) {
    const bound = dpopToken(headers.authorization);
    if (bound !== undefined) return proven(authenticator, { token: bound, proof: String(headers["dpop"] ?? ""), method, target });
    const token = bearerToken(headers.authorization);
    if (token === undefined) throw refusal("auth.invalid_token");
    const found = authenticator.bearer(token);
    return found instanceof Promise ? found.then(known) : known(found);
  }
  const cookie = sessionCookie(headers.cookie);
  if (cookie === undefined) return ANONYMOUS;
  requireOwnOrigin(method, headers, origin);
  const found = authenticator.cookie(cookie);
  return found instanceof Promise ? found.then((actor) => actor ?? ANONYMOUS) : (found ?? ANONYMOUS);
}

async function proven(authenticator: Authenticator, credential: DpopCredential): Promise<Actor> {
  const principal = await authenticator.dpop(credential);
  if (principal) return principal;
  const challenge = 'DPoP realm="roster", error="invalid_token", algs="ES256 EdDSA Ed25519"';
  throw new RosterError("auth.invalid_token", { headers: { "www-authenticate": challenge } });
}

function known(principal: Principal | undefined): Principal {
  if (!principal) throw refusal("auth.invalid_token");
  return principal;
}

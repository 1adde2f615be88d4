import { randomUUID } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import type { Clock } from "../kernel/clock.ts";
import type { Queryable } from "../kernel/context.ts";
import { canonicalUuid } from "../kernel/ids.ts";
import type { Keyring } from "../kernel/secrets.ts";
import { ALGORITHM, createKeySet, type KeySet, type PublicJwk } from "./keys.ts";

/** RFC 9068 2.1: tells an access token from every other JWT. */
const TYPE = "at+jwt";
/** Ours have about 500 characters; what is much longer is not worth looking at. */
const LONGEST_TOKEN = 4096;

/** Who a token is for. */
export interface TokenSubject {
  /** The account. */
  readonly id: string;
  readonly sessionId: string;
  /** When the account proved who it is: milliseconds since 1970 UTC. */
  readonly authTime: number;
}

/** Who acts for whom. */
export interface Delegation {
  /** The account, and its session. */
  readonly sub: string;
  readonly sid: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly act: Record<string, unknown>;
  /** Milliseconds since 1970 UTC. */
  readonly notAfter: number;
}

/** What a verified token says. */
export interface TokenClaims {
  /** The account. */
  readonly sub: string;
  /** The session; `null`: a machine's own token. */
  readonly sid: string | null;
  /** The API key that it was got with; `null`: none. */
  readonly keyId: string | null;
  /** The application it was issued to; `null`: our own sign-in. */
  readonly clientId: string | null;
  /** What it may do at most; `null`: everything that the account may. */
  readonly scopes: ReadonlySet<string> | null;
  readonly jti: string | null;
  /** Seconds since 1970 UTC. */
  readonly iat: number;
  readonly exp: number;
  /** When the account proved who it is, where the token says so: seconds since 1970 UTC. */
  readonly authTime: number | null;
  /** Thumbprint of the key that its bearer must prove to hold (RFC 9449 6.1). */
  readonly jkt: string | null;
  /** Who acts for the account (RFC 8693 4.1). */
  readonly act: Record<string, unknown> | null;
}

export interface Tokens {
  /**
   * Signs an access token (RFC 9068).
   *
   * @param notAfter when the session ends, which the token does not outlive: milliseconds since 1970 UTC
   * @param seconds that it is good for, where that is not the usual
   * @returns the token, and the seconds it is good for
   */
  sign(subject: TokenSubject, notAfter?: number, seconds?: number): Promise<{ token: string; expiresIn: number }>;
  /** Signs an access token that stands for a machine itself (RFC 6749 4.4). */
  signForMachine(applicationId: string, scopes: readonly string[]): Promise<{ token: string; expiresIn: number }>;
  /**
   * Signs an access token that was got with an API key.
   *
   * @param notAfter when the key expires, which the token does not outlive: milliseconds since 1970 UTC
   */
  signForKey(userId: string, keyId: string, notAfter: number): Promise<{ token: string; expiresIn: number }>;
  /** Signs an access token of an application that acts for somebody (RFC 8693 4.1). */
  signDelegated(delegation: Delegation): Promise<{ token: string; expiresIn: number }>;
  /** What a token of ours says; `undefined` for a forged, expired or foreign one. A token seen before is answered at once. */
  verify(token: string): TokenClaims | undefined | Promise<TokenClaims | undefined>;
  /** The session of a token of ours, expired or not: to end it. */
  sessionOf(token: string): Promise<string | undefined>;
  /** The public keys (RFC 7517). */
  published(): Promise<PublicJwk[]>;
  /** The keys that sign them. */
  readonly keys: KeySet;
}

interface Verified {
  readonly claims: TokenClaims;
  /** The key that vouches for it. */
  readonly kid: string;
}

interface Options {
  readonly db: Queryable;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** Issuer and audience: this server's public address. */
  readonly issuer: string;
  /** Seconds. */
  readonly lifetime: number;
  /** The longest that any token is good for: seconds. */
  readonly longestLifetime: number;
  /** How many verified tokens are remembered. */
  readonly most?: number;
}

const uuidOrNull = (claim: unknown): string | null => (typeof claim === "string" ? (canonicalUuid(claim) ?? null) : null);
const numberOrNull = (claim: unknown): number | null => (typeof claim === "number" ? claim : null);
const objectOrNull = (claim: unknown) => (typeof claim === "object" && claim !== null ? (claim as Record<string, unknown>) : null);

/** What the payload of a token with a good signature says; `undefined` when it names no session, no key and no machine. */
function readClaims(payload: JWTPayload): TokenClaims | undefined {
  const { sub: subject, sid: session, client_id: client, scope, jti, cnf, act, auth_time: authTime, key_id: apiKey } = payload as Record<string, unknown>;
  const [sub, sid, clientId, keyId] = [uuidOrNull(subject), uuidOrNull(session), uuidOrNull(client), uuidOrNull(apiKey)];
  if (sub === null || (sid === null && keyId === null && clientId !== sub)) return undefined;
  // What an application holds is bounded by scopes, also where it names none.
  const scopes = clientId === null ? null : new Set(typeof scope === "string" ? scope.split(" ").filter(Boolean) : []);
  const jkt = objectOrNull(cnf)?.["jkt"];
  return {
    sub,
    sid,
    keyId,
    clientId,
    scopes,
    jti: typeof jti === "string" ? jti : null,
    iat: Number(payload.iat),
    exp: Number(payload.exp),
    authTime: numberOrNull(authTime),
    jkt: typeof jkt === "string" ? jkt : null,
    act: objectOrNull(act),
  };
}

/** Signs and verifies access tokens with the installation's keys. */
export function createTokens({ db, keyring, clock, issuer, lifetime, longestLifetime, most = 5000 }: Options): Tokens {
  const keys = createKeySet({ db, keyring, clock, lifetime: longestLifetime });
  // By the whole token: a signature alone would vouch for a payload that it does not cover.
  const verified = new LRUCache<string, Verified>({ max: most });

  /** @param at the moment at which it must not have expired */
  async function check(token: string, at: number): Promise<Verified | undefined> {
    if (token.length > LONGEST_TOKEN) return undefined;
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = typeof kid === "string" ? await keys.find(kid) : undefined;
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key.publicKey;
        },
        {
          // Never what the token asks for (RFC 8725 3.1); `crit` is refused, since we know no extension.
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer,
          audience: issuer,
          currentDate: new Date(at),
          requiredClaims: ["sub", "exp", "iat"],
        },
      );
      const claims = readClaims(payload);
      return claims && { kid: String(protectedHeader.kid), claims };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  async function signClaims(sub: string, claims: JWTPayload, seconds: number, notAfter: number): Promise<{ token: string; expiresIn: number }> {
    const { kid, privateKey } = await keys.current();
    const issued = Math.floor(clock.now() / 1000);
    const expiresIn = Math.max(1, Math.min(seconds, Math.floor(notAfter / 1000) - issued));
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(sub)
      .setIssuedAt(issued)
      .setExpirationTime(issued + expiresIn)
      .setJti(randomUUID())
      .sign(privateKey);
    return { token, expiresIn };
  }

  return {
    sign: (subject, notAfter = Number.POSITIVE_INFINITY, seconds = lifetime) =>
      signClaims(subject.id, { sid: subject.sessionId, auth_time: Math.floor(subject.authTime / 1000) }, seconds, notAfter),
    signForMachine: (id, scopes) => signClaims(id, { client_id: id, scope: scopes.join(" ") }, lifetime, Number.POSITIVE_INFINITY),
    signForKey: (userId, keyId, notAfter) => signClaims(userId, { key_id: keyId }, lifetime, notAfter),
    signDelegated: ({ sub, sid, clientId, scopes, act, notAfter }) =>
      signClaims(sub, { sid, client_id: clientId, scope: scopes.join(" "), act }, lifetime, notAfter),
    verify(token) {
      const now = clock.now();
      const known = verified.get(token);
      if (!known) {
        return check(token, now).then((checked) => {
          if (checked) verified.set(token, checked);
          return checked?.claims;
        });
      }
      if (now >= known.claims.exp * 1000) return undefined;
      // A key that was removed vouches for nothing, also not for what it vouched for before.
      const isPublished = keys.knows(known.kid);
      if (isPublished !== undefined) return isPublished ? known.claims : undefined;
      return keys.find(known.kid).then((key) => key && known.claims);
    },
    async sessionOf(token) {
      // At the beginning of time nothing has expired.
      return (await check(token, 0))?.claims.sid ?? undefined;
    },
    published: () => keys.published(),
    keys,
  };
}

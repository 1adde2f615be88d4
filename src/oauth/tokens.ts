import { randomUUID } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import type { Clock } from "../kernel/clock.ts";
import type { Queryable } from "../kernel/context.ts";
import { canonicalUuid } from "../kernel/ids.ts";
import type { Keyring } from "../kernel/secrets.ts";
import { ALGORITHM, createKeySet, type PublicJwk } from "./keys.ts";

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

/** What a verified token says. */
export interface TokenClaims {
  /** The account. */
  readonly sub: string;
  /** The session. */
  readonly sid: string;
  /** Seconds since 1970 UTC. */
  readonly exp: number;
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
  /** What a token of ours says; `undefined` for a forged, expired or foreign one. A token seen before is answered at once. */
  verify(token: string): TokenClaims | undefined | Promise<TokenClaims | undefined>;
  /** The session of a token of ours, expired or not: to end it. */
  sessionOf(token: string): Promise<string | undefined>;
  /** The public keys (RFC 7517). */
  published(): Promise<PublicJwk[]>;
}

interface Options {
  readonly db: Queryable;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** Issuer and audience: this server's public address. */
  readonly issuer: string;
  /** Seconds. */
  readonly lifetime: number;
  /** How many verified tokens are remembered. */
  readonly most?: number;
}

/** Signs and verifies access tokens with the installation's keys. */
export function createTokens({ db, keyring, clock, issuer, lifetime, most = 5000 }: Options): Tokens {
  const keys = createKeySet(db, keyring, clock);
  // By the whole token: a signature alone would vouch for a payload that it does not cover.
  const verified = new LRUCache<string, TokenClaims>({ max: most });

  /** @param at the moment at which it must not have expired */
  async function check(token: string, at: number): Promise<TokenClaims | undefined> {
    if (token.length > LONGEST_TOKEN) return undefined;
    try {
      const { payload } = await jwtVerify(
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
          requiredClaims: ["sub", "sid", "exp"],
        },
      );
      const [sub, sid] = [canonicalUuid(String(payload.sub)), canonicalUuid(String(payload["sid"]))];
      return sub && sid ? { sub, sid, exp: Number(payload.exp) } : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  return {
    async sign(subject, notAfter = Number.POSITIVE_INFINITY, seconds = lifetime) {
      const { kid, privateKey } = await keys.current();
      const issued = Math.floor(clock.now() / 1000);
      const expiresIn = Math.max(1, Math.min(seconds, Math.floor(notAfter / 1000) - issued));
      const token = await new SignJWT({ sid: subject.sessionId, auth_time: Math.floor(subject.authTime / 1000) })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(subject.id)
        .setIssuedAt(issued)
        .setExpirationTime(issued + expiresIn)
        .setJti(randomUUID())
        .sign(privateKey);
      return { token, expiresIn };
    },
    verify(token) {
      const now = clock.now();
      const known = verified.get(token);
      if (known) return now < known.exp * 1000 ? known : undefined;
      return check(token, now).then((claims) => {
        if (claims) verified.set(token, claims);
        return claims;
      });
    },
    async sessionOf(token) {
      // At the beginning of time nothing has expired.
      return (await check(token, 0))?.sid;
    },
    published: () => keys.published(),
  };
}

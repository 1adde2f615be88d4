import { randomUUID } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import type { Clock } from "../kernel/clock.ts";
import { canonicalUuid } from "../kernel/ids.ts";
import { ALGORITHM, type KeySet } from "./keys.ts";

/** A type of its own (RFC 8725 3.11): what takes access tokens refuses these, and the other way round. */
const TYPE = "workspace+jwt";
const LONGEST_TOKEN = 4096;
/** How many verified tokens are remembered. */
const MOST = 5000;

/** Whom a workspace token is for, and where it is good. */
export interface WorkspaceClaims {
  /** The account. */
  readonly sub: string;
  /** The session it was made from, with which it ends; or else the API key. */
  readonly sid: string | null;
  readonly keyId: string | null;
  readonly workspaceId: string;
}

export interface WorkspaceTokens {
  /**
   * Signs a token that lets its bearer be looked up by one workspace.
   *
   * @returns the token, and the seconds it is good for
   */
  sign(claims: WorkspaceClaims): Promise<{ token: string; expiresIn: number }>;
  /** What a workspace token of ours says; `undefined` for anything else. */
  verify(token: string): Promise<WorkspaceClaims | undefined>;
}

interface Options {
  readonly keys: Pick<KeySet, "current" | "find" | "knows">;
  readonly clock: Clock;
  /** This server's public address. */
  readonly issuer: string;
  /** Seconds. */
  readonly lifetime: number;
}

/** A token that was found good. */
interface Verified {
  readonly claims: WorkspaceClaims;
  /** The key that vouches for it. */
  readonly kid: string;
  /** Milliseconds since 1970 UTC. */
  readonly expires: number;
}

/** Whether a token says that it is one of these: what is none, such as an access token, is not verified in vain. */
function isOfType(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === TYPE;
  } catch {
    return false;
  }
}

/** Signs and verifies the tokens of workspaces with the installation's keys. */
export function createWorkspaceTokens({ keys, clock, issuer, lifetime }: Options): WorkspaceTokens {
  const audienceOf = (workspaceId: string) => `${issuer}/workspaces/${workspaceId}`;

  // By the whole token: a signature alone would vouch for a payload that it does not cover.
  const verified = new LRUCache<string, Verified>({ max: MOST });

  async function check(token: string, now: number): Promise<Verified | undefined> {
    if (token.length > LONGEST_TOKEN || !isOfType(token)) return undefined;
    const keyOf = async ({ kid }: { kid?: string }) => {
      const key = kid === undefined ? undefined : await keys.find(kid);
      if (!key) throw new errors.JWKSNoMatchingKey();
      return key.publicKey;
    };
    const requiredClaims = ["sub", "exp", "aud", "workspace_id"];
    try {
      const options = { algorithms: [ALGORITHM], typ: TYPE, issuer, currentDate: new Date(now), requiredClaims };
      const { payload, protectedHeader } = await jwtVerify(token, keyOf, options);
      const [sub, sid = null, keyId = null, workspaceId] = [payload.sub, payload["sid"], payload["key_id"], payload["workspace_id"]].map((claim) =>
        canonicalUuid(String(claim)),
      );
      if (!sub || (sid ?? keyId) === null || !workspaceId || payload.aud !== audienceOf(workspaceId)) return undefined;
      return { claims: { sub, sid, keyId, workspaceId }, kid: String(protectedHeader.kid), expires: Number(payload.exp) * 1000 };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  return {
    async sign({ sub, sid, keyId, workspaceId }) {
      const { kid, privateKey } = await keys.current();
      const issued = Math.floor(clock.now() / 1000);
      const token = await new SignJWT({ ...(sid === null ? { key_id: keyId } : { sid }), workspace_id: workspaceId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(issuer)
        .setAudience(audienceOf(workspaceId))
        .setSubject(sub)
        .setIssuedAt(issued)
        .setExpirationTime(issued + lifetime)
        .setJti(randomUUID())
        .sign(privateKey);
      return { token, expiresIn: lifetime };
    },
    async verify(token) {
      const now = clock.now();
      const known = verified.get(token);
      // A key that was removed vouches for nothing, also not for what it vouched for before.
      if (known) return now < known.expires && (keys.knows(known.kid) ?? (await keys.find(known.kid))) ? known.claims : undefined;
      const checked = await check(token, now);
      if (checked) verified.set(token, checked);
      return checked?.claims;
    },
  };
}

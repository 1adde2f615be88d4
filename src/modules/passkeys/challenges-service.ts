import { randomBytes } from "node:crypto";
import { type Context, queryable } from "../../kernel/context.ts";
import { hashSecret, type Keyring, sameBytes } from "../../kernel/secrets.ts";
import { insertUsedChallenge, purgeChallenges } from "./store.ts";

/** How long an authenticator has to answer: milliseconds. */
export const CHALLENGE_LIFETIME = 5 * 60_000;
/** How much longer it is remembered that a challenge was used: processes' clocks may differ. */
const CLOCK_SKEW = 5 * 60_000;

/** Bytes: random ones (WebAuthn Level 3, 13.4.3: 16 at least), the moment it expires, HMAC-SHA-256 of these. */
const RANDOM = 16;
const EXPIRES = 6;
const MAC = 32;

/** What is signed for: a passkey of an account is made, or somebody signs in, and nobody knows yet who. */
export type ChallengePurpose = { readonly for: "registration"; readonly userId: string } | { readonly for: "sign_in" };

/** A challenge of ours that somebody's answer carries. */
export interface Challenge {
  /** In base64url, as the answer has it. */
  readonly text: string;
  readonly expires: Date;
}

function macOf(keyring: Keyring, purpose: ChallengePurpose, body: Buffer): Buffer {
  const what = purpose.for === "registration" ? `registration ${purpose.userId}` : purpose.for;
  return keyring.mac("passkey-challenge", `${what}\n${body.toString("base64url")}`);
}

/**
 * A new challenge. It is kept nowhere: its MAC says that it is ours, what for and until when. So whoever merely asks
 * for one leaves nothing behind.
 *
 * @returns its bytes, for the options
 */
export function newChallenge({ app: { keyring, clock } }: Context, purpose: ChallengePurpose): Uint8Array<ArrayBuffer> {
  const body = Buffer.alloc(RANDOM + EXPIRES);
  randomBytes(RANDOM).copy(body);
  body.writeUIntBE(clock.now() + CHALLENGE_LIFETIME, RANDOM, EXPIRES);
  return Uint8Array.from(Buffer.concat([body, macOf(keyring, purpose, body)]));
}

/** The challenge that an answer says it was made for; `undefined` where it says none. */
function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")) as { challenge?: unknown };
    return typeof challenge === "string" ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The challenge of an answer. It may have been used: `useChallenge` says.
 *
 * @returns `undefined` when it is none of ours, for something else or too old
 */
export function readChallenge({ app: { keyring, clock } }: Context, purpose: ChallengePurpose, clientDataJSON: string): Challenge | undefined {
  const text = challengeIn(clientDataJSON);
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, "base64url");
  // Only as it was written: another spelling of the same bytes would be another challenge, good once more.
  if (bytes.length !== RANDOM + EXPIRES + MAC || bytes.toString("base64url") !== text) return undefined;
  const body = bytes.subarray(0, RANDOM + EXPIRES);
  if (!sameBytes(bytes.subarray(RANDOM + EXPIRES), macOf(keyring, purpose, body))) return undefined;
  const expires = body.readUIntBE(RANDOM, EXPIRES);
  return expires > clock.now() ? { text, expires: new Date(expires) } : undefined;
}

/** Uses up a challenge, once its answer is found to be right. @returns false when it was used before */
export function useChallenge(ctx: Context, { text, expires }: Challenge): Promise<boolean> {
  return insertUsedChallenge(queryable(ctx), hashSecret(text), expires);
}

/** Forgets used challenges that are too old to be used again; a bounded number at once. @returns how many */
export function removeOldChallenges(ctx: Context, most: number): Promise<number> {
  return purgeChallenges(queryable(ctx), new Date(ctx.app.clock.now() - CLOCK_SKEW), most);
}

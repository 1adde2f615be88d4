import { type Context, queryable } from "../../kernel/context.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { type ChallengePurpose, insertChallenge, purgeChallenges, takeChallenge } from "./store.ts";

/** How long an authenticator has to answer: milliseconds. */
export const CHALLENGE_LIFETIME = 5 * 60_000;

/**
 * A new challenge.
 *
 * @param userId whose passkey is to be made; `null`: somebody signs in
 * @returns its bytes, for the options
 */
export async function newChallenge(ctx: Context, purpose: ChallengePurpose, userId: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = newSecret();
  const expires = new Date(ctx.app.clock.now() + CHALLENGE_LIFETIME);
  await insertChallenge(queryable(ctx), { hash: hashSecret(challenge), userId, purpose }, expires);
  return Uint8Array.from(Buffer.from(challenge, "base64url"));
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

/** Uses up the challenge of an answer, whatever comes of it. @returns it; `undefined` when it is none of ours, used or too old */
export async function useChallenge(ctx: Context, purpose: ChallengePurpose, userId: string | null, clientDataJSON: string): Promise<string | undefined> {
  const challenge = challengeIn(clientDataJSON);
  if (challenge === undefined) return undefined;
  const taken = await takeChallenge(queryable(ctx), { hash: hashSecret(challenge), userId, purpose }, new Date(ctx.app.clock.now()));
  return taken ? challenge : undefined;
}

/** Removes challenges that had their time; a bounded number at once. @returns how many */
export function removeOldChallenges(ctx: Context, most: number): Promise<number> {
  return purgeChallenges(queryable(ctx), new Date(ctx.app.clock.now()), most);
}

import type { VerifiedAuthenticationResponse } from "@simplewebauthn/server";
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { RosterError, refusal } from "../../kernel/errors.ts";
import { sameBytes } from "../../kernel/secrets.ts";
import type { RelyingParty } from "../installation/relying-party.ts";
import { findSignInAccount, holdActiveAccount } from "../second-factors/service.ts";
import type { SessionUser } from "../sessions/service.ts";
import { CHALLENGE_LIFETIME, newChallenge, readChallenge, useChallenge } from "./challenges-service.ts";
import type { Assertion } from "./schema.ts";
import { amrOf, requireRelyingParty, userHandleOf } from "./service.ts";
import { findKnown, findRegression, type KnownPasskey, notePasskeyUse } from "./store.ts";
import { webauthn } from "./webauthn.ts";

/**
 * Begins a sign-in with a passkey. It names nobody: the authenticator says who it is.
 *
 * @returns what the browser hands to the authenticator
 * @throws RosterError `passkey.unavailable`
 */
export async function beginSignIn(ctx: Context, publicUrl: string): Promise<object> {
  const party = requireRelyingParty(ctx, publicUrl);
  const challenge = newChallenge(ctx, { for: "sign_in" });
  const { generateAuthenticationOptions } = await webauthn();
  return generateAuthenticationOptions({ rpID: party.id, challenge, timeout: CHALLENGE_LIFETIME, userVerification: "required" });
}

/** A passkey whose use was just proven. */
export interface ProvenPasskey {
  readonly user: SessionUser;
  readonly passkeyId: string;
  /** What the authenticator counted. */
  readonly counter: number;
  readonly backedUp: boolean;
  readonly amr: readonly string[];
}

/** Checks a signature (WebAuthn Level 3, 7.2). Its count is compared when the use is noted, after the signature. */
async function verifyUse(party: RelyingParty, passkey: KnownPasskey, challenge: string, { id, rawId, type, response }: Assertion) {
  const { clientDataJSON, authenticatorData, signature } = response;
  const { verifyAuthenticationResponse } = await webauthn();
  let verified: VerifiedAuthenticationResponse;
  try {
    verified = await verifyAuthenticationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, authenticatorData, signature } },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
      requireUserVerification: true,
    });
  } catch (cause) {
    throw new RosterError("auth.passkey_refused", { cause });
  }
  if (!verified.verified) throw refusal("auth.passkey_refused");
  return verified.authenticationInfo;
}

/**
 * Checks the use of a passkey. Every refusal is the same: the passkey is unknown, its account inactive or external,
 * the challenge used or too old, the signature wrong.
 *
 * @throws RosterError `auth.passkey_refused`, `passkey.unavailable`
 */
export async function provePasskey(ctx: Context, publicUrl: string, given: Assertion): Promise<ProvenPasskey> {
  const party = requireRelyingParty(ctx, publicUrl);
  const challenge = readChallenge(ctx, { for: "sign_in" }, given.response.clientDataJSON);
  if (challenge === undefined) throw refusal("auth.passkey_refused");
  const passkey = await findKnown(queryable(ctx), Buffer.from(given.id, "base64url"));
  if (!passkey) throw refusal("auth.passkey_refused");
  // Nobody was named: the authenticator must say whose it is (WebAuthn Level 3, 7.2).
  if (!sameBytes(Buffer.from(given.response.userHandle ?? "", "base64url"), userHandleOf(passkey.userId))) throw refusal("auth.passkey_refused");
  const { newCounter: counter, credentialBackedUp: backedUp } = await verifyUse(party, passkey, challenge.text, given);
  const user = await findSignInAccount(queryable(ctx), passkey.userId);
  // Last: only who has the passkey leaves a row behind.
  if (!user || !(await useChallenge(ctx, challenge))) throw refusal("auth.passkey_refused");
  return { user, passkeyId: passkey.id, counter, backedUp, amr: amrOf(backedUp) };
}

/** Inside a transaction: holds the account and notes the use. @returns whether the passkey still lets it in */
export async function holdPasskey(ctx: Context, { user, passkeyId, counter, backedUp }: ProvenPasskey): Promise<boolean> {
  const tx = queryable(ctx);
  const account = await holdActiveAccount(tx, user.userId);
  if (!account || account.oauthProvider !== null || account.isServiceAccount) return false;
  return notePasskeyUse(tx, passkeyId, counter, backedUp, new Date(ctx.app.clock.now()));
}

/** After a refusal: tells in the audit log of a count that went back, the sign of a copied authenticator (WebAuthn Level 3, 6.1.1). */
export async function tellRegression(ctx: Context, { passkeyId, counter, user }: ProvenPasskey): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    const kept = await findRegression(tx, passkeyId, counter);
    if (kept === undefined) return;
    const counts = { before: { user_id: user.userId, counter: kept }, after: { counter } };
    await insertAudit(inner, tx, { action: "passkey.counter_regression", targetType: "passkey", targetId: passkeyId, ...counts });
    ctx.app.log.warn({ passkey: passkeyId, request_id: ctx.requestId }, "the count of a passkey went back; it may have been copied");
  });
}

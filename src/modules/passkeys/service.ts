import type { VerifiedRegistrationResponse } from "@simplewebauthn/server";
import type { Config } from "../../config.ts";
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { RosterError, refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { holdInstallation, requireAdministrator } from "../installation/administrators-service.ts";
import { type RelyingParty, relyingPartyOf } from "../installation/relying-party.ts";
import { endWeakerSessions, type FactorAccount, holdOwn, personOf, requireStepUp } from "../second-factors/rules-service.ts";
import { holdActiveAccount } from "../second-factors/service.ts";
import { addProof } from "../sessions/proof-service.ts";
import { endSessionsOf } from "../sessions/service.ts";
import { CHALLENGE_LIFETIME, newChallenge, readChallenge, useChallenge } from "./challenges-service.ts";
import type { Registration } from "./schema.ts";
import { deletePasskey, deletePasskeysOf, findDescriptors, insertPasskey, listPasskeys, lockPasskey, type PasskeyText, renamePasskey } from "./store.ts";
import { webauthn } from "./webauthn.ts";

/** Passkeys that an account may have. */
export const MOST_PASSKEYS = 20;
/** EdDSA, ES256, RS256 (COSE): what authenticators have, the best first. */
const ALGORITHMS = [-8, -7, -257];

/** Whether this installation offers passkeys. */
export function offersPasskeys({ passkeys }: Pick<Config, "passkeys">, publicUrl: string): boolean {
  return passkeys && relyingPartyOf(publicUrl) !== undefined;
}

/** Who we are to authenticators. @throws RosterError `passkey.unavailable` where this installation offers none */
export function requireRelyingParty(ctx: Context, publicUrl: string): RelyingParty {
  const party = ctx.app.config.passkeys ? relyingPartyOf(publicUrl) : undefined;
  if (!party) throw refusal("passkey.unavailable");
  return party;
}

/** An account as authenticators know it: the bytes of its id, which say nothing of the person (WebAuthn Level 3, 14.6.1). */
export function userHandleOf(userId: string): Buffer {
  return Buffer.from(userId.replaceAll("-", ""), "hex");
}

/** What the use of a passkey with user verification proves (RFC 8176): a key, and who holds it. */
export function amrOf(isBackedUp: boolean): readonly string[] {
  return [isBackedUp ? "swk" : "hwk", "user", "mfa"];
}

function requireLocal({ oauthProvider }: FactorAccount): void {
  if (oauthProvider !== null) throw refusal("credentials.denied");
}

/**
 * Begins to add a passkey to the caller's account.
 *
 * @returns what the browser hands to the authenticator
 * @throws RosterError `passkey.unavailable`, `passkey.too_many`, `auth.reauthentication_required`, `mfa.required`, `credentials.denied`
 */
export async function beginPasskey(ctx: Context, publicUrl: string): Promise<object> {
  const party = requireRelyingParty(ctx, publicUrl);
  const actor = await requireStepUp(ctx);
  const { account, known } = await transaction(ctx, async (inner, tx) => {
    const held = await holdOwn(inner, actor);
    requireLocal(held);
    const descriptors = await findDescriptors(tx, actor.id);
    if (descriptors.length >= MOST_PASSKEYS) throw refusal("passkey.too_many");
    return { account: held, known: descriptors };
  });
  const { generateRegistrationOptions } = await webauthn();
  return generateRegistrationOptions({
    rpName: ctx.app.config.installationName,
    rpID: party.id,
    userName: account.username,
    userID: Uint8Array.from(userHandleOf(actor.id)),
    challenge: newChallenge(ctx, { for: "registration", userId: actor.id }),
    timeout: CHALLENGE_LIFETIME,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId.toString("base64url"), transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Checks a new credential (WebAuthn Level 3, 7.1), and uses up its challenge. @throws RosterError `passkey.invalid` */
async function verifyNew(ctx: Context, party: RelyingParty, userId: string, { id, rawId, type, response }: Registration) {
  const challenge = readChallenge(ctx, { for: "registration", userId }, response.clientDataJSON);
  if (challenge === undefined) throw refusal("passkey.invalid");
  const { verifyRegistrationResponse } = await webauthn();
  let verified: VerifiedRegistrationResponse;
  try {
    verified = await verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject },
      },
      expectedChallenge: challenge.text,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
  } catch (cause) {
    throw new RosterError("passkey.invalid", { cause });
  }
  if (!verified.verified || verified.registrationInfo.credential.id !== id) throw refusal("passkey.invalid");
  if (!(await useChallenge(ctx, challenge))) throw refusal("passkey.invalid");
  return verified.registrationInfo;
}

/**
 * Adds a passkey to the caller's account, and what it proves to the session. The first second factor of the account
 * ends its other sessions, which had none.
 *
 * @param name what its owner calls it
 * @throws RosterError `passkey.invalid`, `passkey.known`, and what `beginPasskey` throws
 */
export async function addPasskey(ctx: Context, publicUrl: string, name: string | undefined, given: Registration): Promise<PasskeyText> {
  const party = requireRelyingParty(ctx, publicUrl);
  const actor = await requireStepUp(ctx);
  const info = await verifyNew(ctx, party, actor.id, given);
  const { credential, credentialDeviceType, credentialBackedUp: backedUp, aaguid } = info;
  const id = uuidv7(ctx.app.clock.now());
  const made = await transaction(ctx, async (inner, tx) => {
    requireLocal(await holdOwn(inner, actor));
    if ((await findDescriptors(tx, actor.id)).length >= MOST_PASSKEYS) throw refusal("passkey.too_many");
    await endWeakerSessions(inner, actor);
    const passkey = await insertPasskey(tx, {
      id,
      userId: actor.id,
      rpId: party.id,
      credentialId: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: given.response.transports ?? [],
      backupEligible: credentialDeviceType === "multiDevice",
      backedUp,
      aaguid,
      name: name ?? "Passkey",
      created: new Date(uuidTime(id)),
    });
    if (!passkey) throw refusal("passkey.known");
    await addProof(inner, actor, amrOf(backedUp));
    await insertAudit(inner, tx, { action: "passkey.create", targetType: "passkey", targetId: id, after: JSON.parse(passkey.json) as object });
    return passkey;
  });
  ctx.app.principals.forgetUser(actor.id);
  return made;
}

/** The caller's passkeys, as JSON text. @throws RosterError `credentials.denied` */
export function listOwnPasskeys(ctx: Context): Promise<string> {
  return listPasskeys(queryable(ctx), personOf(ctx).id);
}

/** For a superuser: the passkeys of an account, as JSON text. @throws RosterError `user.not_found` */
export async function listPasskeysOf(ctx: Context, userId: string): Promise<string> {
  return transaction(ctx, async (_inner, tx) => {
    if (!(await holdActiveAccount(tx, userId))) throw refusal("user.not_found");
    return listPasskeys(tx, userId);
  });
}

/**
 * Gives one of the caller's passkeys another name.
 *
 * @throws RosterError `passkey.not_found`, `etag.mismatch`, `credentials.denied`
 */
export async function updatePasskey(ctx: Context, id: string, name: string | undefined, ifMatch: IfMatch | undefined): Promise<PasskeyText> {
  const actor = personOf(ctx);
  return transaction(ctx, async (inner, tx) => {
    const held = await lockPasskey(tx, id, actor.id);
    if (!held) throw refusal("passkey.not_found");
    requireMatch(ifMatch, held.version);
    if (name === undefined || name === held.name) return { json: held.json, version: held.version };
    const renamed = await renamePasskey(tx, id, name);
    if (!renamed) throw refusal("passkey.not_found");
    await insertAudit(inner, tx, { action: "passkey.update", targetType: "passkey", targetId: id, before: { name: held.name }, after: { name } });
    return renamed;
  });
}

/**
 * Removes one of the caller's passkeys.
 *
 * @throws RosterError `passkey.not_found`, `user.last_administrator`, `etag.mismatch`, `auth.reauthentication_required`, `mfa.required`,
 *   `credentials.denied`
 */
export async function removePasskey(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const actor = await requireStepUp(ctx);
  await transaction(ctx, async (inner, tx) => {
    if (actor.isSuperuser) await holdInstallation(inner);
    const account = await holdOwn(inner, actor);
    // Promoted between the two looks: the lock comes late, and the database undoes a deadlock that this may cause.
    if (account.isSuperuser && !actor.isSuperuser) await holdInstallation(inner);
    const held = await lockPasskey(tx, id, actor.id);
    if (!held) throw refusal("passkey.not_found");
    requireMatch(ifMatch, held.version);
    await deletePasskey(tx, id);
    if (account.isSuperuser) await requireAdministrator(inner);
    await insertAudit(inner, tx, { action: "passkey.delete", targetType: "passkey", targetId: id, before: { user_id: actor.id, name: held.name } });
  });
}

/**
 * For a superuser: removes every passkey of whoever lost them, and ends their sessions.
 *
 * @returns how many there were
 * @throws RosterError `user.not_found`, `user.last_administrator`; for one's own what `removePasskey` throws
 */
export async function resetPasskeys(ctx: Context, userId: string): Promise<number> {
  // One's own is no exception: a stolen session must not be enough.
  if (ctx.actor.kind === "user" && ctx.actor.id === userId) await requireStepUp(ctx);
  const removed = await transaction(ctx, async (inner, tx) => {
    await holdInstallation(inner);
    const account = await holdActiveAccount(tx, userId);
    if (!account) throw refusal("user.not_found");
    const gone = await deletePasskeysOf(tx, userId);
    if (gone === 0) return 0;
    if (account.isSuperuser) await requireAdministrator(inner);
    await endSessionsOf(inner, userId);
    await insertAudit(inner, tx, { action: "passkey.reset", targetType: "user", targetId: userId, before: { passkeys: gone } });
    return gone;
  });
  ctx.app.principals.forgetUser(userId);
  return removed;
}

/** For the system: removes whatever passkeys an account has. That an administrator remains is up to the caller. */
export async function dropPasskeys(ctx: Context, userId: string): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    const gone = await deletePasskeysOf(tx, userId);
    if (gone > 0) await insertAudit(inner, tx, { action: "passkey.reset", targetType: "user", targetId: userId, before: { passkeys: gone } });
  });
}

import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import type { Throttle } from "../credentials/throttle.ts";
import { addProof, isFamiliar } from "../sessions/proof-service.ts";
import { endSessionsOf } from "../sessions/service.ts";
import { newRecoveryCodes, recoveryHash } from "./recovery-codes.ts";
import { endWeakerSessions, holdOwn, personOf, requireStepUp } from "./rules-service.ts";
import {
  activatePending,
  deleteTotp,
  findInspection,
  findOverview,
  findSingleFactors,
  findTotp,
  hasTotp,
  holdAccount,
  takeRecoveryCode,
  takeStep,
  writePending,
  writeRecoveryCodes,
} from "./store.ts";
import { newTotpSecret, otpauthUri, secretText, stepOf } from "./totp.ts";

export { findSignInAccount, holdAccount as holdActiveAccount } from "./store.ts";

/** How long a secret waits for its first code: milliseconds. */
const PENDING = 15 * 60_000;

/** What a code of an authenticator app, or a recovery code, proves (RFC 8176). */
const PROVEN = ["otp", "mfa"] as const;

const purposeOf = (userId: string) => `totp ${userId}`;

/** Which account's code is guessed, for the throttle. */
const guessesOf = (userId: string) => `second factor of ${userId}`;

interface NewTotp {
  readonly secret: string;
  readonly otpauth_uri: string;
}

/**
 * Makes a secret for the caller's authenticator app. It is in force once a code confirms it; until then the app that
 * the account has stays good.
 *
 * @returns the secret, shown here only
 * @throws RosterError `auth.reauthentication_required`, `mfa.required`, `credentials.denied`
 */
export async function beginTotp(ctx: Context): Promise<NewTotp> {
  const actor = await requireStepUp(ctx);
  const { keyring, clock, config } = ctx.app;
  const secret = newTotpSecret();
  const username = await transaction(ctx, async (inner, tx) => {
    const account = await holdOwn(inner, actor);
    await writePending(tx, actor.id, keyring.seal(purposeOf(actor.id), secret), new Date(clock.now()));
    await insertAudit(inner, tx, { action: "totp.begin", targetType: "user", targetId: actor.id });
    return account.username;
  });
  return { secret: secretText(secret), otpauth_uri: otpauthUri(secret, config.installationName, username) };
}

/**
 * Puts the authenticator app that is being set up in force, with a new set of recovery codes. The first second
 * factor ends the other sessions of the account, which had none.
 *
 * @returns the recovery codes, shown here only
 * @throws RosterError `totp.not_pending`, `totp.wrong_code`, `auth.too_many_attempts`, and what `beginTotp` throws
 */
export async function activateTotp(ctx: Context, throttle: Throttle, code: string): Promise<string[]> {
  const actor = await requireStepUp(ctx);
  const { keyring, clock } = ctx.app;
  const now = clock.now();
  const row = await findTotp(queryable(ctx), actor.id);
  const { pending, pendingSince } = row ?? { pending: null, pendingSince: null };
  if (!pending || !pendingSince || now - pendingSince.getTime() > PENDING) throw refusal("totp.not_pending");
  const secret = keyring.open(purposeOf(actor.id), pending);
  const guess = async () => ({ userId: actor.id, value: stepOf(secret, code, now) });
  const step = await throttle.attempt(ctx, `new authenticator app of ${actor.id}`, guess, "totp.wrong_code");
  const codes = newRecoveryCodes();
  await transaction(ctx, async (inner, tx) => {
    await holdOwn(inner, actor);
    await endWeakerSessions(inner, actor);
    if (!(await activatePending(tx, actor.id, pending, step, new Date(now)))) throw refusal("totp.not_pending");
    await writeRecoveryCodes(tx, actor.id, hashesOf(ctx, actor.id, codes));
    await addProof(inner, actor, PROVEN);
    await insertAudit(inner, tx, { action: "totp.activate", targetType: "user", targetId: actor.id });
  });
  ctx.app.principals.forgetUser(actor.id);
  return codes;
}

function hashesOf(ctx: Context, userId: string, codes: readonly string[]): Buffer[] {
  return codes.map((code) => recoveryHash(ctx.app.keyring, userId, code)).filter((hash) => hash !== undefined);
}

/**
 * Takes the caller's authenticator app away, and the recovery codes with it.
 *
 * @throws RosterError `totp.not_found`, and what `beginTotp` throws
 */
export async function removeOwnTotp(ctx: Context): Promise<void> {
  const actor = await requireStepUp(ctx);
  await transaction(ctx, async (inner, tx) => {
    await holdOwn(inner, actor);
    if (!(await deleteTotp(tx, actor.id))) throw refusal("totp.not_found");
    await writeRecoveryCodes(tx, actor.id, []);
    await insertAudit(inner, tx, { action: "totp.delete", targetType: "user", targetId: actor.id });
  });
}

/**
 * For a superuser: takes the authenticator app of whoever lost it, and ends their sessions.
 *
 * @throws RosterError `user.not_found`, `totp.not_found`; for one's own what `beginTotp` throws
 */
export async function resetTotp(ctx: Context, userId: string): Promise<void> {
  // One's own is no exception: a stolen session must not be enough.
  if (ctx.actor.kind === "user" && ctx.actor.id === userId) await requireStepUp(ctx);
  await transaction(ctx, async (inner, tx) => {
    if (!(await holdAccount(tx, userId))) throw refusal("user.not_found");
    if (!(await deleteTotp(tx, userId))) throw refusal("totp.not_found");
    await writeRecoveryCodes(tx, userId, []);
    await endSessionsOf(inner, userId);
    await insertAudit(inner, tx, { action: "totp.reset", targetType: "user", targetId: userId });
  });
  ctx.app.principals.forgetUser(userId);
}

/** For the system: takes an account's authenticator app away, where it has one. */
export async function dropTotp(ctx: Context, userId: string): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    if (!(await deleteTotp(tx, userId))) return;
    await writeRecoveryCodes(tx, userId, []);
    await insertAudit(inner, tx, { action: "totp.reset", targetType: "user", targetId: userId });
  });
}

/**
 * A new set of recovery codes in place of the old one.
 *
 * @returns the codes, shown here only
 * @throws RosterError `totp.not_found`, and what `beginTotp` throws
 */
export async function renewRecoveryCodes(ctx: Context): Promise<string[]> {
  const actor = await requireStepUp(ctx);
  const codes = newRecoveryCodes();
  await transaction(ctx, async (inner, tx) => {
    await holdOwn(inner, actor);
    if (!(await hasTotp(tx, actor.id))) throw refusal("totp.not_found");
    await writeRecoveryCodes(tx, actor.id, hashesOf(ctx, actor.id, codes));
    await insertAudit(inner, tx, { action: "recovery_codes.renew", targetType: "user", targetId: actor.id });
  });
  return codes;
}

/** The caller's ways in, as JSON text. */
export async function getCredentials(ctx: Context): Promise<string> {
  const actor = personOf(ctx);
  const json = await findOverview(queryable(ctx), actor.id, ctx.app.config.magicLinks);
  if (json === undefined) throw refusal("auth.invalid_token");
  return json;
}

/**
 * The ways into any account, as JSON text. The caller is a superuser.
 *
 * @throws RosterError `user.not_found`
 */
export async function inspectCredentials(ctx: Context, userId: string): Promise<string> {
  const { config, clock } = ctx.app;
  const json = await findInspection(queryable(ctx), userId, config.magicLinks, new Date(clock.now()));
  if (json === undefined) throw refusal("user.not_found");
  return json;
}

/** Whether an account has an authenticator app, which is then asked for after any single factor. */
export function asksForCode(ctx: Context, userId: string): Promise<boolean> {
  return hasTotp(queryable(ctx), userId);
}

/**
 * A mark of what lets somebody into an account before a second factor is asked for - its password, its address, identities of providers and whether
 * those are on: another one once any of it has changed; `undefined` without an active account. To be asked for with the account held.
 */
export async function stampOf(ctx: Context, userId: string): Promise<string | undefined> {
  const ways = await findSingleFactors(queryable(ctx), userId);
  return ways === undefined ? undefined : hashSecret(ways).toString("base64url");
}

async function checkTotp(ctx: Context, userId: string, code: string): Promise<boolean> {
  const db = queryable(ctx);
  const sealed = (await findTotp(db, userId))?.secret;
  if (!sealed) return false;
  const step = stepOf(ctx.app.keyring.open(purposeOf(userId), sealed), code, ctx.app.clock.now());
  return step !== undefined && takeStep(db, userId, sealed, step);
}

/** The use of a recovery code is told in the audit log: it is a sign of a lost device, or of a thief. */
async function checkRecoveryCode(ctx: Context, userId: string, hash: Buffer): Promise<boolean> {
  return transaction(ctx, async (inner, tx) => {
    const taken = await takeRecoveryCode(tx, userId, hash);
    if (taken) await insertAudit(inner, tx, { action: "recovery_code.use", targetType: "user", targetId: userId });
    return taken;
  });
}

/**
 * Uses up a code of an account's authenticator app, or one of its recovery codes. Not to be called in a transaction.
 *
 * Guesses are counted for the account and the source. Those at the app's short codes also count for the account
 * whatever the source, so that many sources do not add up; whoever is signed in with two factors from there, or has a
 * recovery code, is not held up by that.
 *
 * @returns what it proves (RFC 8176)
 * @throws RosterError `auth.wrong_code`, `auth.too_many_attempts`
 */
export async function proveSecondFactor(ctx: Context, throttle: Throttle, userId: string, typed: string): Promise<readonly string[]> {
  const digits = typed.replaceAll(/\s/g, "");
  const hash = recoveryHash(ctx.app.keyring, userId, typed);
  if (hash) {
    const guess = async () => ({ userId, value: (await checkRecoveryCode(ctx, userId, hash)) || undefined });
    await throttle.attempt(ctx, guessesOf(userId), guess, "auth.wrong_code");
  } else {
    const guess = async () => ({ userId, value: (/^\d{6}$/.test(digits) && (await checkTotp(ctx, userId, digits))) || undefined });
    await throttle.attemptShort(ctx, guessesOf(userId), await isFamiliar(ctx, userId), guess, "auth.wrong_code");
  }
  return PROVEN;
}

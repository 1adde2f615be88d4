import { auditValues, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { type RosterError, refusal } from "../../kernel/errors.ts";
import { identifierKey } from "../../kernel/text.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { holdOrganizationsOf, requireAdminsBesides } from "../access/departure-service.ts";
import { proveAddress } from "../credentials/addresses-service.ts";
import { checkChosenPassword } from "../credentials/rules.ts";
import { setPassword, verifyPassword } from "../credentials/service.ts";
import type { Throttle } from "../credentials/throttle.ts";
import { removeDevicesOf } from "../devices/service.ts";
import { holdInstallation, requireAdministrator } from "../installation/administrators-service.ts";
import { tellOldAddress } from "../mail/notices-service.ts";
import { endSessionsOf, isFreshSignIn, requireFreshSignIn, requireLiveSession } from "../sessions/service.ts";
import type { UserUpdate } from "./schema.ts";
import { checkMetadata, getUser, principalOf } from "./service.ts";
import { type Account, type Changes, claimIdentifiers, findAccount, lockAccount, type Update, type UserText, updateUser as writeUser } from "./store.ts";

export type { Throttle } from "../credentials/throttle.ts";

/** What anybody may change of what they may change at all. */
const PROFILE = ["name", "avatar_url", "company", "job_title", "metadata"] as const;
/** Only superusers; null leaves these as they are, since they cannot be empty. */
const ADMINISTERED = ["password_expired", "is_active", "is_onboarded", "is_superuser"] as const;

const isSet = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/** The columns that need no look at the account as it stands. */
function freeChanges(input: UserUpdate): Changes {
  const changes: Record<string, unknown> = {};
  for (const field of PROFILE) if (input[field] !== undefined) changes[field] = input[field];
  if (input.name !== undefined) changes["name_key"] = identifierKey(input.name ?? "");
  if (isSet(input.is_onboarded)) changes["is_onboarded"] = input.is_onboarded;
  return changes as Changes;
}

/** Whether the rules need to see the account first. */
function isGuarded(input: UserUpdate): boolean {
  return (
    isSet(input.username) ||
    input.email !== undefined ||
    isSet(input.password) ||
    isSet(input.is_active) ||
    isSet(input.is_superuser) ||
    isSet(input.password_expired)
  );
}

/** Compared forms are written beside what they are made of, and shown to nobody. */
const shownFields = (changes: Changes) => Object.keys(changes).filter((column) => !column.endsWith("_key"));

function statement(ctx: Context, id: string, changes: Changes, ifMatch: IfMatch | undefined): Update {
  return {
    id,
    changes,
    now: new Date(ctx.app.clock.now()),
    versions: ifMatch && !ifMatch.any ? ifMatch.versions : null,
    audited: shownFields(changes),
    audit: auditValues(ctx, { action: "user.update", targetType: "user", targetId: id }),
  };
}

/** Machine identities of workspaces are changed with their workspaces only. */
const isOfWorkspace = (account: Account | undefined) => account?.isInternal === true && account.isServiceAccount;

/** Why there was nothing to change. */
async function absence(ctx: Context, id: string): Promise<RosterError> {
  return refusal(isOfWorkspace(await findAccount(queryable(ctx), id)) ? "user.internal" : "user.update_denied");
}

async function write(ctx: Context, id: string, changes: Changes, ifMatch: IfMatch | undefined): Promise<UserText> {
  const updated = await writeUser(queryable(ctx), statement(ctx, id, changes, ifMatch));
  if (!updated) throw await absence(ctx, id);
  if ("refusedAt" in updated) requireMatch(ifMatch, updated.refusedAt);
  if (!("user" in updated)) throw refusal("etag.mismatch");
  return updated.user;
}

/** Whoever signed in with an expired password may choose a new one, and nothing else. */
function requireNewPasswordOnly(isOwn: boolean, { password: _, current_password: __, ...rest }: UserUpdate): void {
  if (!isOwn || Object.keys(rest).length > 0) throw refusal("password.expired");
}

/**
 * Changes an account (contract A.1, A.2, A.6).
 *
 * What is free to change goes in one statement; what depends on the account - its kind, its identifiers, whether
 * an administrator remains - is decided with the row held.
 *
 * @param throttle holds back who guesses at the current password
 * @throws RosterError `user.update_denied` also when there is no such account; `user.internal`, `user.field_denied`, `user.external`,
 *   `user.reserved_admin`, `user.last_administrator`, `organization.last_admin`, `password.*`, `user.identifier_taken`, `etag.mismatch`
 */
export async function updateUser(ctx: Context, throttle: Throttle, id: string, input: UserUpdate, ifMatch: IfMatch | undefined): Promise<UserText> {
  const actor = principalOf(ctx);
  const isOwn = actor.id === id;
  if (actor.restricted) requireNewPasswordOnly(isOwn, input);
  if (!isOwn && !actor.isSuperuser) throw refusal("user.update_denied");
  const administered = ADMINISTERED.filter((field) => isSet(input[field]));
  if (!actor.isSuperuser && administered.length > 0) throw refusal("user.field_denied", `Only superusers may change ${administered.join(", ")}.`);
  checkMetadata(input.metadata);
  if (isGuarded(input)) return guardedUpdate(ctx, throttle, actor, id, input, ifMatch);
  const changes = freeChanges(input);
  if (shownFields(changes).length > 0) {
    const user = await write(ctx, id, changes, ifMatch);
    ctx.app.principals.forgetFacts(id);
    return user;
  }
  const user = await getUser(ctx, id).catch(() => {
    throw refusal("user.update_denied");
  });
  requireMatch(ifMatch, user.version);
  return user;
}

/** What an account's kind forbids (the table of contract A.6). */
function requireLocal(account: Account, input: UserUpdate): void {
  if (isOfWorkspace(account)) throw refusal("user.internal");
  const touchesIdentity = isSet(input.username) || input.email !== undefined || isSet(input.password);
  if (account.oauthProvider !== null && touchesIdentity) throw refusal("user.external");
  if (account.isServiceAccount && touchesIdentity) throw refusal("user.field_denied");
  if (account.isInternal && isSet(input.username) && input.username !== account.username) throw refusal("user.reserved_admin");
  if (account.isInternal && input.is_superuser === false) throw refusal("user.reserved_admin");
}

const changesEmail = (account: Account, { email }: UserUpdate) => email !== undefined && email !== account.email;

/** Choosing one's own password takes proof that it is really its owner who does. */
async function requireProof(ctx: Context, throttle: Throttle, actor: Principal, currentPassword: string | null | undefined): Promise<void> {
  if (isSet(currentPassword)) {
    // A stolen session is no place to guess the password from.
    const guess = async () => ({ userId: actor.id, value: (await verifyPassword(ctx, actor.id, currentPassword)) || undefined });
    await throttle.attempt(ctx, `current password of ${actor.id}`, guess, "password.wrong_current");
  } else if (!isFreshSignIn(ctx, actor)) {
    throw refusal("password.confirmation_required");
  }
}

/** The hash of the new password, computed before the transaction begins. */
async function preparePassword(ctx: Context, throttle: Throttle, actor: Principal, account: Account, input: UserUpdate): Promise<string | null> {
  if (!isSet(input.password)) return null;
  if (actor.id === account.id) {
    await requireProof(ctx, throttle, actor, input.current_password);
    await checkChosenPassword(input.password, [account.username, account.email, account.name].filter(isSet));
  }
  return ctx.app.hasher.hash(input.password);
}

/** Before the account: what is held while it loses its rights. @returns whether it does */
async function holdAround(ctx: Context, id: string, input: UserUpdate): Promise<boolean> {
  const weakens = input.is_active === false || input.is_superuser === false;
  if (weakens) await holdInstallation(ctx);
  if (input.is_active === false) await holdOrganizationsOf(ctx, id);
  return weakens;
}

async function guardedUpdate(
  ctx: Context,
  throttle: Throttle,
  actor: Principal,
  id: string,
  input: UserUpdate,
  ifMatch: IfMatch | undefined,
): Promise<UserText> {
  const seen = await findAccount(queryable(ctx), id);
  if (!seen) throw refusal("user.update_denied");
  requireLocal(seen, input);
  // Whoever has the address can have a new password mailed to it: a stolen session must not be enough to change it.
  if (actor.id === id && changesEmail(seen, input)) requireFreshSignIn(ctx, actor);
  const hash = await preparePassword(ctx, throttle, actor, seen, input);
  const user = await transaction(ctx, async (inner, tx) => {
    const weakens = await holdAround(inner, id, input);
    const account = await lockAccount(tx, id);
    if (!account) throw refusal("user.update_denied");
    requireMatch(ifMatch, account.version);
    requireLocal(account, input);
    if (weakens && account.isSuperuser && account.isActive) await requireAdministrator(inner, { userId: id });
    const changes = { ...freeChanges(input), ...guardedChanges(account, input, actor.id === id, hash !== null) };
    await changeIdentifiers(inner, account, changes);
    if (changesEmail(account, input)) await tellOldAddress(inner, account.email);
    if (changes.email_key && actor.isSuperuser) await proveAddress(inner, id, changes.email_key);
    if (hash) await changePassword(inner, actor, id, hash);
    if (input.is_active === false) {
      if (account.isActive) await requireAdminsBesides(inner, id);
      await endSessionsOf(inner, id);
      await removeDevicesOf(inner, id);
    }
    return write(inner, id, changes, undefined);
  });
  ctx.app.principals.forgetUser(id);
  return user;
}

async function changeIdentifiers(ctx: Context, account: Account, changes: Changes): Promise<void> {
  if (changes.username_key === undefined && changes.email_key === undefined) return;
  const emailKey = changes.email_key === undefined ? account.email && identifierKey(account.email) : changes.email_key;
  await claimIdentifiers(queryable(ctx), account.id, [changes.username_key ?? identifierKey(account.username), emailKey]);
}

function guardedChanges(account: Account, input: UserUpdate, isOwn: boolean, hasNewPassword: boolean): Changes {
  const changes: Changes = {};
  if (isSet(input.username)) Object.assign(changes, { username: input.username, username_key: identifierKey(input.username) });
  if (input.email !== undefined) Object.assign(changes, { email: input.email, email_key: input.email && identifierKey(input.email) });
  if (isSet(input.is_active)) changes.is_active = input.is_active;
  if (isSet(input.is_superuser)) changes.is_superuser = input.is_superuser;
  // Without a local password there is none that could expire: the flag stays null (contract A.3).
  const hasPassword = account.passwordExpired !== null || hasNewPassword;
  if (hasNewPassword) changes.password_expired = !isOwn;
  if (hasPassword && isSet(input.password_expired)) changes.password_expired = input.password_expired;
  return changes;
}

/** The owner keeps the session that asks; a reset by somebody else ends all. */
async function changePassword(ctx: Context, actor: Principal, id: string, hash: string): Promise<void> {
  const isOwn = actor.id === id;
  // Of two who hold the account, by two sessions, the first to choose a password has ended the other's.
  if (isOwn) await requireLiveSession(ctx, actor);
  await setPassword(ctx, id, hash);
  await endSessionsOf(ctx, id, isOwn ? (actor.sessionId ?? undefined) : undefined);
  await insertAudit(ctx, queryable(ctx), { action: isOwn ? "user.password_change" : "user.password_reset", targetType: "user", targetId: id });
}

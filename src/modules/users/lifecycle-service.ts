import { insertAudit, insertAuditEach } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { ERRORS, type ErrorCode, refusal } from "../../kernel/errors.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { depart, holdOrganizationsOf, previewDeparture } from "../access/departure-service.ts";
import { countDevices, removeDevicesOf } from "../devices/service.ts";
import { hasAdministrator, holdInstallation, requireAdministrator } from "../installation/administrators-service.ts";
import { endSessionsOf, requireFreshSignIn } from "../sessions/service.ts";
import {
  countApiKeys,
  countAuditRows,
  countAuthenticators,
  countMemberships,
  countPasskeys,
  countSessions,
  countWorkspaces,
  dropFailuresOf,
  entomb,
  erase,
  eraseTombstones,
  lockTombstone,
  restore,
} from "./lifecycle-store.ts";
import type { UserDeletion } from "./schema.ts";
import { principalOf } from "./service.ts";
import { type Account, claimIdentifiers, findAccount, findUser, lockAccount, releaseIdentifiers, type UserText } from "./store.ts";

const DAY = 86_400_000;

/** Who may delete what (contract A.6): a superuser any account, a person their own; internal accounts nobody. */
function requireDeletable(ctx: Context, id: string, account: Account | undefined): asserts account is Account {
  const actor = principalOf(ctx);
  if (!actor.isSuperuser && actor.id !== id) throw refusal("user.delete_denied");
  if (!account) throw refusal("user.not_found");
  if (account.isInternal) throw refusal("user.internal");
}

/**
 * A stolen session does not take its owner's account away. Keys and machines never signed in, so that nothing of theirs could be recent: what they may
 * do they may do at any time.
 */
function requireFreshIfOwn(ctx: Context, id: string): void {
  const actor = principalOf(ctx);
  if (actor.id === id && actor.sessionId !== null) requireFreshSignIn(ctx, actor);
}

/**
 * Deletes an account with everything that lets it in, its memberships, roles and team places. It stays as a
 * tombstone for the set time, or not at all; what it owned passes to another administrator.
 *
 * @param deleteSoleOrganizations also deletes organizations that have no other member
 * @throws RosterError `user.delete_denied`, `user.not_found` (superusers), `user.internal`,
 *   `user.last_administrator`, `organization.last_admin`, `user.sole_organizations`, `etag.mismatch`; one's own account:
 *   `auth.reauthentication_required`, `credentials.device_denied`
 */
export async function deleteUser(ctx: Context, id: string, ifMatch: IfMatch | undefined, deleteSoleOrganizations = false): Promise<void> {
  const seen = await findAccount(queryable(ctx), id);
  requireDeletable(ctx, id, seen);
  requireFreshIfOwn(ctx, id);
  await transaction(ctx, async (inner, tx) => {
    if (seen.isSuperuser) await holdInstallation(inner);
    await holdOrganizationsOf(inner, id);
    const account = await lockAccount(tx, id);
    requireDeletable(ctx, id, account);
    requireMatch(ifMatch, account.version);
    // Promoted between the two looks: the lock comes late, and the database undoes a deadlock that this may cause.
    if (account.isSuperuser && !seen.isSuperuser) await holdInstallation(inner);
    if (account.isSuperuser && account.isActive) await requireAdministrator(inner, { userId: id });
    const before = await findUser(tx, id);
    await depart(inner, id, deleteSoleOrganizations);
    await endSessionsOf(inner, id);
    await removeDevicesOf(inner, id);
    await releaseIdentifiers(tx, id);
    const now = new Date(ctx.app.clock.now());
    if (ctx.app.config.tombstoneDays > 0) await entomb(tx, id, now);
    else await erase(tx, id);
    await insertAudit(inner, tx, { action: "user.delete", targetType: "user", targetId: id, before: JSON.parse(before?.json ?? "null") as object });
  });
  ctx.app.principals.forgetUser(id);
}

const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

/**
 * What deleting an account would do: the dry run of `deleteUser`.
 *
 * @param deleteSoleOrganizations as for `deleteUser`
 * @throws RosterError as `deleteUser` does when the caller may not even ask
 */
export async function previewDeletion(ctx: Context, id: string, deleteSoleOrganizations: boolean): Promise<UserDeletion> {
  const actor = principalOf(ctx);
  if (!actor.isSuperuser && actor.id !== id) throw refusal("user.delete_denied");
  const db = queryable(ctx);
  const account = await findAccount(db, id);
  if (!account) throw refusal("user.not_found");
  const blocks: ErrorCode[] = account.isInternal ? ["user.internal"] : [];
  const { config, clock } = ctx.app;
  if (account.isSuperuser && account.isActive && !(await hasAdministrator(ctx, { userId: id }))) blocks.push("user.last_administrator");
  const [departure, memberships, sessions, devices, authenticators, passkeys, keys, workspaces, auditRows] = await Promise.all([
    previewDeparture(ctx, id),
    countMemberships(db, id),
    countSessions(db, id),
    countDevices(ctx, id),
    countAuthenticators(db, id),
    countPasskeys(db, id),
    countApiKeys(db, id),
    countWorkspaces(db, id),
    countAuditRows(db, id),
  ]);
  if (departure.blocked.length > 0) blocks.push("organization.last_admin");
  if (departure.sole.length > 0 && !deleteSoleOrganizations) blocks.push("user.sole_organizations");
  return {
    user_id: id,
    allowed: blocks.length === 0,
    goes: [
      { resource: "account", count: 1 },
      { resource: "session", count: sessions },
      { resource: "device", count: devices },
      { resource: "totp", count: authenticators },
      { resource: "membership", count: memberships },
      { resource: "organization", count: departure.sole.length },
      { resource: "passkey", count: passkeys },
      { resource: "api_key", count: keys },
    ],
    stays: [
      { resource: "audit_entry", count: auditRows },
      { resource: "workspace", count: workspaces },
    ],
    blocks: blocks.map((code) => ({ code, detail: ERRORS[code].detail })),
    organizations: {
      blocked: departure.blocked.map(named),
      deleted: departure.sole.map(named),
      passed_on: departure.owned.map(named),
    },
    restorable_until: config.tombstoneDays > 0 ? new Date(clock.now() + config.tombstoneDays * DAY).toISOString() : null,
  };
}

/**
 * Brings a deleted account back, with its password; its sessions stay ended.
 *
 * @throws RosterError `user.not_deleted` when there is no tombstone within the set time; `user.identifier_taken`
 *   when somebody has its username or e-mail address by now
 */
export async function restoreUser(ctx: Context, id: string): Promise<UserText> {
  const { config, clock } = ctx.app;
  return transaction(ctx, async (inner, tx) => {
    const now = clock.now();
    const tombstone = await lockTombstone(tx, id, new Date(now - config.tombstoneDays * DAY));
    if (!tombstone) throw refusal("user.not_deleted");
    await claimIdentifiers(tx, id, [tombstone.usernameKey, tombstone.emailKey]);
    const user = await restore(tx, id, new Date(now));
    await insertAudit(inner, tx, { action: "user.restore", targetType: "user", targetId: id, after: JSON.parse(user.json) as object });
    return user;
  });
}

/**
 * Forgets the failed sign-ins of an account: nothing holds it back any more, wherever it was tried from.
 *
 * @throws RosterError `user.not_found`
 */
export async function unlockUser(ctx: Context, id: string): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    if (!(await lockAccount(tx, id))) throw refusal("user.not_found");
    if ((await dropFailuresOf(tx, id)) > 0) await insertAudit(inner, tx, { action: "user.unlock", targetType: "user", targetId: id });
  });
}

/**
 * Erases accounts whose tombstone has had its time; a bounded number at once.
 *
 * @returns how many
 */
export async function eraseExpired(ctx: Context, most: number): Promise<number> {
  const { config, clock } = ctx.app;
  return transaction(ctx, async (inner, tx) => {
    const ids = await eraseTombstones(tx, new Date(clock.now() - config.tombstoneDays * DAY), most);
    if (ids.length > 0) await insertAuditEach(inner, tx, { action: "user.erase", targetType: "user" }, ids);
    return ids.length;
  });
}

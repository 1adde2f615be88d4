import { auditedFields, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { canonicalUuid, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { identifierKey } from "../../kernel/text.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { holdAccess, organizationId, requireAbove, requireAccess, requireMember } from "../access/service.ts";
import type { KeyOwner } from "../api-keys/service.ts";
import { assignRole } from "../roles/assignments-service.ts";
import { endSessionsOf } from "../sessions/service.ts";
import { createServiceAccountUser, removeServiceAccountUser, takeUsername } from "../users/machine-service.ts";
import { principalOf } from "../users/service.ts";
import type { ServiceAccountCreate, ServiceAccountListQuery, ServiceAccountUpdate } from "./schema.ts";
import { changeAccount, findServiceAccount, listRows, putFacts, type ServiceAccountRow, type ServiceAccountText } from "./store.ts";

/** A service account as it was found, before it is held. */
interface Seen {
  readonly orgId: string;
  readonly account: ServiceAccountRow;
}

type Verb = "create" | "read" | "update" | "delete";

/** A service account by id or username, in an organization by id or name, for a caller who has the permission. */
async function requireServiceAccount(ctx: Context, organization: string, idOrUsername: string, verb: Verb): Promise<Seen> {
  const orgId = await organizationId(ctx, organization);
  await requireAccess(ctx, orgId, `service_account:${verb}`);
  const account = await findServiceAccount(queryable(ctx), orgId, named(idOrUsername));
  if (!account) throw refusal("service_account.not_found");
  return { orgId, account };
}

function named(idOrUsername: string) {
  const id = canonicalUuid(idOrUsername) ?? null;
  return { id, usernameKey: id === null ? identifierKey(idOrUsername) : null };
}

/** A page of an organization's service accounts. @throws RosterError `organization.not_found`, `access.denied`, `cursor.invalid` */
export async function listServiceAccounts(ctx: Context, organization: string, query: ServiceAccountListQuery): Promise<Page> {
  const id = await organizationId(ctx, organization);
  await requireAccess(ctx, id, "service_account:read");
  return pageById(ctx.app.keyring, ["service accounts", id], query, listRows(queryable(ctx), id, query));
}

/** A service account. @throws RosterError `organization.not_found`, `access.denied`, `service_account.not_found` */
export async function getServiceAccount(ctx: Context, organization: string, idOrUsername: string): Promise<ServiceAccountText> {
  return (await requireServiceAccount(ctx, organization, idOrUsername, "read")).account;
}

async function reread(ctx: Context, orgId: string, id: string): Promise<ServiceAccountRow> {
  const found = await findServiceAccount(queryable(ctx), orgId, { id, usernameKey: null });
  if (!found) throw refusal("service_account.not_found");
  return found;
}

/**
 * Makes a service account, with a role where one is named. Whoever makes it answers for it, where nobody else is named.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `user.identifier_taken`, `organization.member_not_found`, and what giving the role refuses
 */
export async function createServiceAccount(ctx: Context, organization: string, input: ServiceAccountCreate): Promise<ServiceAccountText> {
  const orgId = await organizationId(ctx, organization);
  await requireAccess(ctx, orgId, "service_account:create");
  return transaction(ctx, async (inner, tx) => {
    await holdAccess(inner, orgId, "service_account:create");
    const id = uuidv7(ctx.app.clock.now());
    await createServiceAccountUser(inner, { id, username: input.username, organizationId: orgId });
    if (input.is_active === false) await changeAccount(tx, id, { is_active: false }, new Date(ctx.app.clock.now()));
    const actor = principalOf(ctx);
    if (input.owner_id) await requireMember(inner, orgId, input.owner_id, "organization.member_not_found");
    await putFacts(tx, id, input.description ?? null, input.owner_id ?? (actor.isServiceAccount ? null : actor.id), true);
    if (input.role_id) await assignRole(inner, input.role_id, { user_id: id });
    const made = await reread(inner, orgId, id);
    await insertAudit(inner, tx, { action: "service_account.create", targetType: "user", targetId: id, after: JSON.parse(made.json) as object });
    return made;
  });
}

/** The service account, held, for a caller who may change it then; not one of an application, and not one that may do more than the caller. */
async function holdOwn(ctx: Context, { orgId, account: seen }: Seen, verb: Verb, ifMatch?: IfMatch): Promise<ServiceAccountRow> {
  if (seen.isOfApplication) throw refusal("service_account.of_application");
  const held = await findServiceAccount(queryable(ctx), orgId, { id: seen.id, usernameKey: null }, true);
  if (!held) throw refusal("service_account.not_found");
  requireMatch(ifMatch, held.version);
  await requireAbove(ctx, orgId, await requireAccess(ctx, orgId, `service_account:${verb}`), held.id);
  return held;
}

/**
 * Changes a service account. Switched off, its keys and tokens stop working at once.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `service_account.not_found`,
 *   `service_account.of_application`, `role.beyond_own`, `user.identifier_taken`, `organization.member_not_found`, `etag.mismatch`
 */
export async function updateServiceAccount(
  ctx: Context,
  organization: string,
  idOrUsername: string,
  input: ServiceAccountUpdate,
  ifMatch: IfMatch | undefined,
): Promise<ServiceAccountText> {
  const seen = await requireServiceAccount(ctx, organization, idOrUsername, "update");
  const { orgId } = seen;
  const changed = await transaction(ctx, async (inner, tx) => {
    const held = await holdOwn(inner, seen, "update", ifMatch);
    if (Object.values(input).every((value) => value === undefined)) return held;
    const { username, is_active, description, owner_id } = input;
    if (owner_id !== undefined) await requireMember(inner, orgId, owner_id, "organization.member_not_found");
    if (username !== undefined) await takeUsername(inner, held.id, username);
    await changeAccount(tx, held.id, { username, is_active }, new Date(ctx.app.clock.now()));
    if (description !== undefined || owner_id !== undefined) await putFacts(tx, held.id, description ?? null, owner_id ?? null, description !== undefined);
    if (is_active === false) await endSessionsOf(inner, held.id);
    const after = await reread(inner, orgId, held.id);
    const what = { action: "service_account.update", targetType: "user", targetId: held.id } as const;
    await insertAudit(inner, tx, { ...what, ...auditedFields(input, held.json, after.json) });
    return after;
  });
  ctx.app.principals.forgetUser(seen.account.id);
  return changed;
}

/** Deletes a service account for good, with its keys and roles. @throws RosterError as `updateServiceAccount` does */
export async function deleteServiceAccount(ctx: Context, organization: string, idOrUsername: string, ifMatch: IfMatch | undefined): Promise<void> {
  const seen = await requireServiceAccount(ctx, organization, idOrUsername, "delete");
  await transaction(ctx, async (inner, tx) => {
    const held = await holdOwn(inner, seen, "delete", ifMatch);
    await removeServiceAccountUser(inner, held.id);
    await insertAudit(inner, tx, { action: "service_account.delete", targetType: "user", targetId: held.id, before: JSON.parse(held.json) as object });
  });
  ctx.app.principals.forgetUser(seen.account.id);
}

/**
 * The keys of a service account. Nobody makes a key to what may do more than they may.
 *
 * @throws RosterError `api_key.device_denied`, and as `updateServiceAccount` does
 */
export async function keysOf(ctx: Context, organization: string, idOrUsername: string, permission: "read" | "update"): Promise<KeyOwner> {
  if (principalOf(ctx).deviceId !== null) throw refusal("api_key.device_denied");
  const seen = await requireServiceAccount(ctx, organization, idOrUsername, permission);
  const hold = async (inner: Context) => {
    await holdOwn(inner, seen, "update");
  };
  return { userId: seen.account.id, hold };
}

import { auditedFields, insertAudit, insertAuditEach } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { ORGANIZATION_ADMIN } from "../../kernel/access.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { isActivePerson, isAdministrator, isNameFree, organizationId, requireAccess, wholeOf } from "../access/service.ts";
import { assignPredefined, makePredefinedRoles } from "../roles/predefined-service.ts";
import { principalOf } from "../users/service.ts";
import { checkOrganization, nameFault } from "./rules.ts";
import type { OrganizationCreate, OrganizationDeletion, OrganizationListQuery, OrganizationUpdate } from "./schema.ts";
import {
  changeOrganization,
  countContents,
  entombOrganization,
  eraseOrganization,
  eraseTombstones,
  findOrganization,
  type HeldOrganization,
  insertOrganization,
  listRows,
  lockRow,
  type OrganizationText,
  replaceDomains,
  restoreRow,
} from "./store.ts";

const DAY = 86_400_000;

/**
 * A page of the organizations that the caller is a member of, superusers of all, in the order of creation.
 *
 * @throws RosterError `access.denied` for deleted ones, where the caller is no superuser; `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listOrganizations(ctx: Context, query: OrganizationListQuery): Promise<Page> {
  const actor = principalOf(ctx);
  if (query.is_deleted && !actor.isSuperuser) throw refusal("access.denied", "Only superusers see what was deleted.");
  const { config, clock } = ctx.app;
  const deletedAfter = query.is_deleted ? new Date(clock.now() - config.tombstoneDays * DAY) : undefined;
  return pageById(ctx.app.keyring, ["organizations"], query, listRows(queryable(ctx), query, actor.isSuperuser ? null : actor.id, deletedAfter));
}

async function read(ctx: Context, id: string): Promise<OrganizationText> {
  const found = await findOrganization(queryable(ctx), id);
  if (!found) throw refusal("organization.not_found");
  return found;
}

/** An organization, by id or name. @throws RosterError `organization.not_found` also where the caller is no member */
export async function getOrganization(ctx: Context, idOrName: string): Promise<OrganizationText> {
  const id = await organizationId(ctx, idOrName);
  await requireAccess(ctx, id, "organization:read");
  return read(ctx, id);
}

/** The account that is to own an organization: an active person, until the transaction ends. @throws RosterError `organization.unknown_owner` */
async function requireOwner(ctx: Context, id: string): Promise<void> {
  if (!(await isActivePerson(ctx, id))) throw refusal("organization.unknown_owner");
}

/** Nobody locks themselves out, and no stolen key lowers the bar. @throws RosterError `organization.mfa_unproven` */
function requireMultiFactor(ctx: Context): void {
  if (!principalOf(ctx).multiFactor) throw refusal("organization.mfa_unproven");
}

/**
 * Makes an organization with its predefined roles. Its owner becomes Organization Admin.
 *
 * @throws RosterError `organization.owner_denied`, `organization.domains_denied`, `organization.service_account`,
 *   `organization.mfa_unproven`, `organization.unknown_owner`, `organization.name_taken`; 422 with an item for each field that does not fit
 */
export async function createOrganization(ctx: Context, input: OrganizationCreate): Promise<OrganizationText> {
  const actor = principalOf(ctx);
  if (actor.isServiceAccount) throw refusal("organization.service_account");
  const ownerId = input.owner ?? actor.id;
  if (ownerId !== actor.id && !actor.isSuperuser) throw refusal("organization.owner_denied");
  if ((input.trusted_domains?.length ?? 0) > 0 && !actor.isSuperuser) throw refusal("organization.domains_denied");
  const { require_mfa: requiresMfa = false } = input;
  if (requiresMfa) requireMultiFactor(ctx);
  const domains = checkOrganization(input);
  return transaction(ctx, async (inner, tx) => {
    await requireOwner(inner, ownerId);
    const id = uuidv7(ctx.app.clock.now());
    const now = new Date(uuidTime(id));
    const { name, description = null, logo_url: logoUrl = null } = input;
    await insertOrganization(tx, { id, name, description, logoUrl, ownerId, requiresMfa, now });
    if (domains.length > 0) await replaceDomains(tx, id, domains);
    await makePredefinedRoles(inner, id);
    await assignPredefined(inner, ORGANIZATION_ADMIN, wholeOf(id), ownerId);
    const made = await read(inner, id);
    await insertAudit(inner, tx, { action: "organization.create", targetType: "organization", targetId: id, after: JSON.parse(made.json) as object });
    return made;
  });
}

/** The organization, held, for a caller who has the permission then. */
async function hold(ctx: Context, tx: Queryable, id: string, permission: string, ifMatch: IfMatch | undefined): Promise<HeldOrganization> {
  const held = await lockRow(tx, id);
  if (!held) throw refusal("organization.not_found");
  await requireAccess(ctx, id, permission);
  requireMatch(ifMatch, held.version);
  return held;
}

/** Ownership is handed over by the owner or a superuser, to an administrator. */
async function requireHandover(ctx: Context, id: string, held: HeldOrganization, owner: string): Promise<void> {
  const actor = principalOf(ctx);
  if (!actor.isSuperuser && actor.id !== held.ownerId) throw refusal("access.denied", "Only the owner and superusers hand an organization over.");
  if (!(await isAdministrator(ctx, id, owner))) throw refusal("organization.unknown_owner");
}

/**
 * Changes an organization.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `organization.domains_denied`,
 *   `organization.mfa_unproven`, `organization.unknown_owner`, `organization.name_taken`, `etag.mismatch`; 422
 */
export async function updateOrganization(ctx: Context, idOrName: string, input: OrganizationUpdate, ifMatch: IfMatch | undefined): Promise<OrganizationText> {
  const id = await organizationId(ctx, idOrName);
  await requireAccess(ctx, id, "organization:update");
  if (input.trusted_domains !== undefined && !principalOf(ctx).isSuperuser) throw refusal("organization.domains_denied");
  const domains = checkOrganization(input);
  return transaction(ctx, async (inner, tx) => {
    const held = await hold(inner, tx, id, "organization:update", ifMatch);
    const { owner, trusted_domains, ...fields } = input;
    if (Object.values(input).every((value) => value === undefined)) return held;
    if (owner !== undefined && owner !== held.ownerId) await requireHandover(inner, id, held, owner);
    if (fields.require_mfa !== undefined && fields.require_mfa !== held.requiresMfa) requireMultiFactor(inner);
    await changeOrganization(tx, id, { ...fields, owner_id: owner }, new Date(ctx.app.clock.now()));
    if (trusted_domains !== undefined) await replaceDomains(tx, id, domains);
    const after = await read(inner, id);
    const what = { action: "organization.update", targetType: "organization", targetId: id } as const;
    await insertAudit(inner, tx, { ...what, ...auditedFields(input, held.json, after.json) });
    return after;
  });
}

/**
 * Deletes an organization with what it has. It stays as a tombstone for the set time, or not at all.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `etag.mismatch`
 */
export async function deleteOrganization(ctx: Context, idOrName: string, ifMatch: IfMatch | undefined): Promise<void> {
  const id = await organizationId(ctx, idOrName);
  await requireAccess(ctx, id, "organization:delete");
  await transaction(ctx, async (inner, tx) => {
    const held = await hold(inner, tx, id, "organization:delete", ifMatch);
    if (ctx.app.config.tombstoneDays > 0) await entombOrganization(tx, id, new Date(ctx.app.clock.now()));
    else await eraseOrganization(tx, id);
    await insertAudit(inner, tx, { action: "organization.delete", targetType: "organization", targetId: id, before: JSON.parse(held.json) as object });
  });
}

/** What deleting an organization would do: the dry run of `deleteOrganization`. @throws RosterError as that does */
export async function previewDeletion(ctx: Context, idOrName: string): Promise<OrganizationDeletion> {
  const id = await organizationId(ctx, idOrName);
  await requireAccess(ctx, id, "organization:delete");
  const { config, clock } = ctx.app;
  const { members, service_accounts, workspaces, projects, teams, roles, invitations } = await countContents(queryable(ctx), id);
  return {
    organization_id: id,
    goes: [
      { resource: "organization", count: 1 },
      { resource: "membership", count: members },
      { resource: "service_account", count: service_accounts },
      { resource: "workspace", count: workspaces },
      { resource: "project", count: projects },
      { resource: "team", count: teams },
      { resource: "custom_role", count: roles },
      { resource: "invitation", count: invitations },
    ],
    restorable_until: config.tombstoneDays > 0 ? new Date(clock.now() + config.tombstoneDays * DAY).toISOString() : null,
  };
}

/**
 * Brings a deleted organization back as it was.
 *
 * @throws RosterError `organization.not_deleted`; `organization.name_taken` when another has its name by now
 */
export async function restoreOrganization(ctx: Context, id: string): Promise<OrganizationText> {
  const { config, clock } = ctx.app;
  return transaction(ctx, async (inner, tx) => {
    const now = clock.now();
    if (!(await restoreRow(tx, id, new Date(now - config.tombstoneDays * DAY), new Date(now)))) throw refusal("organization.not_deleted");
    const restored = await read(inner, id);
    await insertAudit(inner, tx, { action: "organization.restore", targetType: "organization", targetId: id, after: JSON.parse(restored.json) as object });
    return restored;
  });
}

/** Whether an organization can be called this: it is well formed, and no other has the name. */
export async function validateName(ctx: Context, idOrName: string, name: string): Promise<{ valid: boolean; detail: string | null }> {
  const id = await organizationId(ctx, idOrName);
  await requireAccess(ctx, id, "organization:read");
  const length = [...name].length;
  const fault = length < 1 || length > 50 ? "A name has 1 to 50 characters" : nameFault(name);
  if (fault !== undefined) return { valid: false, detail: fault };
  return (await isNameFree(ctx, name, id)) ? { valid: true, detail: null } : { valid: false, detail: "Another organization has this name" };
}

/**
 * Erases organizations whose tombstone has had its time; a bounded number at once.
 *
 * @returns how many
 */
export async function eraseExpiredOrganizations(ctx: Context, most: number): Promise<number> {
  const { config, clock } = ctx.app;
  return transaction(ctx, async (inner, tx) => {
    const ids = await eraseTombstones(tx, new Date(clock.now() - config.tombstoneDays * DAY), most);
    if (ids.length > 0) await insertAuditEach(inner, tx, { action: "organization.erase", targetType: "organization" }, ids);
    return ids.length;
  });
}

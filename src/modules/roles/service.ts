import { auditedFields, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { Level } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { type Access, accessTo, holdAccess, organizationId, requireAccess, requireGrantable, requireHeld } from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import { checkPermissions } from "./rules.ts";
import type { RoleCreate, RoleListQuery, RoleUpdate } from "./schema.ts";
import { changeRole, deleteRole as deleteRow, type FittingRoles, findRole, insertRole, listRows, type RoleRow, type RoleText } from "./store.ts";

/** A role, when the caller is a member of its organization: members see what roles there are. @throws RosterError `role.not_found` */
export async function requireRole(ctx: Context, id: string): Promise<RoleRow> {
  const role = await findRole(queryable(ctx), id);
  if (!role) throw refusal("role.not_found");
  await accessTo(ctx, role.organizationId, "role.not_found");
  return role;
}

/** A role to change. @throws RosterError `role.not_found`, `access.denied` */
async function requireChangeable(ctx: Context, id: string, permission: string): Promise<RoleRow> {
  const role = await requireRole(ctx, id);
  await requireAccess(ctx, role.organizationId, permission);
  return role;
}

/**
 * A page of the roles of an organization: the predefined ones, then custom ones in the order of creation. Every
 * member sees what roles there are, and which are their own; who else holds which takes a permission.
 *
 * @param organization its id or its name
 * @throws RosterError `role.two_views`, `organization.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listRoles(ctx: Context, organization: string, query: RoleListQuery): Promise<Page> {
  const id = await organizationId(ctx, organization);
  if (query.user_id !== undefined && query.assigned_to_current_user !== undefined) throw refusal("role.two_views");
  const actor = principalOf(ctx);
  const access = await accessTo(ctx, id);
  if (query.team_id !== undefined || (query.user_id !== undefined && query.user_id !== actor.id)) requireHeld(access, "role:read", "organization");
  return pageById(ctx.app.keyring, ["roles", id, actor.id], query, listRows(queryable(ctx), id, query, fittingOf(ctx, query), actor.id));
}

/** The permissions that the filters of a list name, and the predefined roles that hold any of them; `undefined` where they name none. */
function fittingOf(ctx: Context, { resource, action }: RoleListQuery): FittingRoles | undefined {
  if (resource === undefined && action === undefined) return undefined;
  const { grants, keysWith } = ctx.app.catalogue;
  const permissions = grants
    .filter((grant) => (resource ?? grant.resource) === grant.resource && (action ?? grant.action) === grant.action)
    .map(({ name }) => name);
  return { permissions, keys: keysWith(permissions) };
}

/** A role. @throws RosterError `role.not_found`, `access.denied` */
export async function getRole(ctx: Context, id: string): Promise<RoleText> {
  return requireRole(ctx, id);
}

/**
 * Makes a custom role.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `role.beyond_own`, `role.name_taken`; 422
 */
export async function createRole(ctx: Context, input: RoleCreate): Promise<RoleText> {
  await requireAccess(ctx, input.organization_id, "role:create");
  checkPermissions(ctx.app.catalogue, input.permissions, input.level);
  return transaction(ctx, async (inner, tx) => {
    requireGrantable(await holdAccess(inner, input.organization_id, "role:create"), input.permissions);
    const id = uuidv7(ctx.app.clock.now());
    const { level, name, permissions } = input;
    const role = { id, organizationId: input.organization_id, level, name, description: input.description ?? null, permissions };
    const made = await insertRole(tx, { ...role, now: new Date(uuidTime(id)) });
    await insertAudit(inner, tx, { action: "role.create", targetType: "role", targetId: id, after: JSON.parse(made.json) as object });
    return made;
  });
}

/** The custom role, with its organization held, as it stands then, for a caller who holds all that it holds. */
async function holdCustom(ctx: Context, seen: RoleRow, permission: string, ifMatch: IfMatch | undefined): Promise<{ role: RoleRow; access: Access }> {
  if (seen.predefined !== null) throw refusal("role.predefined");
  const access = await holdAccess(ctx, seen.organizationId, permission, "role.not_found");
  const role = await findRole(queryable(ctx), seen.id);
  if (!role) throw refusal("role.not_found");
  requireMatch(ifMatch, role.version);
  requireGrantable(access, ctx.app.catalogue.permissionsOf(role));
  return { role, access };
}

/**
 * Changes a custom role. Whoever holds it may at once do what it says now. Nobody changes what holds more than they do.
 *
 * @throws RosterError `role.not_found`, `access.denied`, `role.predefined`, `role.beyond_own`, `role.name_taken`,
 *   `etag.mismatch`; 422
 */
export async function updateRole(ctx: Context, id: string, input: RoleUpdate, ifMatch: IfMatch | undefined): Promise<RoleText> {
  const seen = await requireChangeable(ctx, id, "role:update");
  return transaction(ctx, async (inner, tx) => {
    const { role, access } = await holdCustom(inner, seen, "role:update", ifMatch);
    checkPermissions(ctx.app.catalogue, input.permissions, role.level as Level);
    requireGrantable(access, input.permissions ?? []);
    if (Object.values(input).every((value) => value === undefined)) return role;
    const changed = await changeRole(tx, id, input, new Date(ctx.app.clock.now()));
    await insertAudit(inner, tx, { action: "role.update", targetType: "role", targetId: id, ...auditedFields(input, role.json, changed.json) });
    return changed;
  });
}

/** Deletes a custom role that nobody holds. @throws RosterError `role.in_use`, and as `updateRole` does */
export async function deleteRole(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const seen = await requireChangeable(ctx, id, "role:delete");
  await transaction(ctx, async (inner, tx) => {
    const { role } = await holdCustom(inner, seen, "role:delete", ifMatch);
    if (!(await deleteRow(tx, id))) throw refusal("role.in_use");
    await insertAudit(inner, tx, { action: "role.delete", targetType: "role", targetId: id, before: JSON.parse(role.json) as object });
  });
}

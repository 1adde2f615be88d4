import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { Level } from "../../kernel/access.ts";
import { permissionsOf } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { type Access, accessTo, holdOrganization, organizationId, requireAccess, requireGrantable } from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import { checkPermissions } from "./rules.ts";
import type { RoleCreate, RoleListQuery, RoleUpdate } from "./schema.ts";
import { changeRole, deleteRole as deleteRow, findRole, insertRole, listRows, type RoleRow, type RoleText } from "./store.ts";

/**
 * A role, when the caller has a permission in its organization.
 *
 * @throws RosterError `role.not_found` also where the caller is no member of its organization; `access.denied`
 */
export async function requireRole(ctx: Context, id: string, permission: string): Promise<{ role: RoleRow; access: Access }> {
  const role = await findRole(queryable(ctx), id);
  if (!role) throw refusal("role.not_found");
  return { role, access: await requireAccess(ctx, role.organizationId, permission, "role.not_found") };
}

/**
 * A page of the roles of an organization: the predefined ones, then custom ones in the order of creation. One's own
 * roles are shown to every member.
 *
 * @param organization its id or its name
 * @throws RosterError `role.two_views`, `organization.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listRoles(ctx: Context, organization: string, query: RoleListQuery): Promise<Page> {
  const id = await organizationId(ctx, organization);
  if (query.user_id !== undefined && query.assigned_to_current_user !== undefined) throw refusal("role.two_views");
  const actor = principalOf(ctx);
  if (query.assigned_to_current_user === true || query.user_id === actor.id) await accessTo(ctx, id);
  else await requireAccess(ctx, id, "role:read");
  return pageById(ctx.app.keyring, ["roles", id, actor.id], query, listRows(queryable(ctx), id, query, actor.id));
}

/** A role. @throws RosterError `role.not_found`, `access.denied` */
export async function getRole(ctx: Context, id: string): Promise<RoleText> {
  return (await requireRole(ctx, id, "role:read")).role;
}

/**
 * Makes a custom role.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `role.beyond_own`, `role.name_taken`; 422
 */
export async function createRole(ctx: Context, input: RoleCreate): Promise<RoleText> {
  const access = await requireAccess(ctx, input.organization_id, "role:create");
  checkPermissions(input.permissions, input.level);
  requireGrantable(access, input.permissions);
  return transaction(ctx, async (inner, tx) => {
    await holdOrganization(inner, input.organization_id);
    const id = uuidv7(ctx.app.clock.now());
    const { level, name, permissions } = input;
    const role = { id, organizationId: input.organization_id, level, name, description: input.description ?? null, permissions };
    const made = await insertRole(tx, { ...role, now: new Date(uuidTime(id)) });
    await insertAudit(inner, tx, { action: "role.create", targetType: "role", targetId: id, after: JSON.parse(made.json) as object });
    return made;
  });
}

/** The custom role, with its organization held, as it stands then. */
async function holdCustom(ctx: Context, seen: RoleRow, ifMatch: IfMatch | undefined): Promise<RoleRow> {
  if (seen.predefined !== null) throw refusal("role.predefined");
  await holdOrganization(ctx, seen.organizationId);
  const role = await findRole(queryable(ctx), seen.id);
  if (!role) throw refusal("role.not_found");
  requireMatch(ifMatch, role.version);
  return role;
}

/**
 * Changes a custom role. Whoever holds it may at once do what it says now.
 *
 * @throws RosterError `role.not_found`, `access.denied`, `role.predefined`, `role.beyond_own`, `role.name_taken`,
 *   `etag.mismatch`; 422
 */
export async function updateRole(ctx: Context, id: string, input: RoleUpdate, ifMatch: IfMatch | undefined): Promise<RoleText> {
  const { role: seen, access } = await requireRole(ctx, id, "role:update");
  return transaction(ctx, async (inner, tx) => {
    const role = await holdCustom(inner, seen, ifMatch);
    checkPermissions(input.permissions, role.level as Level);
    const had = new Set(permissionsOf(role));
    requireGrantable(
      access,
      (input.permissions ?? []).filter((permission) => !had.has(permission)),
    );
    if (Object.values(input).every((value) => value === undefined)) return role;
    const changed = await changeRole(tx, id, input, new Date(ctx.app.clock.now()));
    const [before, after] = [role, changed].map(({ json }) => JSON.parse(json) as Record<string, unknown>);
    const pick = (from: Record<string, unknown> | undefined) => Object.fromEntries(Object.keys(input).map((name) => [name, from?.[name] ?? null]));
    await insertAudit(inner, tx, { action: "role.update", targetType: "role", targetId: id, before: pick(before), after: pick(after) });
    return changed;
  });
}

/** Deletes a custom role that nobody holds. @throws RosterError `role.in_use`, and as `updateRole` does */
export async function deleteRole(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const { role: seen } = await requireRole(ctx, id, "role:delete");
  await transaction(ctx, async (inner, tx) => {
    const role = await holdCustom(inner, seen, ifMatch);
    if (!(await deleteRow(tx, id))) throw refusal("role.in_use");
    await insertAudit(inner, tx, { action: "role.delete", targetType: "role", targetId: id, before: JSON.parse(role.json) as object });
  });
}

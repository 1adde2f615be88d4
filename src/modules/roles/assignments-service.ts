import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { ORGANIZATION_ADMIN, permissionsOf } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { holdAccess, leaveWithoutRoles, requireAdminRemains, requireGrantable } from "../access/service.ts";
import { mayKnowOf } from "../users/service.ts";
import { deleteAssignment, type Holder, holdAccount, insertAssignment, isTeamOf, listAssignments } from "./assignments-store.ts";
import type { AssignmentListQuery, HolderQuery } from "./schema.ts";
import { requireRole } from "./service.ts";
import { findRole, type RoleRow } from "./store.ts";

/** Who is meant: exactly one. @throws RosterError `role.one_holder`, `role.wrong_level`, `role.holder_not_found` */
function holderOf(role: RoleRow, { user_id, team_id, invitation_id, workspace_id, project_id }: HolderQuery): Holder {
  if ([user_id, team_id, invitation_id].filter((id) => id !== undefined).length !== 1) throw refusal("role.one_holder");
  if (invitation_id !== undefined) throw refusal("role.holder_not_found");
  if (role.level !== "organization" || workspace_id !== undefined || project_id !== undefined) throw refusal("role.wrong_level", levelSentence(role));
  return { userId: user_id ?? null, teamId: team_id ?? null };
}

function levelSentence({ level }: RoleRow): string {
  if (level === "organization") return "A role of the organization is held in all of it: leave workspace_id and project_id out.";
  if (level === "team") return "This role is held by whoever is in a team: put them into the team.";
  return `A role of the level ${level} is held in a ${level}, and none is registered yet.`;
}

/**
 * A page of who holds a role, in the order in which it was given.
 *
 * @throws RosterError `role.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listHolders(ctx: Context, roleId: string, query: AssignmentListQuery): Promise<Page> {
  await requireRole(ctx, roleId, "role:read");
  return pageById(ctx.app.keyring, ["assignments", roleId], query, listAssignments(queryable(ctx), roleId, query));
}

/** The holder is there: a person whom the caller may know of, a service account or a team of this organization. */
async function requireHolder(ctx: Context, organizationId: string, { userId, teamId }: Holder): Promise<void> {
  const tx = queryable(ctx);
  if (teamId !== null && (await isTeamOf(tx, teamId, organizationId))) return;
  const account = userId !== null && (await mayKnowOf(ctx, userId)) ? await holdAccount(tx, userId) : undefined;
  if (!account) throw refusal("role.holder_not_found");
  if (account.isServiceAccount && account.organizationId !== organizationId) throw refusal("role.holder_not_found");
}

/** The role as it stands while its organization is held, and the caller's right to give or take it. */
async function holdGrantable(ctx: Context, seen: RoleRow): Promise<RoleRow> {
  const access = await holdAccess(ctx, seen.organizationId, "role:assign", "role.not_found");
  const role = await findRole(queryable(ctx), seen.id);
  if (!role) throw refusal("role.not_found");
  requireGrantable(access, permissionsOf(role));
  return role;
}

/**
 * Gives a role to a person, a service account or a team.
 *
 * @returns the assignment as JSON text
 * @throws RosterError `role.not_found`, `access.denied`, `role.one_holder`, `role.wrong_level`,
 *   `role.holder_not_found`, `role.beyond_own`, `role.assigned`
 */
export async function assignRole(ctx: Context, roleId: string, query: HolderQuery): Promise<string> {
  const seen = await requireRole(ctx, roleId, "role:assign");
  const holder = holderOf(seen, query);
  return transaction(ctx, async (inner, tx) => {
    const role = await holdGrantable(inner, seen);
    await requireHolder(inner, role.organizationId, holder);
    const id = uuidv7(ctx.app.clock.now());
    const json = await insertAssignment(tx, { id, roleId, organizationId: role.organizationId, ...holder, now: new Date(uuidTime(id)) });
    await insertAudit(inner, tx, { action: "role.assign", targetType: "role", targetId: roleId, after: JSON.parse(json) as object });
    return json;
  });
}

/**
 * Takes a role from whoever holds it. Whoever holds none any more is no member, and leaves the teams.
 *
 * @throws RosterError `role.not_found`, `access.denied`, `role.one_holder`, `role.wrong_level`, `role.beyond_own`,
 *   `role.not_assigned`, `organization.last_admin`
 */
export async function revokeRole(ctx: Context, roleId: string, query: HolderQuery): Promise<void> {
  const seen = await requireRole(ctx, roleId, "role:assign");
  const holder = holderOf(seen, query);
  await transaction(ctx, async (inner, tx) => {
    const role = await holdGrantable(inner, seen);
    const id = await deleteAssignment(tx, roleId, holder);
    if (id === undefined) throw refusal("role.not_assigned");
    if (holder.userId !== null) await leaveWithoutRoles(inner, role.organizationId, holder.userId);
    if (role.predefined === ORGANIZATION_ADMIN || holder.userId !== null) await requireAdminRemains(inner, role.organizationId);
    const before = { id, user_id: holder.userId, team_id: holder.teamId };
    await insertAudit(inner, tx, { action: "role.revoke", targetType: "role", targetId: roleId, before });
  });
}

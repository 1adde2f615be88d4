import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Level, ORGANIZATION_ADMIN, type Place } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import {
  type Access,
  holdOrganization,
  leaveWithoutRoles,
  placeOf,
  requireAccess,
  requireAccessAt,
  requireAdminRemains,
  requireGrantable,
  requireInvitation,
  requireMember,
  requireTeam,
  wholeOf,
} from "../access/service.ts";
import { mayKnowOf } from "../users/service.ts";
import { deleteAssignment, type Holder, holdAccount, insertAssignment, listAssignments } from "./assignments-store.ts";
import type { AssignmentListQuery, HolderQuery } from "./schema.ts";
import { requireRole } from "./service.ts";
import { findRole, type RoleRow } from "./store.ts";

/** Who is meant: exactly one. @throws RosterError `role.one_holder` */
function holderOf({ user_id, team_id, invitation_id }: HolderQuery): Holder {
  if ([user_id, team_id, invitation_id].filter((id) => id !== undefined).length !== 1) throw refusal("role.one_holder");
  return { userId: user_id ?? null, teamId: team_id ?? null, invitationId: invitation_id ?? null };
}

/** What lets somebody say who holds a role of each level. */
const ASSIGNS: Readonly<Record<Level, string>> = { organization: "role:assign", workspace: "workspace:share", project: "project:share" };

/** Where the role is to be held: at a place of its level, in its organization. @throws RosterError `role.wrong_level`, `workspace.not_found`, `project.not_found` */
async function placeFor(ctx: Context, role: RoleRow, { workspace_id: workspaceId, project_id: projectId }: HolderQuery): Promise<Place> {
  const { level, organizationId } = role;
  const sentence = placeSentence(level, workspaceId !== undefined, projectId !== undefined);
  if (sentence !== undefined) throw refusal("role.wrong_level", sentence);
  if (level === "organization") return wholeOf(organizationId);
  const place = await placeOf(ctx, { workspaceId, projectId });
  if (place.organizationId !== organizationId) throw refusal(level === "project" ? "project.not_found" : "workspace.not_found");
  return place;
}

/** What is wrong with where a role of a level is to be held. */
function placeSentence(level: RoleRow["level"], inWorkspace: boolean, inProject: boolean): string | undefined {
  if (level === "team") return "This role is held by whoever is in a team: put them into the team.";
  if (level === "organization" && (inWorkspace || inProject)) return "A role of the organization is held in all of it: leave workspace_id and project_id out.";
  if (level === "workspace" && (!inWorkspace || inProject)) return "A role of a workspace is held in one: name it as workspace_id, and leave project_id out.";
  if (level === "project" && !inProject) return "A role of a project is held in one: name it as project_id.";
  return undefined;
}

/**
 * A page of who holds a role, in the order in which it was given.
 *
 * @throws RosterError `role.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listHolders(ctx: Context, roleId: string, query: AssignmentListQuery): Promise<Page> {
  const role = await requireRole(ctx, roleId);
  const access = await requireAccess(ctx, role.organizationId, "role:read");
  const reader = listAssignments(queryable(ctx), roleId, query, access.has("invitation:read"));
  return pageById(ctx.app.keyring, ["assignments", roleId], query, reader);
}

/**
 * The holder is there: a team, a service account or an open invitation of the organization, a person whom the caller
 * may know of; in a workspace or a project, a member of the organization.
 */
async function requireHolder(ctx: Context, { organizationId, workspaceId }: Place, { userId, teamId, invitationId }: Holder): Promise<void> {
  if (invitationId !== null) return requireInvitation(ctx, organizationId, invitationId, "role.holder_not_found");
  if (teamId !== null) return requireTeam(ctx, organizationId, teamId, "role.holder_not_found");
  if (userId === null) throw refusal("role.holder_not_found");
  if (workspaceId !== null) {
    await requireMember(ctx, organizationId, userId, "role.holder_not_found");
    return;
  }
  const account = (await mayKnowOf(ctx, userId)) ? await holdAccount(queryable(ctx), userId) : undefined;
  if (!account) throw refusal("role.holder_not_found");
  if (account.isServiceAccount && account.organizationId !== organizationId) throw refusal("role.holder_not_found");
}

/** The role as it stands while its organization is held, and the caller's right to give or take it at a place. */
async function holdGrantable(ctx: Context, seen: RoleRow, place: Place): Promise<RoleRow> {
  await holdOrganization(ctx, seen.organizationId);
  const access = await requireAssigner(ctx, seen, place);
  const role = await findRole(queryable(ctx), seen.id);
  if (!role) throw refusal("role.not_found");
  requireGrantable(access, ctx.app.catalogue.permissionsOf(role));
  return role;
}

async function requireAssigner(ctx: Context, { level }: RoleRow, place: Place): Promise<Access> {
  const missing = level === "project" ? "project.not_found" : level === "workspace" ? "workspace.not_found" : "role.not_found";
  return requireAccessAt(ctx, place, ASSIGNS[level as Level], missing);
}

/** Who holds a role where, as the audit log has it. */
const idsOf = (organizationId: string, { userId, teamId, invitationId }: Holder, { workspaceId, projectId }: Place) => ({
  organization_id: organizationId,
  user_id: userId,
  team_id: teamId,
  invitation_id: invitationId,
  workspace_id: workspaceId,
  project_id: projectId,
});

/** What a request to give or take a role means. */
async function meant(ctx: Context, roleId: string, query: HolderQuery): Promise<{ seen: RoleRow; holder: Holder; place: Place; access: Access }> {
  const seen = await requireRole(ctx, roleId);
  const holder = holderOf(query);
  const place = await placeFor(ctx, seen, query);
  const access = await requireAssigner(ctx, seen, place);
  return { seen, holder, place, access };
}

/**
 * Gives a role to a person, a service account, a team or an invitation, at a place of the role's level.
 *
 * @returns the assignment as JSON text
 * @throws RosterError `role.not_found`, `access.denied`, `role.one_holder`, `role.wrong_level`, `workspace.not_found`,
 *   `project.not_found`, `role.holder_not_found`, `role.beyond_own`, `role.assigned`
 */
export async function assignRole(ctx: Context, roleId: string, query: HolderQuery): Promise<string> {
  const { seen, holder, place, access } = await meant(ctx, roleId, query);
  return transaction(ctx, async (inner, tx) => {
    await holdGrantable(inner, seen, place);
    await requireHolder(inner, place, holder);
    const id = uuidv7(ctx.app.clock.now());
    const now = new Date(uuidTime(id));
    const json = await insertAssignment(tx, { id, roleId, ...place, ...holder, now }, access.has("invitation:read"));
    const after = { id, role_id: roleId, ...idsOf(seen.organizationId, holder, place), created: now };
    await insertAudit(inner, tx, { action: "role.assign", targetType: "role", targetId: roleId, after });
    return json;
  });
}

/**
 * Takes a role from whoever holds it at a place. Whoever holds none any more is no member, and leaves the teams.
 *
 * @throws RosterError `role.not_found`, `access.denied`, `role.one_holder`, `role.wrong_level`, `workspace.not_found`,
 *   `project.not_found`, `role.beyond_own`, `role.not_assigned`, `organization.last_admin`
 */
export async function revokeRole(ctx: Context, roleId: string, query: HolderQuery): Promise<void> {
  const { seen, holder, place } = await meant(ctx, roleId, query);
  await transaction(ctx, async (inner, tx) => {
    const role = await holdGrantable(inner, seen, place);
    const id = await deleteAssignment(tx, roleId, holder, place);
    if (id === undefined) throw refusal("role.not_assigned");
    if (holder.userId !== null) await leaveWithoutRoles(inner, place, holder.userId);
    if (role.predefined === ORGANIZATION_ADMIN || holder.userId !== null) await requireAdminRemains(inner, role.organizationId);
    const { organization_id: _same, ...ids } = idsOf(role.organizationId, holder, place);
    const before = { id, ...ids };
    await insertAudit(inner, tx, { action: "role.revoke", targetType: "role", targetId: roleId, before });
  });
}

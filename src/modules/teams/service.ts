import { auditedFields, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import {
  type Access,
  accessTo,
  holdAccess,
  organizationId,
  requireAccess,
  requireAdminRemains,
  requireGrantable,
  requireHeld,
  requireInvitation,
  requireMember,
} from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import type { TeamCreate, TeamListQuery, TeamMemberQuery, TeamMembersQuery, TeamUpdate } from "./schema.ts";
import {
  changeTeam,
  deleteInvited,
  deleteMember,
  deleteTeam as deleteRow,
  findRolesOfTeam,
  findTeam,
  insertInvited,
  insertMember,
  insertTeam,
  listMembers,
  listRows,
  type TeamRow,
  type TeamText,
} from "./store.ts";

/** A team that the caller may do something with. @throws RosterError `team.not_found`, `access.denied` */
async function requireTeam(ctx: Context, id: string, permission: string): Promise<TeamRow> {
  const team = await findTeam(queryable(ctx), id, principalOf(ctx).id);
  if (!team) throw refusal("team.not_found");
  await requireAccess(ctx, team.organizationId, permission, "team.not_found");
  return team;
}

/** A team to look at: whoever is in it may. @throws RosterError `team.not_found`, `access.denied` */
async function requireSeen(ctx: Context, id: string): Promise<TeamRow> {
  const team = await findTeam(queryable(ctx), id, principalOf(ctx).id);
  if (!team) throw refusal("team.not_found");
  const access = await accessTo(ctx, team.organizationId, "team.not_found");
  if (!team.isIn) requireHeld(access, "team:read", "organization");
  return team;
}

/** Inside a transaction: the organization held, and the team as it stands then. */
async function hold(ctx: Context, seen: TeamRow, permission: string, ifMatch?: IfMatch): Promise<{ team: TeamRow; access: Access }> {
  const access = await holdAccess(ctx, seen.organizationId, permission, "team.not_found");
  const team = await findTeam(queryable(ctx), seen.id, principalOf(ctx).id);
  if (!team) throw refusal("team.not_found");
  requireMatch(ifMatch, team.version);
  return { team, access };
}

/** The same, where holders of the team's roles come or go: nobody gives or takes what they do not hold. */
async function holdGranting(ctx: Context, seen: TeamRow, permission: string, ifMatch?: IfMatch): Promise<TeamRow> {
  const { team, access } = await hold(ctx, seen, permission, ifMatch);
  for (const role of await findRolesOfTeam(queryable(ctx), team.id)) requireGrantable(access, ctx.app.catalogue.permissionsOf(role));
  return team;
}

/**
 * A page of the teams of an organization, in the order of creation: all, or without the permission to read teams
 * those that one is in.
 *
 * @param organization its id or its name
 * @throws RosterError `organization.not_found`, `cursor.invalid`
 */
export async function listTeams(ctx: Context, organization: string, query: TeamListQuery): Promise<Page> {
  const id = await organizationId(ctx, organization);
  const actor = principalOf(ctx);
  const access = await accessTo(ctx, id);
  const viewer = access.has("team:read") ? null : actor.id;
  return pageById(ctx.app.keyring, ["teams", id, viewer ?? ""], query, listRows(queryable(ctx), id, query, viewer));
}

/** A team. @throws RosterError `team.not_found`, `access.denied` */
export async function getTeam(ctx: Context, id: string): Promise<TeamText> {
  return requireSeen(ctx, id);
}

/** Makes a team. @throws RosterError `organization.not_found`, `access.denied`, `team.name_taken` */
export async function createTeam(ctx: Context, input: TeamCreate): Promise<TeamText> {
  await requireAccess(ctx, input.organization_id, "team:create");
  return transaction(ctx, async (inner, tx) => {
    await holdAccess(inner, input.organization_id, "team:create");
    const id = uuidv7(ctx.app.clock.now());
    const team = { id, organizationId: input.organization_id, name: input.name, description: input.description ?? null, now: new Date(uuidTime(id)) };
    const made = await insertTeam(tx, team);
    await insertAudit(inner, tx, { action: "team.create", targetType: "team", targetId: id, after: JSON.parse(made.json) as object });
    return made;
  });
}

/** Changes a team. @throws RosterError `team.not_found`, `access.denied`, `team.name_taken`, `etag.mismatch` */
export async function updateTeam(ctx: Context, id: string, input: TeamUpdate, ifMatch: IfMatch | undefined): Promise<TeamText> {
  const seen = await requireTeam(ctx, id, "team:update");
  return transaction(ctx, async (inner, tx) => {
    const { team } = await hold(inner, seen, "team:update", ifMatch);
    if (Object.values(input).every((value) => value === undefined)) return team;
    const changed = await changeTeam(tx, id, input, new Date(ctx.app.clock.now()));
    await insertAudit(inner, tx, { action: "team.update", targetType: "team", targetId: id, ...auditedFields(input, team.json, changed.json) });
    return changed;
  });
}

/**
 * Deletes a team; what its members held by it they hold no more.
 *
 * @throws RosterError `team.not_found`, `access.denied`, `organization.last_admin`, `organization.owner_leaves`, `role.beyond_own`, `etag.mismatch`
 */
export async function deleteTeam(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const seen = await requireTeam(ctx, id, "team:delete");
  await transaction(ctx, async (inner, tx) => {
    const team = await holdGranting(inner, seen, "team:delete", ifMatch);
    await deleteRow(tx, id);
    await requireAdminRemains(inner, team.organizationId);
    await insertAudit(inner, tx, { action: "team.delete", targetType: "team", targetId: id, before: JSON.parse(team.json) as object });
  });
}

/** A page of the accounts in a team. @throws RosterError `team.not_found`, `access.denied`, `cursor.invalid` */
export async function listTeamMembers(ctx: Context, id: string, query: TeamMembersQuery): Promise<Page> {
  await requireSeen(ctx, id);
  return pageById(ctx.app.keyring, ["team members", id], query, listMembers(queryable(ctx), id, query));
}

/** Who is meant: one of the two. */
type Place = { readonly user_id: string } | { readonly invitation_id: string };

/** @throws RosterError `team.one_member` */
function placeOf({ user_id, invitation_id }: TeamMemberQuery): Place {
  if (user_id !== undefined && invitation_id === undefined) return { user_id };
  if (invitation_id !== undefined && user_id === undefined) return { invitation_id };
  throw refusal("team.one_member");
}

/**
 * Puts a member of the organization, or an open invitation of it, into a team, with all that the team holds: nobody
 * gives what they do not hold.
 *
 * @throws RosterError `team.not_found`, `access.denied`, `team.one_member`, `team.no_member`, `team.already_in`, `role.beyond_own`
 */
export async function addTeamMember(ctx: Context, id: string, query: TeamMemberQuery): Promise<void> {
  const seen = await requireTeam(ctx, id, "team:update");
  const place = placeOf(query);
  await transaction(ctx, async (inner, tx) => {
    const team = await holdGranting(inner, seen, "team:update");
    const now = new Date(ctx.app.clock.now());
    if ("user_id" in place) {
      await requireMember(inner, team.organizationId, place.user_id, "team.no_member");
      await insertMember(tx, team, place.user_id, now);
    } else {
      await requireInvitation(inner, team.organizationId, place.invitation_id, "team.no_member");
      await insertInvited(tx, team, place.invitation_id, now);
    }
    await insertAudit(inner, tx, { action: "team.add_member", targetType: "team", targetId: id, after: place });
  });
}

/**
 * Takes an account or an invitation out of a team.
 *
 * @throws RosterError `team.not_found`, `access.denied`, `team.one_member`, `team.not_in`, `organization.last_admin`,
 *   `organization.owner_leaves`, `role.beyond_own`
 */
export async function removeTeamMember(ctx: Context, id: string, query: TeamMemberQuery): Promise<void> {
  const seen = await requireTeam(ctx, id, "team:update");
  const place = placeOf(query);
  await transaction(ctx, async (inner, tx) => {
    const team = await holdGranting(inner, seen, "team:update");
    const wasIn = "user_id" in place ? await deleteMember(tx, id, place.user_id) : await deleteInvited(tx, id, place.invitation_id);
    if (!wasIn) throw refusal("team.not_in");
    await requireAdminRemains(inner, team.organizationId);
    await insertAudit(inner, tx, { action: "team.remove_member", targetType: "team", targetId: id, before: place });
  });
}

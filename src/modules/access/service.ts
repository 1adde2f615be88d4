/** The one place that decides who may do what in an organization, its workspaces and their projects. */
import { ORGANIZATION_ADMIN, type Place, type WorkspacePlace } from "../../kernel/access.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { type ErrorCode, refusal } from "../../kernel/errors.ts";
import { canonicalUuid } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { isAllowed } from "./decision.ts";
import { requireSecondFactor } from "./factor-service.ts";
import { holdInvitation } from "./invited-store.ts";
import {
  dropFormerMembers,
  dropMembership,
  dropShares,
  findMember,
  holdersAt,
  holdPerson,
  holdsRoleIn,
  isInTeam,
  isTeamOf,
  type Member,
} from "./members-store.ts";
import { findStanding, type Question, type Standing } from "./standing-store.ts";
import { findByName, findOrganizationOf, findPlace, findWorkspaceByName, isAdmin, lockOrganization, organizationsWithout, ownerHolds } from "./store.ts";

/** The id of the organization that an address names by id or by name. @throws RosterError `organization.not_found` */
export async function organizationId(ctx: Context, idOrName: string): Promise<string> {
  const id = canonicalUuid(idOrName) ?? (await findByName(queryable(ctx), identifierKey(idOrName)));
  if (id === undefined) throw refusal("organization.not_found");
  return id;
}

/** The place of the workspace that an address names by id or by name. @throws RosterError `workspace.not_found` */
export async function workspacePlace(ctx: Context, idOrName: string): Promise<WorkspacePlace> {
  const workspaceId = canonicalUuid(idOrName) ?? (await findWorkspaceByName(queryable(ctx), identifierKey(idOrName)));
  if (workspaceId === undefined) throw refusal("workspace.not_found");
  return { ...(await placeOf(ctx, { workspaceId })), workspaceId };
}

/** Whether no workspace has the name. */
export async function isWorkspaceNameFree(ctx: Context, name: string): Promise<boolean> {
  return (await findWorkspaceByName(queryable(ctx), identifierKey(name))) === undefined;
}

/** The workspace whose own server asks, by its machine identity; `undefined`: somebody else asks. */
export function askingWorkspace(ctx: Context): string | undefined {
  const { actor } = ctx;
  return actor.kind === "user" && actor.isInternal && actor.isServiceAccount ? actor.id : undefined;
}

/** What somebody may do in an organization. */
export interface Access {
  has(permission: string): boolean;
}

const EVERYTHING: Access = { has: () => true };
const NOTHING: Access = { has: () => false };

function signedIn(ctx: Context): Principal {
  if (ctx.actor.kind !== "user") throw refusal("auth.required");
  return ctx.actor;
}

/** One of the caller's permissions at a place. */
const accessFrom = (ctx: Context, standing: Standing, projectId: string | null): Access => ({
  has: (permission) => isAllowed(ctx.app.catalogue, standing, permission, projectId),
});

const questionOf = ({ organizationId, workspaceId, projectId }: Place): Question => ({
  organizationId,
  workspaceId,
  projectIds: projectId === null ? [] : [projectId],
  resourceTypes: [],
  resourceIds: [],
  knows: true,
});

/** What the caller may do where it stands so, outside of any project. Whether its sign-in suffices is for `requireSecondFactor`. */
export function accessBy(ctx: Context, standing: Standing): Access {
  return signedIn(ctx).isSuperuser ? EVERYTHING : accessFrom(ctx, standing, null);
}

/** Whether somebody with this standing knows of the organization: as a member, or through a workspace or a project of it. */
const isInside = ({ isMember, isInWorkspace, roles, projects }: Standing): boolean => isMember || isInWorkspace || roles.length > 0 || projects.length > 0;

/** How the caller stands at a place that they know of. */
async function standingAt(ctx: Context, place: Place, missing: ErrorCode): Promise<Standing> {
  const actor = signedIn(ctx);
  const standing = await findStanding(ctx, questionOf(place), actor.id);
  if (!standing || !(actor.isSuperuser || isInside(standing))) throw refusal(missing);
  return standing;
}

/**
 * What the caller may do at a place. Direct roles and those of teams add up; superusers may do everything.
 *
 * @param missing what is refused with where there is no such organization, or the caller is no member of it: for
 *   somebody outside, what belongs to it is as little there as the organization itself
 * @throws RosterError `organization.not_found`, or what `missing` says; `organization.mfa_required`
 */
export async function accessAt(ctx: Context, place: Place, missing: ErrorCode = "organization.not_found"): Promise<Access> {
  const actor = signedIn(ctx);
  const standing = await standingAt(ctx, place, missing);
  requireSecondFactor(standing, actor);
  return actor.isSuperuser ? EVERYTHING : accessFrom(ctx, standing, place.projectId);
}

/**
 * Lets the caller pass who knows of an organization, whatever their sign-in: all that it takes to leave.
 *
 * @throws RosterError `organization.not_found`
 */
export async function requireKnown(ctx: Context, organizationId: string): Promise<void> {
  await standingAt(ctx, wholeOf(organizationId), "organization.not_found");
}

/** What an account may do at a place, whoever asks: the same as `accessAt`, and nothing where it does not know of the place. */
export async function accessOfAccount(ctx: Context, place: Place, account: { readonly id: string }): Promise<Access> {
  const standing = await findStanding(ctx, questionOf(place), account.id);
  return standing ? accessFrom(ctx, standing, place.projectId) : NOTHING;
}

/** The place that is all of an organization. */
export const wholeOf = (organizationId: string): Place => ({ organizationId, workspaceId: null, projectId: null });

/** What the caller may do in the whole of an organization: `accessAt` there. @throws RosterError as that does */
export async function accessTo(ctx: Context, organizationId: string, missing?: ErrorCode): Promise<Access> {
  return accessAt(ctx, wholeOf(organizationId), missing);
}

/** @throws RosterError `access.denied`, which names the permission */
export function requireHeld(access: Access, permission: string, where: string): void {
  if (!access.has(permission)) throw refusal("access.denied", `This needs the permission ${permission} in the ${where}.`);
}

/**
 * Lets the caller pass who holds a permission in the whole of an organization.
 *
 * @param missing as for `accessAt`
 * @returns what else they may do there
 * @throws RosterError as `accessAt`; `access.denied`, which names the permission
 */
export async function requireAccess(ctx: Context, organizationId: string, permission: string, missing?: ErrorCode): Promise<Access> {
  const access = await accessTo(ctx, organizationId, missing);
  requireHeld(access, permission, "organization");
  return access;
}

/**
 * Lets the caller pass who holds a permission at a place.
 *
 * @param missing what is refused with where the caller does not know of the place
 * @returns what else they may do there
 * @throws RosterError what `missing` says; `access.denied`, which names the permission
 */
export async function requireAccessAt(ctx: Context, place: Place, permission: string, missing: ErrorCode): Promise<Access> {
  const access = await accessAt(ctx, place, missing);
  if (place.workspaceId !== null && !access.has("workspace:read")) throw refusal(missing);
  if (place.projectId !== null && !access.has("project:read")) throw refusal(missing);
  requireHeld(access, permission, place.projectId !== null ? "project" : place.workspaceId !== null ? "workspace" : "organization");
  return access;
}

/**
 * The place that a workspace, or a project in one, is.
 *
 * @throws RosterError `workspace.not_found`, `project.not_found` where there is none, or it is another's
 */
export async function placeOf(ctx: Context, { workspaceId, projectId }: { workspaceId?: string | undefined; projectId?: string | undefined }): Promise<Place> {
  const place = await findPlace(queryable(ctx), workspaceId ?? null, projectId ?? null);
  if (!place) throw refusal(projectId === undefined ? "workspace.not_found" : "project.not_found");
  return place;
}

/**
 * Nobody grants what they do not hold.
 *
 * @throws RosterError `role.beyond_own`, which names what is missing
 */
export function requireGrantable(access: Access, permissions: Iterable<string>): void {
  const missing = [...permissions].filter((permission) => !access.has(permission));
  if (missing.length === 0) return;
  const named = missing.slice(0, 5).join(", ");
  throw refusal("role.beyond_own", `You do not hold everything that this role holds: ${named}${missing.length > 5 ? ", ..." : ""}.`);
}

/**
 * Inside a transaction: the lock under which roles, teams and members of an organization change. Who takes it sees
 * what everyone before did.
 *
 * @throws RosterError `organization.not_found`
 */
export async function holdOrganization(ctx: Context, organizationId: string): Promise<void> {
  if (!(await lockOrganization(queryable(ctx), organizationId))) throw refusal("organization.not_found");
}

/**
 * Inside a transaction: holds the organization, and lets the caller pass who has the permission then, not when the
 * request began.
 *
 * @param missing as for `accessTo`
 * @throws RosterError as `requireAccess`
 */
export async function holdAccess(ctx: Context, organizationId: string, permission: string, missing?: ErrorCode): Promise<Access> {
  await holdOrganization(ctx, organizationId);
  return requireAccess(ctx, organizationId, permission, missing);
}

/**
 * Inside a transaction that holds the organization, after its change: an active administrator remains, and the owner
 * is one of those who hold the role.
 *
 * @throws RosterError `organization.last_admin`, `organization.owner_leaves`
 */
export async function requireAdminRemains(ctx: Context, organizationId: string): Promise<void> {
  const without = await organizationsWithout(queryable(ctx), [organizationId], ORGANIZATION_ADMIN, null);
  if (without.length > 0) throw refusal("organization.last_admin");
  if (!(await ownerHolds(queryable(ctx), organizationId, ORGANIZATION_ADMIN))) throw refusal("organization.owner_leaves");
}

/** Whether an account is an active person who is Organization Admin, directly or in a team. */
export async function isAdministrator(ctx: Context, organizationId: string, userId: string): Promise<boolean> {
  return isAdmin(queryable(ctx), organizationId, ORGANIZATION_ADMIN, userId);
}

/**
 * An account that is a member: holds a role there, or is a service account of the organization.
 *
 * @param code what is refused with where it is none
 */
export async function requireMember(ctx: Context, organizationId: string, userId: string, code: ErrorCode): Promise<Member> {
  const member = await findMember(queryable(ctx), organizationId, userId);
  if (!member) throw refusal(code);
  return member;
}

/**
 * Inside a transaction that holds the organization: an open invitation of it.
 *
 * @param code what is refused with where there is none
 */
export async function requireInvitation(ctx: Context, organizationId: string, invitationId: string, code: ErrorCode): Promise<void> {
  const now = new Date(ctx.app.clock.now());
  if (!(await holdInvitation(queryable(ctx), organizationId, invitationId, now))) throw refusal(code);
}

/** Inside a transaction: whether this is an active person's account, which then stays so until the transaction ends. */
export async function isActivePerson(ctx: Context, userId: string): Promise<boolean> {
  return holdPerson(queryable(ctx), userId);
}

/** Whether an account is a member. */
export async function isMember(ctx: Context, organizationId: string, userId: string): Promise<boolean> {
  return (await findMember(queryable(ctx), organizationId, userId)) !== undefined;
}

/** Inside a transaction that holds the organization: takes every role and team place there from an account. */
export async function removeMembership(ctx: Context, organizationId: string, userId: string): Promise<{ roles: string[]; teams: string[] }> {
  return dropMembership(queryable(ctx), organizationId, userId);
}

/**
 * After a role at a place was taken from an account: whoever holds none any more in the workspace has no shares there;
 * whoever holds none in the organization is no member, and in no team. A service account of it stays one.
 */
export async function leaveWithoutRoles(ctx: Context, { organizationId, workspaceId }: Place, userId: string): Promise<void> {
  const tx = queryable(ctx);
  if (workspaceId !== null && !(await holdsRoleIn(tx, workspaceId, userId))) await dropShares(tx, workspaceId, userId);
  if (!(await isMember(ctx, organizationId, userId))) await dropMembership(tx, organizationId, userId);
}

/** A team of the organization; it stays until the transaction ends. @param code what is refused with where it is none */
export async function requireTeam(ctx: Context, organizationId: string, teamId: string, code: ErrorCode): Promise<void> {
  if (!(await isTeamOf(queryable(ctx), teamId, organizationId))) throw refusal(code);
}

/**
 * Whether the caller sees who is in an organization, holds a role of one, or is in a team: each that is named.
 * Whoever is in a team sees it.
 *
 * @throws RosterError `organization.mfa_required`
 */
export async function seesMembersOf(
  ctx: Context,
  named: { readonly organization_id?: string | undefined; readonly role_id?: string | undefined; readonly team_id?: string | undefined },
): Promise<boolean> {
  const { organization_id: organization, role_id: role, team_id: team } = named;
  const actor = signedIn(ctx);
  const db = queryable(ctx);
  const sees = async (organizationId: string | undefined, permission: string) => {
    const standing = organizationId === undefined ? undefined : await findStanding(ctx, questionOf(wholeOf(organizationId)), actor.id);
    if (standing && isInside(standing)) requireSecondFactor(standing, actor);
    return standing !== undefined && isAllowed(ctx.app.catalogue, standing, permission, null);
  };
  if (organization !== undefined && !(await sees(organization, "member:read"))) return false;
  if (role !== undefined && !(await sees(await findOrganizationOf(db, "roles", role), "member:read"))) return false;
  return team === undefined || (await sees(await findOrganizationOf(db, "teams", team), "team:read")) || isInTeam(db, team, actor.id);
}

/**
 * The work that ends a workspace or a project: whoever held roles there and holds none any more in the organization is
 * no member, has no shares, and is in no team. Inside a transaction that holds the organization.
 *
 * @param work takes the place away
 */
export async function leaveWith(ctx: Context, { organizationId, workspaceId, projectId }: WorkspacePlace, work: () => Promise<void>): Promise<void> {
  const tx = queryable(ctx);
  const holders = await holdersAt(tx, workspaceId, projectId);
  await work();
  if (holders.length > 0) await dropFormerMembers(tx, organizationId, holders);
}

/** Whether no organization but this one has the name. */
export async function isNameFree(ctx: Context, name: string, besides: string): Promise<boolean> {
  const taken = await findByName(queryable(ctx), identifierKey(name));
  return taken === undefined || taken === besides;
}

/**
 * Nobody takes away what they do not hold.
 *
 * @throws RosterError `role.beyond_own` when the account may do in the organization what the caller may not
 */
export async function requireAbove(ctx: Context, organizationId: string, access: Access, userId: string): Promise<void> {
  const standing = await findStanding(ctx, questionOf(wholeOf(organizationId)), userId);
  for (const role of standing?.roles ?? []) requireGrantable(access, ctx.app.catalogue.permissionsOf(role));
}

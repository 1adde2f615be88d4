/** The one place that decides who may do what in an organization. */
import { ORGANIZATION_ADMIN, permissionsOf } from "../../kernel/access.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { type ErrorCode, refusal } from "../../kernel/errors.ts";
import { canonicalUuid } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { dropMembership, findMember, holdsAnyRole, type Member } from "./members-store.ts";
import { findByName, findHeldRoles, isAdmin, lockOrganization, organizationsWithout, ownerHolds } from "./store.ts";

/** The id of the organization that an address names by id or by name. @throws RosterError `organization.not_found` */
export async function organizationId(ctx: Context, idOrName: string): Promise<string> {
  const id = canonicalUuid(idOrName) ?? (await findByName(queryable(ctx), identifierKey(idOrName)));
  if (id === undefined) throw refusal("organization.not_found");
  return id;
}

/** What somebody may do in an organization. */
export interface Access {
  has(permission: string): boolean;
}

const EVERYTHING: Access = { has: () => true };

function signedIn(ctx: Context): Principal {
  if (ctx.actor.kind !== "user") throw refusal("auth.required");
  return ctx.actor;
}

/**
 * What the caller may do in an organization. Direct roles and those of teams add up; superusers may do everything.
 *
 * @param missing what is refused with where there is no such organization, or the caller is no member of it: for
 *   somebody outside, what belongs to it is as little there as the organization itself
 * @throws RosterError `organization.not_found`, or what `missing` says
 */
export async function accessTo(ctx: Context, organizationId: string, missing: ErrorCode = "organization.not_found"): Promise<Access> {
  const actor = signedIn(ctx);
  const roles = await findHeldRoles(queryable(ctx), organizationId, actor.id);
  if (!roles) throw refusal(missing);
  if (actor.isSuperuser) return EVERYTHING;
  if (roles.length === 0) throw refusal(missing);
  const held = new Set<string>();
  for (const role of roles) for (const permission of permissionsOf(role)) held.add(permission);
  return held;
}

/**
 * Lets the caller pass who holds a permission in an organization.
 *
 * @param missing as for `accessTo`
 * @returns what else they may do there
 * @throws RosterError as `accessTo`; `access.denied`, which names the permission
 */
export async function requireAccess(ctx: Context, organizationId: string, permission: string, missing?: ErrorCode): Promise<Access> {
  const access = await accessTo(ctx, organizationId, missing);
  if (!access.has(permission)) throw refusal("access.denied", `This needs the permission ${permission} in the organization.`);
  return access;
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

/** Inside a transaction that holds the organization: takes every role and team place there from an account. */
export async function removeMembership(ctx: Context, organizationId: string, userId: string): Promise<{ roles: string[]; teams: string[] }> {
  return dropMembership(queryable(ctx), organizationId, userId);
}

/** After a role was taken from an account: whoever holds none any more is no member, and in no team. */
export async function leaveWithoutRoles(ctx: Context, organizationId: string, userId: string): Promise<void> {
  const tx = queryable(ctx);
  if (!(await holdsAnyRole(tx, organizationId, userId))) await dropMembership(tx, organizationId, userId);
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
  const roles = (await findHeldRoles(queryable(ctx), organizationId, userId)) ?? [];
  for (const role of roles) requireGrantable(access, permissionsOf(role));
}

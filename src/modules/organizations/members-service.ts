import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { Place } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import {
  type Access,
  holdOrganization,
  organizationId,
  removeMembership,
  requireAbove,
  requireAccess,
  requireAdminRemains,
  requireHeld,
  requireKnown,
  requireMember,
  wholeOf,
} from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import { listMembers } from "./members-store.ts";
import type { MemberListQuery } from "./schema.ts";

/**
 * A page of the members of an organization, each with the roles that it holds itself.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listOrganizationMembers(ctx: Context, idOrName: string, query: MemberListQuery): Promise<Page> {
  const id = await organizationId(ctx, idOrName);
  const access = await requireAccess(ctx, id, "member:read");
  if (query.include_invitations) requireHeld(access, "invitation:read", "organization");
  return listMembersAt(ctx, wholeOf(id), query);
}

/** A page of the members of a place, for a caller who may see them. @throws RosterError `cursor.invalid` */
export async function listMembersAt(ctx: Context, place: Place, query: MemberListQuery): Promise<Page> {
  const { organizationId: id, workspaceId, projectId } = place;
  const reader = listMembers(queryable(ctx), place, query, new Date(ctx.app.clock.now()));
  return pageById(ctx.app.keyring, ["members", projectId ?? workspaceId ?? id], query, reader);
}

/**
 * Takes an account out of an organization, with all its roles and team places there; one's own to leave.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `organization.member_not_found`,
 *   `organization.service_account`, `organization.owner_leaves`, `organization.last_admin`, `role.beyond_own`
 */
export async function removeMember(ctx: Context, idOrName: string, userId: string): Promise<void> {
  const id = await organizationId(ctx, idOrName);
  const isOwn = principalOf(ctx).id === userId;
  const may = async (at: Context): Promise<Access | undefined> => {
    if (!isOwn) return requireAccess(at, id, "member:delete");
    await requireKnown(at, id);
    return undefined;
  };
  await may(ctx);
  await transaction(ctx, async (inner, tx) => {
    await holdOrganization(inner, id);
    const access = await may(inner);
    const member = await requireMember(inner, id, userId, "organization.member_not_found");
    if (member.isServiceAccount) throw refusal("organization.service_account");
    // Who is above the caller is not theirs to remove.
    if (access) await requireAbove(inner, id, access, userId);
    const before = await removeMembership(inner, id, userId);
    await requireAdminRemains(inner, id);
    await insertAudit(inner, tx, { action: "member.delete", targetType: "organization", targetId: id, before: { user_id: userId, ...before } });
  });
}

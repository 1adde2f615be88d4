import type { Context } from "../../kernel/context.ts";
import type { Page } from "../../kernel/page.ts";
import { placeOf, requireAccess, requireAccessAt, requireHeld, workspacePlace } from "../access/service.ts";
import { listMembersAt } from "../organizations/members-service.ts";
import type { MemberListQuery } from "../organizations/schema.ts";

/**
 * A page of who holds roles in a workspace, or in a project of it, with those that are held in the whole of it. Whoever
 * was only shared something sees nobody.
 *
 * @param projectId the project; `undefined`: the workspace
 * @throws RosterError `workspace.not_found`, `project.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listWorkspaceMembers(ctx: Context, workspace: string, projectId: string | undefined, query: MemberListQuery): Promise<Page> {
  const around = await workspacePlace(ctx, workspace);
  // Of a workspace that one does not know of, no project is told either.
  const access = await requireAccessAt(ctx, around, "workspace:read", "workspace.not_found");
  requireHeld(access, "organization:read", "organization");
  if (query.include_invitations) await requireAccess(ctx, around.organizationId, "invitation:read");
  if (projectId === undefined) return listMembersAt(ctx, around, query);
  const place = await placeOf(ctx, { workspaceId: around.workspaceId, projectId });
  await requireAccessAt(ctx, place, "project:read", "project.not_found");
  return listMembersAt(ctx, place, query);
}

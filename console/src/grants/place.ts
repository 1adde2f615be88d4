import { type Api, answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import type { User } from "../api/types.ts";
import type { Where } from "../parts/held.ts";

export type Role = components["schemas"]["Role"];
export type Member = Omit<components["schemas"]["OrganizationMember"], "user"> & { readonly user: User | null };

/** Where roles are held: in a whole organization, in a workspace, or in a project. */
export interface Place extends Where {
  readonly organizationId: string;
  readonly level: "organization" | "workspace" | "project";
}

/** What lets somebody say who holds a role of each level. */
export const ASSIGNS = { organization: "role:assign", workspace: "workspace:share", project: "project:share" } as const;

/** An account or a team. */
export interface Holder {
  readonly kind: "account" | "team";
  readonly id: string;
  readonly name: string;
}

function queryOf({ level, workspaceId, projectId }: Place, holder: Holder) {
  return {
    ...(holder.kind === "team" ? { team_id: holder.id } : { user_id: holder.id }),
    ...(level === "workspace" && workspaceId !== undefined && { workspace_id: workspaceId }),
    ...(level === "project" && projectId !== undefined && { project_id: projectId }),
  };
}

/** Gives a role at a place. @throws ApiError */
export async function giveRole(api: Api, roleId: string, holder: Holder, place: Place): Promise<void> {
  answerOf(await api.POST("/roles/{role_id}/assignments", { params: { path: { role_id: roleId }, query: queryOf(place, holder) } }));
}

/** Takes a role at a place. @throws ApiError */
export async function takeRole(api: Api, roleId: string, holder: Holder, place: Place): Promise<void> {
  answerOf(await api.DELETE("/roles/{role_id}/assignments", { params: { path: { role_id: roleId }, query: queryOf(place, holder) } }));
}

/** A row of a list of members as a holder. */
export function holderOf({ id, type, user, team }: Member): Holder {
  return { kind: type === "team" ? "team" : "account", id, name: team?.name ?? user?.name ?? user?.username ?? id };
}

import { type Api, answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { giveRole } from "../roles/holders.ts";
import { addToTeam } from "../teams/read.ts";

export type Membership = components["schemas"]["Membership"];

/** What a person holds in an organization; `undefined` where that is not to be seen. @throws ApiError */
export async function readMembership(api: Api, organizationId: string, userId: string): Promise<Membership | undefined> {
  const params = { path: { user_id: userId }, query: { organization_id: organizationId } };
  return answerOf(await api.GET("/users/{user_id}/memberships", { params })).value[0];
}

const isOwn = ({ team }: Membership["roles"][number]) => team === null;

/**
 * Whether all of it can be given again after it was taken. Shares of single resources are for the server of their workspace to give, and roles in
 * workspaces are given to members only: whoever held none in the whole organization could not be made one by them.
 */
export function isRestorable({ roles, roles_left_out, shares }: Membership): boolean {
  return shares === 0 && !roles_left_out && roles.some((held) => isOwn(held) && held.workspace === null);
}

/** Gives it again: first the roles of the whole organization, which make the account a member. @throws ApiError */
export async function restoreMembership(api: Api, userId: string, { roles, teams }: Membership): Promise<void> {
  for (const { role, workspace, project } of roles.filter(isOwn)) {
    const place = project ? { project_id: project.id } : workspace ? { workspace_id: workspace.id } : {};
    await giveRole(api, role.id, { kind: "user", id: userId }, place);
  }
  for (const { id } of teams) await addToTeam(api, id, { kind: "account", id: userId });
}

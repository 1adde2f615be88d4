import type { QueryKey } from "@tanstack/react-query";
import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { Team } from "../api/types.ts";
import type { Choice } from "../parts/search-select.tsx";

/** Reads a team with its version. @throws ApiError */
export async function readTeam(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Team>> {
  return versionedOf(await api.GET("/teams/{team_id}", { params: { path: { team_id: id } }, ...(signal && { signal }) }));
}

/** The first teams whose name has the text, as choices. @throws ApiError */
export async function findTeams(api: Api, organizationId: string, typed: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const params = { path: { organization_id: organizationId }, query: { limit: 20, ...(typed !== "" && { name: typed }) } };
  const { value } = answerOf(await api.GET("/organizations/{organization_id}/teams", { params, signal }));
  return value.map(({ id, name }) => ({ value: id, label: name }));
}

/** Who can be in a team. */
export interface TeamMate {
  readonly kind: "account" | "invitation";
  readonly id: string;
}

const queryOf = ({ kind, id }: TeamMate) => (kind === "invitation" ? { invitation_id: id } : { user_id: id });

/** Puts somebody into a team. @throws ApiError */
export async function addToTeam(api: Api, teamId: string, mate: TeamMate): Promise<void> {
  answerOf(await api.POST("/teams/{team_id}/members", { params: { path: { team_id: teamId }, query: queryOf(mate) } }));
}

/** Takes somebody out of a team. @throws ApiError */
export async function removeFromTeam(api: Api, teamId: string, mate: TeamMate): Promise<void> {
  answerOf(await api.DELETE("/teams/{team_id}/members", { params: { path: { team_id: teamId }, query: queryOf(mate) } }));
}

/** What is read anew once teams changed. */
export const teamsOf = (organizationId: string): readonly QueryKey[] => [
  ["teams", organizationId],
  ["members", organizationId],
];

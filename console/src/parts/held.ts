import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { NEEDED } from "../app/queries.ts";
import { useMe, useWorld } from "../app/world.ts";

/** Where something is done in an organization: in a project, in all of a workspace, or in the whole of it. */
export interface Where {
  readonly workspaceId?: string;
  readonly projectId?: string;
}

/** What whoever is signed in may do somewhere. It says what is worth offering; the API decides. */
export interface Held {
  /** Whether it is known yet: until then nothing is offered. */
  readonly known: boolean;
  readonly isSuperuser: boolean;
  /** @param permission a name out of `GET /permissions` */
  may(permission: string): boolean;
  /** Whether one may give or take a role: nobody does with what they do not hold themselves. */
  mayGrant(role: { readonly permissions: readonly string[] }): boolean;
}

type HeldIn = NonNullable<components["schemas"]["ListedRole"]["held_in"]>[number];

/** Whether a role that is held somewhere counts there: as the API decides, in what is below as well. */
const countsIn = ({ workspace_id, project_id }: HeldIn, { workspaceId, projectId }: Where): boolean =>
  workspace_id === null || (workspace_id === workspaceId && (project_id === null || project_id === projectId));

/**
 * What whoever is signed in may do in the whole of an organization, and `at` any place in it, by the roles that they hold and where: one request
 * for all of its pages and rows, and none for superusers.
 */
export function useHeld(organizationId: string): Held & { at(where: Where): Held } {
  const { api } = useWorld();
  const me = useMe();
  const isSuperuser = me?.is_superuser === true;
  const { data } = useQuery({
    queryKey: ["roles", "own", organizationId],
    queryFn: async ({ signal }) => {
      const params = { path: { organization_id: organizationId }, query: { assigned_to_current_user: true, limit: 1000 } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
    enabled: me !== undefined && !isSuperuser,
    staleTime: 60_000,
    ...NEEDED,
  });
  const at = (where: Where): Held => {
    const here = data?.filter(({ held_in = [] }) => held_in.some((place) => countsIn(place, where)));
    const held = new Set(here?.flatMap(({ permissions }) => permissions));
    const may = (permission: string) => isSuperuser || held.has(permission);
    return { known: isSuperuser || data !== undefined, isSuperuser, may, mayGrant: ({ permissions }) => permissions.every(may) };
  };
  return { ...at({}), at };
}

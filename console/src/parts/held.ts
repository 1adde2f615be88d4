import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";

/**
 * What whoever is signed in may do in an organization, by all roles that they hold there; read once. It says what is worth offering: the API
 * decides, and a role that is held in one workspace counts here for each.
 */
export function useHeld(organizationId: string): { may(permission: string): boolean } {
  const { api } = useWorld();
  const me = useMe();
  const roles = useQuery({
    queryKey: ["roles", "own", organizationId],
    queryFn: async ({ signal }) => {
      const params = { path: { organization_id: organizationId }, query: { assigned_to_current_user: true } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
    enabled: me !== undefined && !me.is_superuser,
    staleTime: 60_000,
  });
  const held = new Set(roles.data?.flatMap(({ permissions }) => permissions));
  return { may: (permission) => me?.is_superuser === true || held.has(permission) };
}

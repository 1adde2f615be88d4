import { useQuery } from "@tanstack/react-query";
import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { Permission, Role } from "../api/types.ts";
import { NEEDED } from "../app/queries.ts";
import { useWorld } from "../app/world.ts";

/** Where roles are held, the widest first. */
export const LEVELS = ["organization", "workspace", "project", "team"] as const;
export type RoleLevel = (typeof LEVELS)[number];

/** The most that the API gives at once: what a choice of roles offers. */
const MOST_ROLES = 1000;

/** Reads a role with its version. @throws ApiError */
export async function readRole(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Role>> {
  return versionedOf(await api.GET("/roles/{role_id}", { params: { path: { role_id: id } }, ...(signal && { signal }) }));
}

/** What roles can allow: the same for the whole installation, read once. */
export function usePermissions(): readonly Permission[] {
  const { api } = useWorld();
  const { data } = useQuery({
    queryKey: ["permissions"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/permissions", { signal })).value,
    staleTime: Number.POSITIVE_INFINITY,
    ...NEEDED,
  });
  return data ?? [];
}

/** All roles of an organization, read once for whatever lets one choose: empty until they are there. */
export function useRoles(organizationId: string): readonly Role[] {
  const { api } = useWorld();
  const { data } = useQuery({
    queryKey: ["roles", organizationId, "all"],
    async queryFn({ signal }) {
      const params = { path: { organization_id: organizationId }, query: { limit: MOST_ROLES } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
    staleTime: 60_000,
  });
  return data ?? [];
}

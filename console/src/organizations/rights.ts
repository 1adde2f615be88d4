import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";

/** What whoever is signed in may do in an organization, as far as the console knows: what the API says counts. */
export interface Rights {
  /** Whether it is known yet: until then nothing is offered. */
  readonly known: boolean;
  readonly isSuperuser: boolean;
  /** @param permission a name out of `GET /permissions` */
  can(permission: string): boolean;
  /** Whether one may give or take a role: nobody does with what they do not hold themselves. */
  mayGrant(role: { readonly permissions: readonly string[] }): boolean;
}

/** The rights in the organization that the address names: one request for all of its pages, and none for superusers. */
export function useRights(): Rights {
  const { organizationId } = useParams({ from: "/organizations/$organizationId" });
  const { api } = useWorld();
  const me = useMe();
  const isSuperuser = me?.is_superuser === true;
  const { data } = useQuery({
    // The same that `useHeld` asks: whichever comes first asks for both.
    queryKey: ["roles", "own", organizationId],
    async queryFn({ signal }) {
      const params = { path: { organization_id: organizationId }, query: { assigned_to_current_user: true } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
    enabled: me !== undefined && !isSuperuser,
    staleTime: 60_000,
  });
  // What is held in one workspace or project says nothing of the organization.
  const held = new Set(data?.flatMap(({ level, permissions }) => (level === "organization" ? permissions : [])));
  return {
    known: isSuperuser || data !== undefined,
    isSuperuser,
    can: (permission) => isSuperuser || held.has(permission),
    mayGrant: ({ permissions }) => isSuperuser || permissions.every((permission) => held.has(permission)),
  };
}

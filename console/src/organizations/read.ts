import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { Organization } from "../api/types.ts";
import { useWorld } from "../app/world.ts";

/** Reads an organization with its version. @throws ApiError */
export async function readOrganization(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Organization>> {
  return versionedOf(await api.GET("/organizations/{organization_id}", { params: { path: { organization_id: id } }, ...(signal && { signal }) }));
}

/** The organization that the address names, read once for all of its pages. */
export function useOrganization() {
  const { organizationId } = useParams({ from: "/organizations/$organizationId" });
  const { api } = useWorld();
  const query = useQuery({ queryKey: ["organization", organizationId], queryFn: ({ signal }) => readOrganization(api, organizationId, signal) });
  return { organizationId, query, organization: query.data?.value };
}

/** Brings a deleted organization back; for superusers. @throws ApiError */
export async function restoreOrganization(api: Api, id: string): Promise<void> {
  answerOf(await api.POST("/organizations/{organization_id}/restore", { params: { path: { organization_id: id } } }));
}

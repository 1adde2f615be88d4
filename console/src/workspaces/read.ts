import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import type { Organization, User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";

export type Workspace = Omit<components["schemas"]["Workspace"], "organization" | "owner"> & {
  readonly organization: Organization;
  readonly owner: User | null;
};

/** Reads a workspace with its version. @throws ApiError */
export async function readWorkspace(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Workspace>> {
  return versionedOf(await api.GET("/workspaces/{workspace_id}", { params: { path: { workspace_id: id } }, ...(signal && { signal }) }));
}

/** What names a workspace in the cache. */
export const workspaceKey = (id: string) => ["workspace", id] as const;

/** A workspace, read once for all of its pages. */
export function useWorkspaceOf(workspaceId: string) {
  const { api } = useWorld();
  const query = useQuery({ queryKey: workspaceKey(workspaceId), queryFn: ({ signal }) => readWorkspace(api, workspaceId, signal) });
  return { query, workspace: query.data?.value };
}

/** The workspace that the address names. */
export function useWorkspace() {
  const { organizationId, workspaceId } = useParams({ from: "/organizations/$organizationId/workspaces/$workspaceId" });
  return { organizationId, workspaceId, ...useWorkspaceOf(workspaceId) };
}

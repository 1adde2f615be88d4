import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

export type Project = components["schemas"]["Project"];

/** Reads a project with its version. @throws ApiError */
export async function readProject(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Project>> {
  return versionedOf(await api.GET("/projects/{project_id}", { params: { path: { project_id: id } }, ...(signal && { signal }) }));
}

/** What names a project in the cache. */
export const projectKey = (id: string) => ["project", id] as const;

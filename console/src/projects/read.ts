import { type Api, answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

export type Project = components["schemas"]["Project"];

/** A project, and which version of it. */
export interface VersionedProject {
  readonly project: Project;
  readonly etag: string;
}

/** Reads a project with its version. @throws ApiError */
export async function readProject(api: Api, id: string, signal?: AbortSignal): Promise<VersionedProject> {
  const { value, headers } = answerOf(await api.GET("/projects/{project_id}", { params: { path: { project_id: id } }, ...(signal && { signal }) }));
  return { project: value, etag: headers.get("etag") ?? "" };
}

/** What names a project in the cache. */
export const projectKey = (id: string) => ["project", id] as const;

import { useQuery } from "@tanstack/react-query";
import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import type { Application } from "./types.ts";

export const applicationKey = (id: string) => ["application", id] as const;

/** Reads an application with its version. @throws ApiError */
export async function readApplication(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Application>> {
  return versionedOf(await api.GET("/applications/{application_id}", { params: { path: { application_id: id } }, ...(signal && { signal }) }));
}

/** An application. What is being edited is not replaced underneath. */
export function useApplication(id: string) {
  const { api } = useWorld();
  return useQuery({
    queryKey: applicationKey(id),
    queryFn: ({ signal }) => readApplication(api, id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

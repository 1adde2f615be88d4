import { useQuery } from "@tanstack/react-query";
import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import type { Connection } from "./types.ts";

export const connectionKey = (id: string) => ["connection", id] as const;

/** Reads a connection with its version. @throws ApiError */
export async function readConnection(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<Connection>> {
  return versionedOf(await api.GET("/connections/{connection_id}", { params: { path: { connection_id: id } }, ...(signal && { signal }) }));
}

/** A connection. What is being edited is not replaced underneath. */
export function useConnection(id: string) {
  const { api } = useWorld();
  return useQuery({
    queryKey: connectionKey(id),
    queryFn: ({ signal }) => readConnection(api, id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";

/** Reads an account with its version. @throws ApiError */
export async function readUser(api: Api, id: string, signal?: AbortSignal): Promise<Versioned<User>> {
  return versionedOf(await api.GET("/users/{user_id}", { params: { path: { user_id: id } }, ...(signal && { signal }) }));
}

/** The account that the address names, read once for all of its pages, and what the reader is to it. */
export function useUser() {
  const { userId } = useParams({ from: "/users/$userId" });
  const { api } = useWorld();
  const me = useMe();
  const query = useQuery({
    queryKey: ["user", userId],
    queryFn: ({ signal }) => readUser(api, userId, signal),
    // What is being edited is not replaced underneath.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return { userId, query, user: query.data?.value, isSuperuser: me?.is_superuser === true, isOwn: me?.id === userId };
}

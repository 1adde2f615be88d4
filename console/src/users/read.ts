import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Api, answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";

/** An account, and which version of it. */
export interface VersionedUser {
  readonly user: User;
  readonly etag: string;
}

/** Reads an account with its version. @throws ApiError */
export async function readUser(api: Api, id: string, signal?: AbortSignal): Promise<VersionedUser> {
  const { value, headers } = answerOf(await api.GET("/users/{user_id}", { params: { path: { user_id: id } }, ...(signal && { signal }) }));
  return { user: value, etag: headers.get("etag") ?? "" };
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
  return { userId, query, user: query.data?.user, isSuperuser: me?.is_superuser === true, isOwn: me?.id === userId };
}

import { useQuery } from "@tanstack/react-query";
import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";

/** Reads one's own account with its version. @throws ApiError */
export async function readSelf(api: Api, signal?: AbortSignal): Promise<Versioned<User>> {
  return versionedOf(await api.GET("/users/me", { ...(signal && { signal }) }));
}

export const SELF = ["self"] as const;
export const CREDENTIALS = ["credentials"] as const;
export const IDENTITIES = ["identities"] as const;
export const PASSKEYS = ["passkeys"] as const;

/** One's own account with its version, as it is when the page opens. */
export function useSelf() {
  const { api } = useWorld();
  return useQuery({ queryKey: SELF, queryFn: ({ signal }) => readSelf(api, signal), gcTime: 0, staleTime: Number.POSITIVE_INFINITY });
}

/** The ways into one's own account. */
export function useCredentials() {
  const { api } = useWorld();
  return useQuery({ queryKey: CREDENTIALS, queryFn: async ({ signal }) => answerOf(await api.GET("/users/me/credentials", { signal })).value });
}

/** The ways to sign in that this installation offers: `password`, `passkey`, names of connections. */
export function useOffered() {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["server-info"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/server/info", { signal })).value.sign_in,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

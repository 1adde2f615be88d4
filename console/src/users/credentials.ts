import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";

export type Credentials = components["schemas"]["UserCredentials"];

/** The ways into an account, for superusers. */
export function useCredentials(userId: string) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["credentials", userId],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/{user_id}/credentials", { params: { path: { user_id: userId } }, signal })).value,
  });
}

/** What is read anew when a way into an account changes. */
export const changedWays = (userId: string) => [["credentials", userId], ["passkeys", userId], ["sessions", userId], ["user", userId], ["users"]] as const;

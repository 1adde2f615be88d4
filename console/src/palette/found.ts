import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";

/** How many of a kind are offered. */
const MOST = 5;

/**
 * The accounts and organizations that fit what was typed: one request of a kind, none for nothing, and what is overtaken is given up.
 *
 * @param typed what was typed, once it rests
 */
export function useFound(typed: string) {
  const { api } = useWorld();
  const enabled = typed !== "";
  const users = useQuery({
    queryKey: ["palette", "users", typed],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users", { params: { query: { q: typed, limit: MOST } }, signal })).value,
    enabled,
  });
  const organizations = useQuery({
    queryKey: ["palette", "organizations", typed],
    queryFn: async ({ signal }) => answerOf(await api.GET("/organizations", { params: { query: { q: typed, limit: MOST } }, signal })).value,
    enabled,
  });
  return {
    users: (enabled && users.data) || [],
    organizations: (enabled && organizations.data) || [],
    isSearching: users.isFetching || organizations.isFetching,
  };
}

import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";

export const INVITATIONS = ["invitations-received"] as const;
/** Open invitations of one person, at most: nobody has so many. */
const MOST = 100;

/** The invitations that one got; asked once, and kept for the navigation and the page. */
export function useInvitations() {
  const { api } = useWorld();
  return useQuery({
    queryKey: INVITATIONS,
    queryFn: async ({ signal }) => answerOf(await api.GET("/invitations", { params: { query: { limit: MOST } }, signal })).value,
    staleTime: 300_000,
  });
}

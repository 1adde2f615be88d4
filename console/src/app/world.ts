import { queryOptions, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type Api, answerOf } from "../api/client.ts";
import type { World } from "./root.ts";

/** The API and the sign-in. */
export function useWorld(): World {
  return useRouter().options.context;
}

/** Asks who is signed in. */
export const meOf = (api: Api) =>
  queryOptions({
    queryKey: ["me"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/me", { signal })).value,
    staleTime: 300_000,
  });

/** Whoever is signed in; read once, by whatever asks first. `undefined` until it is known. */
export function useMe() {
  const { api } = useWorld();
  return useQuery(meOf(api)).data;
}

import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/client.ts";

/** What is asked again by itself: what failed on the way or at the server, twice; never what was refused. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      },
      mutations: { retry: false },
    },
  });
}

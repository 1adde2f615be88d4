import { notifyManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/client.ts";

/**
 * What is asked again by itself: what failed on the way or at the server, twice; never what was refused. Without a line it is said that
 * there is none: what waited for one instead would be done later, unasked.
 */
export function createQueries(): QueryClient {
  // What is under way is known before the next key or click, however busy the browser is: the second of two would do it again.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

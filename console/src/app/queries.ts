import { notifyManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/client.ts";

/** It failed on the way or at the server: it was not refused. */
const isFailure = (error: unknown) => error instanceof ApiError && (error.status === 0 || error.status >= 500);

/** Of what a page cannot be without: where that failed, it is said in place of the page, which would wait for ever. */
export const NEEDED = {
  throwOnError: (error: unknown, { state }: { readonly state: { readonly data: unknown } }) => state.data === undefined && isFailure(error),
} as const;

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
        retry: (failures, error) => failures < 2 && isFailure(error),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

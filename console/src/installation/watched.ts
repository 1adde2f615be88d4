import { type QueryKey, useQuery } from "@tanstack/react-query";

/** How often what is watched is asked for anew, while the page is looked at: milliseconds. */
const EVERY = 10_000;

/** Something that changes by itself: asked for every few seconds, and not at all while nobody looks. */
export function useWatched<T>(queryKey: QueryKey, load: (signal: AbortSignal) => Promise<T>) {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => load(signal),
    refetchInterval: EVERY,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
  });
}

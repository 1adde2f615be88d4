import { type QueryKey, useQuery } from "@tanstack/react-query";
import { nextCursor } from "../api/client.ts";
import { same } from "./together.ts";

/** How many rows a page of a list has. */
export const PAGE_SIZE = 100;

/** A page of a list: its rows, and the cursor of the next one. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

interface Answered<Row> {
  readonly value: readonly Row[];
  readonly headers: Headers;
}

/**
 * A page of a list, as one request; one that is overtaken by another is given up, and what was there before of the same list stays readable
 * meanwhile.
 *
 * @param queryKey names the list and whose it is, then all that is asked of it as its last part
 * @param load asks the API; the headers say whether there is more
 */
export function useListPage<Row>(queryKey: QueryKey, load: (signal: AbortSignal) => Promise<Answered<Row>>, enabled = true) {
  return useQuery({
    queryKey,
    async queryFn({ signal }): Promise<ListPage<Row>> {
      const { value, headers } = await load(signal);
      return { rows: value, next: nextCursor(headers) };
    },
    placeholderData: (previous, query) => (query && same(query.queryKey.slice(0, -1), queryKey.slice(0, -1)) ? previous : undefined),
    enabled,
  });
}

import type { paths } from "../api/schema.d.ts";

type ListQuery = NonNullable<paths["/users"]["get"]["parameters"]["query"]>;

/** The columns of the table, and what the API sorts by, in one. */
export const COLUMNS = ["name", "username", "email", "company", "job_title", "created", "last_login"] as const;
export type Column = (typeof COLUMNS)[number];

export const FLAGS = ["is_active", "is_superuser", "is_service_account"] as const;
export type Flag = (typeof FLAGS)[number];

/** The state of the table: what stands in its address. */
export type UserSearch = Pick<ListQuery, "q" | "sort" | "cursor" | Flag>;

const SORTS = new Set<unknown>(COLUMNS.flatMap((column) => [column, `-${column}`]));
const MOST_SEARCHED = 200;

/** Reads the state out of an address; what does not fit is left out. */
export function readUserSearch(given: Readonly<Record<string, unknown>>): UserSearch {
  const { q, sort, cursor } = given;
  const searched = q === undefined || q === null ? "" : String(q).slice(0, MOST_SEARCHED);
  const flags = FLAGS.flatMap((flag) => (typeof given[flag] === "boolean" ? [[flag, given[flag]]] : []));
  return {
    ...(searched !== "" && { q: searched }),
    ...(SORTS.has(sort) && { sort: sort as string }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
    ...Object.fromEntries(flags),
  };
}

/** The order that a column's header gives next: rising, falling, then the API's own. */
export function nextSort(column: Column, sort: string | undefined): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}

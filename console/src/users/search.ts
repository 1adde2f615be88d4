import type { paths } from "../api/schema.d.ts";

type ListQuery = NonNullable<paths["/users"]["get"]["parameters"]["query"]>;

/** What the API sorts by. */
const SORTED = ["name", "username", "email", "company", "job_title", "created", "last_login"] as const;

export const FLAGS = ["is_active", "is_superuser", "is_service_account"] as const;
type Flag = (typeof FLAGS)[number];

/** The state of the table: what stands in its address. */
export type UserSearch = Pick<ListQuery, "q" | "sort" | "cursor" | Flag>;

const SORTS = new Set<unknown>(SORTED.flatMap((column) => [column, `-${column}`]));
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

import type { paths } from "../api/schema.d.ts";

export type ListQuery = NonNullable<paths["/users"]["get"]["parameters"]["query"]>;

/** What the API sorts by. */
const SORTED = ["name", "username", "email", "company", "job_title", "created", "last_login"] as const;

/** Filters that everybody uses, and those for a closer look. */
export const FLAGS = ["is_active", "is_superuser", "is_service_account"] as const;
export const MORE_FLAGS = ["locked", "password_expired", "has_mfa", "is_onboarded"] as const;
/** Days, in the reader's time zone; the last one counts whole. */
export const DAYS = ["created_after", "created_before", "last_login_after", "last_login_before"] as const;
/** Ids of what an account belongs to. */
export const PLACES = ["organization_id", "role_id", "team_id"] as const;
export type Flag = (typeof FLAGS)[number];
export type MoreFlag = (typeof MORE_FLAGS)[number];
export type Day = (typeof DAYS)[number];
export type Place = (typeof PLACES)[number];

/** Rows of a page. */
export const SIZES = [25, 50, 100, 200, 500, 1000] as const;

/** The state of the table: what stands in its address. */
export type UserSearch = Pick<ListQuery, "q" | "sort" | "cursor" | "limit" | "oauth_provider" | Flag | MoreFlag | Day | Place>;

const SORTS = new Set<unknown>(SORTED.flatMap((column) => [column, `-${column}`]));
const MOST_SEARCHED = 200;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The API takes years of four digits, and JavaScript takes the first hundred for those of 1900. */
const isDay = (value: unknown) => typeof value === "string" && DAY.test(value) && value >= "1000" && value < "9999-12-31" && !Number.isNaN(Date.parse(value));

/** Reads the state out of an address; what does not fit is left out. */
export function readUserSearch(given: Readonly<Record<string, unknown>>): UserSearch {
  const { q, sort, cursor, limit, oauth_provider: provider } = given;
  const searched = q === undefined || q === null ? "" : String(q).slice(0, MOST_SEARCHED);
  const those = (names: readonly string[], fits: (value: unknown) => boolean) => names.flatMap((name) => (fits(given[name]) ? [[name, given[name]]] : []));
  const isId = (value: unknown) => typeof value === "string" && UUID.test(value);
  return {
    ...(searched !== "" && { q: searched }),
    ...(SORTS.has(sort) && { sort: sort as string }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
    ...(SIZES.some((size) => size === limit) && { limit: limit as number }),
    ...(typeof provider === "string" && provider !== "" && { oauth_provider: provider.slice(0, MOST_SEARCHED) }),
    ...Object.fromEntries(those([...FLAGS, ...MORE_FLAGS], (value) => typeof value === "boolean")),
    ...Object.fromEntries(those(DAYS, isDay)),
    // Roles and teams are of an organization.
    ...Object.fromEntries(those(isId(given["organization_id"]) ? PLACES : [], isId)),
  };
}

/** The moment at which a day of the reader's begins. @param later days after it */
function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** The state as the API is asked. */
export function queryOf(search: UserSearch): ListQuery {
  const days = DAYS.flatMap((name) => {
    const day = search[name];
    return day === undefined ? [] : [[name, startOf(day, name.endsWith("_before") ? 1 : 0)]];
  });
  return { ...search, ...Object.fromEntries(days) };
}

/** How many filters are set beside those that are always shown. */
export const hiddenFilters = (search: UserSearch): readonly (MoreFlag | Day | Place | "oauth_provider")[] =>
  ([...PLACES, ...MORE_FLAGS, "oauth_provider", ...DAYS] as const).filter((name) => search[name] !== undefined);

/** The state of the list of deleted accounts. */
export function readDeletedSearch(given: Readonly<Record<string, unknown>>): Pick<UserSearch, "q" | "sort" | "cursor"> {
  const { q, sort, cursor } = readUserSearch(given);
  return { ...(q !== undefined && { q }), ...(sort !== undefined && { sort }), ...(cursor !== undefined && { cursor }) };
}

import { estimateRows, pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import { leastId } from "../../kernel/ids.ts";
import type { Position } from "../../kernel/page.ts";
import { identifierKey, searchPattern } from "../../kernel/text.ts";
import { deletedUserRow, USER_ROW, visibleIds, visibleTo } from "./read-model.ts";
import type { SortField, UserFilters } from "./schema.ts";

export interface SortTerm {
  readonly field: SortField;
  readonly descending: boolean;
}

export interface UserQuery {
  readonly filters: Readonly<UserFilters>;
  readonly sort: readonly SortTerm[];
  readonly limit: number;
  readonly offset: number;
  /** The last row of the page before: its sort values, then its id. */
  readonly after: Position | undefined;
  /** Whose view it is; `null` sees every account. */
  readonly viewer: string | null;
  readonly now: Date;
  /** Days for which deleted accounts can be restored. */
  readonly tombstoneDays: number;
}

type FilterName = keyof UserFilters;

/** A filter: the condition over `u` for a parameter, and what becomes of the value. Each has an index. */
interface Filter {
  readonly sql: (parameter: string) => string;
  readonly value?: (given: never) => unknown;
  /** Of a filter that names a set of accounts: their ids, some of them perhaps more than once. */
  readonly ids?: (parameter: string) => string;
}

const equals = (column: string): Filter => ({ sql: (p) => `${column} = ${p}` });
const sameKey = (column: string): Filter => ({ sql: (p) => `${column} = ${p}`, value: identifierKey as (given: never) => unknown });

const idAt = (moment: string) => leastId(Date.parse(moment));

const HELD_BACK = `EXISTS (SELECT 1 FROM sign_in_failures f WHERE f.user_id = u.id AND f.blocked_until > $now)`;

const FILTERS: { readonly [F in FilterName]-?: Filter } = {
  user_id: equals("u.id"),
  ids: { sql: (p) => `u.id = ANY (${p}::uuid[])` },
  q: { sql: (p) => `u.search_text LIKE ${p}`, value: searchPattern },
  username: sameKey("u.username_key"),
  email: sameKey("COALESCE(u.email_key, '')"),
  name: sameKey("u.name_key"),
  avatar_url: equals("u.avatar_url"),
  company: equals("COALESCE(u.company, '')"),
  job_title: equals("COALESCE(u.job_title, '')"),
  metadata: { sql: (p) => `u.metadata @> ${p}::jsonb` },
  oauth_provider: equals("u.oauth_provider"),
  oauth_id: equals("u.oauth_id"),
  password_expired: equals("u.password_expired"),
  is_active: equals("u.is_active"),
  is_superuser: equals("u.is_superuser"),
  is_service_account: equals("u.is_service_account"),
  is_onboarded: equals("u.is_onboarded"),
  locked: { sql: (p) => `${HELD_BACK} = ${p}` },
  organization_id: {
    sql: (p) =>
      `COALESCE((SELECT true FROM role_assignments a WHERE a.user_id = u.id AND a.organization_id = ${p} LIMIT 1), u.organization_id = ${p} AND NOT u.is_internal)`,
    ids: (p) => `SELECT a.user_id AS id FROM role_assignments a WHERE a.organization_id = ${p} AND a.user_id IS NOT NULL
      UNION ALL SELECT s.id FROM users s WHERE s.organization_id = ${p} AND NOT s.is_internal`,
  },
  role_id: {
    sql: (p) => `COALESCE((SELECT true FROM role_assignments a WHERE a.role_id = ${p} AND a.user_id = u.id LIMIT 1),
      (SELECT true FROM team_members m WHERE m.user_id = u.id
        AND m.team_id = ANY (ARRAY(SELECT a.team_id FROM role_assignments a WHERE a.role_id = ${p} AND a.team_id IS NOT NULL)) LIMIT 1))`,
    ids: (p) => `SELECT a.user_id AS id FROM role_assignments a WHERE a.role_id = ${p} AND a.user_id IS NOT NULL
      UNION ALL SELECT m.user_id FROM role_assignments a JOIN team_members m ON m.team_id = a.team_id WHERE a.role_id = ${p} AND a.team_id IS NOT NULL`,
  },
  team_id: {
    sql: (p) => `COALESCE((SELECT true FROM team_members m WHERE m.team_id = ${p} AND m.user_id = u.id), false)`,
    ids: (p) => `SELECT m.user_id AS id FROM team_members m WHERE m.team_id = ${p}`,
  },
  has_mfa: {
    sql: (p) => `(EXISTS (SELECT 1 FROM totp f WHERE f.user_id = u.id AND f.activated IS NOT NULL)
      OR EXISTS (SELECT 1 FROM passkeys f WHERE f.user_id = u.id)) = ${p}`,
  },
  // What can still be restored; the index of tombstones is on this column.
  is_deleted: { sql: (p) => `${p}::boolean AND u.deleted > $now - make_interval(days => $days::int)` },
  // Ids carry the moment they were made at: the primary key serves these.
  created_after: { sql: (p) => `u.id >= ${p}::uuid`, value: idAt as (given: never) => unknown },
  created_before: { sql: (p) => `u.id < ${p}::uuid`, value: idAt as (given: never) => unknown },
  last_login_after: { sql: (p) => `COALESCE(u.last_login, '-infinity') >= ${p}::timestamptz` },
  last_login_before: { sql: (p) => `(COALESCE(u.last_login, '-infinity') < ${p}::timestamptz AND u.last_login IS NOT NULL)` },
};

/** Filters that an account or two fit: they name it. */
const NAMING: ReadonlySet<FilterName> = new Set(["user_id", "username", "email", "oauth_id"]);

/** Filters that name a set of accounts, the narrowest first: the list is made from one of them. */
const SETS = ["team_id", "role_id", "organization_id"] as const satisfies readonly FilterName[];

/** What each field is sorted by; together with id, the expression of its index. */
const SORTS: Record<SortField, { sql: string; type: string }> = {
  created: { sql: "u.id", type: "uuid" },
  username: { sql: "u.username_key", type: "text" },
  email: { sql: "COALESCE(u.email_key, '')", type: "text" },
  name: { sql: "u.name_key", type: "text" },
  company: { sql: "COALESCE(u.company, '')", type: "text" },
  job_title: { sql: "COALESCE(u.job_title, '')", type: "text" },
  last_login: { sql: "COALESCE(u.last_login, '-infinity')", type: "timestamptz" },
};

/** The sort's expressions, id last: it makes the order total. */
function sortKeys(sort: readonly SortTerm[]) {
  const keys = sort.map((term) => ({ ...SORTS[term.field], descending: term.descending }));
  const at = keys.findIndex((key) => key.sql === "u.id");
  if (at >= 0) return keys.slice(0, at + 1);
  return [...keys, { ...SORTS.created, descending: keys.at(-1)?.descending ?? false }];
}

type Key = ReturnType<typeof sortKeys>[number];

/** "Behind that row", so that the index of the sort finds the place instead of walking to it. */
function behind(keys: readonly Key[], parameter: (i: number) => string): string {
  const value = (key: Key, i: number) => `${parameter(i)}::${key.type}`;
  if (keys.every((key) => key.descending === keys[0]?.descending)) {
    const comparison = keys[0]?.descending ? "<" : ">";
    return `(${keys.map((key) => key.sql).join(", ")}) ${comparison} (${keys.map(value).join(", ")})`;
  }
  const first = keys[0] as Key;
  const steps = keys.map((key, i) => {
    const same = keys.slice(0, i).map((before, j) => `${before.sql} = ${value(before, j)}`);
    return `(${[...same, `${key.sql} ${key.descending ? "<" : ">"} ${value(key, i)}`].join(" AND ")})`;
  });
  return `${first.sql} ${first.descending ? "<=" : ">="} ${value(first, 0)} AND (${steps.join(" OR ")})`;
}

interface Text {
  /** Absent where there are too many shapes to prepare each. */
  readonly name?: string;
  readonly text: string;
}

/** Shapes that are kept and prepared; whoever makes up more of them gets unnamed statements. */
const MOST_SHAPES = 256;

interface Built {
  readonly page: Text;
  readonly count: Text;
  /** Filters whose values follow limit, offset, now and viewer, in this order. */
  readonly filters: readonly FilterName[];
}

/**
 * From how many accounts on that a viewer may know of, or that are in a named set, the list is walked in its order with a
 * look at each, instead of made from them: there a page is found among few, here among many.
 */
const MANY = 2000;

/** Rows of the largest page, and the one that tells of another. */
const LARGEST = 1001;

interface Parts {
  /** Ids of the set that the page is from, some of them perhaps more than once. */
  readonly ids: string;
  /** The condition under which `u` is in it. */
  readonly isIn: string;
  /** Conditions on `u`, each behind an AND. */
  readonly conditions: string;
  /** ORDER BY of the list. */
  readonly order: string;
  readonly limit: string;
  readonly offset: string;
  /** Whether rows are skipped. */
  readonly skips: boolean;
}

/** The rows of a page of a set, however many are in it: of the two ways one is taken, the other is not begun. */
function rowsOfSet({ ids, isIn, conditions, order, limit, offset, skips }: Parts): string {
  const most = skips ? `${limit}::int + 1 + ${offset}::bigint` : LARGEST;
  const isMany = `(SELECT count(*) > ${MANY} FROM known)`;
  const way = (from: string, condition: string) => `(SELECT u.* FROM ${from} WHERE ${condition}${conditions} ORDER BY ${order} LIMIT ${most})`;
  // OFFSET 0 keeps the look-up by id as it is written: the planner takes the few for as many as they may be.
  const few = "(SELECT DISTINCT id FROM known) k, LATERAL (SELECT * FROM users u WHERE u.id = k.id OFFSET 0) u";
  return `WITH known AS MATERIALIZED (SELECT id FROM (${ids}) i LIMIT ${MANY} + 1)
    SELECT * FROM (${way(few, `NOT ${isMany}`)} UNION ALL ${way("users u", `${isMany} AND ${isIn}`)}) u
    ORDER BY ${order} LIMIT (SELECT ${limit}::int + 1)${skips ? ` OFFSET ${offset}::bigint` : ""}`;
}

/**
 * The statement of a shape of query: which filters, which sort, whether behind a row, for a viewer or for all.
 * Shapes are few; each is built once and prepared once a connection.
 */
function build(filters: readonly FilterName[], keys: readonly Key[], isBehind: boolean, isViewed: boolean, skips: boolean): Built {
  const values: string[] = [];
  const take = (name: string) => {
    values.push(name);
    return `$${values.length}`;
  };
  const viewer = isViewed ? take("viewer") : "";
  const isOfDeleted = filters.includes("is_deleted");
  const now = filters.includes("locked") || isOfDeleted ? take("now") : "";
  const days = isOfDeleted ? take("days") : "";
  const given = filters.map((name) => ({ name, filter: FILTERS[name], parameter: take(name) }));
  const all = (conditions: readonly string[]) =>
    ["", `u.deleted IS ${isOfDeleted ? "NOT " : ""}NULL`, ...conditions].join(" AND ").replaceAll("$now", `${now}::timestamptz`).replaceAll("$days", days);
  // A filter that names an account is looked at first; the view then is of one account, not of all.
  const isNamed = filters.some((name) => NAMING.has(name));
  const view = !isViewed ? "true" : isNamed ? visibleTo(viewer) : `u.id IN (${visibleIds(viewer)})`;
  const counted = given.map(({ filter, parameter }) => (filter.ids ? `u.id IN (${filter.ids(parameter)})` : filter.sql(parameter)));
  const count = { text: `SELECT count(*) AS n FROM users u WHERE ${view}${all(counted)}` };
  const before = keys.map((_, i) => (isBehind ? take(`after${i}`) : ""));
  const limit = take("limit");
  const offset = skips ? take("offset") : "0";
  const page = { order: keys.map((key) => `${key.sql} ${key.descending ? "DESC" : "ASC"}`).join(", "), limit, offset, skips };
  // Planned once, not for each viewer, set and limit anew, which takes longer than the list: they tell the planner nothing.
  const [who, named] = [`(SELECT ${viewer}::uuid)`, (parameter: string) => `(SELECT ${parameter}::uuid)`];
  const set = isNamed ? undefined : SETS.map((name) => given.find((one) => one.name === name)).find((one) => one !== undefined);
  const place = isBehind ? [behind(keys, (i) => before[i] as string)] : [];
  const rest = given.filter((one) => one !== set).map(({ filter, parameter }) => filter.sql(filter.ids ? named(parameter) : parameter));
  const conditions = all([...rest, ...place]);
  const { order } = page;
  const position = `json_build_array(${keys.map((key) => `(${key.sql})::text`).join(", ")})::text`;
  let rows = `SELECT * FROM users u WHERE ${view}${conditions} ORDER BY ${order} LIMIT ${limit}::int + 1 OFFSET ${offset}::bigint`;
  if (set?.filter.ids) {
    const parameter = named(set.parameter);
    const seen = isViewed ? ` AND ${visibleTo(who)}` : "";
    rows = rowsOfSet({ ...page, ids: set.filter.ids(parameter), isIn: set.filter.sql(parameter), conditions: `${conditions}${seen}` });
  } else if (isViewed && !isNamed) {
    rows = rowsOfSet({ ...page, ids: visibleIds(who), isIn: visibleTo(who), conditions });
  }
  const shown = isOfDeleted ? deletedUserRow(`make_interval(days => ${days}::int)`) : USER_ROW;
  const text = pageSql({ rows, alias: "u", shown, position, limit });
  return { page: { text }, count, filters };
}

/** Builds each shape once. @returns the two statements of a list: its page, and its count */
export function createUserList() {
  const built = new Map<string, Built>();

  function shapeOf(query: UserQuery, names: readonly FilterName[]): Built {
    const order = query.sort.map((term) => `${term.descending ? "-" : ""}${term.field}`).join(",");
    const [isBehind, isViewed, skips] = [query.after !== undefined, query.viewer !== null, query.offset > 0];
    const shape = [names.join(" "), order, isBehind, isViewed, skips].join("|");
    const known = built.get(shape);
    if (known) return known;
    const made = build(names, sortKeys(query.sort), isBehind, isViewed, skips);
    if (built.size >= MOST_SHAPES) return made;
    const n = built.size;
    const kept = { ...made, page: { ...made.page, name: `user-list ${n}` }, count: { ...made.count, name: `user-count ${n}` } };
    built.set(shape, kept);
    return kept;
  }

  function statements(query: UserQuery): { page: Built["page"]; count: Built["count"]; before: unknown[]; values: unknown[] } {
    const names = (Object.keys(FILTERS) as FilterName[]).filter((name) => query.filters[name] !== undefined);
    const known = shapeOf(query, names);
    const before: unknown[] = query.viewer ? [query.viewer] : [];
    const isOfDeleted = names.includes("is_deleted");
    if (names.includes("locked") || isOfDeleted) before.push(query.now);
    if (isOfDeleted) before.push(query.tombstoneDays);
    for (const name of names) {
      const given = query.filters[name];
      before.push(FILTERS[name].value ? FILTERS[name].value(given as never) : given);
    }
    return {
      page: known.page,
      count: known.count,
      before,
      values: [...before, ...(query.after ?? []), query.limit, ...(query.offset > 0 ? [query.offset] : [])],
    };
  }

  return {
    /** A page as JSON text, and the position of its last row when there are more. */
    async page(db: Queryable, query: UserQuery): Promise<{ json: string; last: Position | undefined }> {
      const { page, values } = statements(query);
      const { json, last } = await readPage(db, { ...page, values });
      return { json, last: last === undefined ? undefined : (JSON.parse(last) as Position) };
    },
    /** How many accounts fit the filters, counted. */
    async count(db: Queryable, query: UserQuery): Promise<number> {
      const { count, before } = statements(query);
      const { rows } = await db.query<{ n: number }>({ ...count, values: before });
      return rows[0]?.n ?? 0;
    },
    /** How many accounts fit the filters, as the planner expects. */
    async estimate(db: Queryable, query: UserQuery): Promise<number> {
      const { count, before } = statements(query);
      return estimateRows(db, { text: count.text.replace("SELECT count(*) AS n", "SELECT 1"), values: before });
    },
  };
}

export type UserList = ReturnType<typeof createUserList>;

import { estimateRows, pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import { type Moments, unended } from "./principals-store.ts";
import type { SessionKind } from "./schema.ts";

/** What a session is, from what it has. The index `sessions_kind` is on this expression. */
const KIND = `(CASE WHEN s.device_id IS NOT NULL THEN 'device' WHEN s.application_id IS NOT NULL THEN 'application'
  WHEN s.cookie_hash IS NOT NULL THEN 'browser' ELSE 'token' END)`;

/** JSON of a session that a list shows: a column that is not here is private. @param current the session that asks */
const shown = (current: string) => `(SELECT s.id, s.user_id, ${KIND} AS kind, s.created, s.last_used, s.expires, s.auth_time, s.amr, s.address, s.user_agent,
  s.agent AS device, (SELECT row_to_json(app) FROM (SELECT a.id, a.name FROM applications a WHERE a.id = s.application_id) app) AS application,
  s.device_id, s.id = ${current}::uuid AS current)`;

/** Which sessions; each has an index that ends in id, so that a page is read in the order it is shown in. */
export interface SessionFilters {
  readonly userId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly kind?: SessionKind | undefined;
}

const FILTERS: readonly [field: keyof SessionFilters, sql: (p: string) => string][] = [
  ["userId", (p) => `s.user_id = ${p}::uuid`],
  ["applicationId", (p) => `s.application_id = ${p}::uuid`],
  ["kind", (p) => `${KIND} = ${p}::text`],
];

/** The sessions that fit and have not ended, as `FROM ... WHERE ...`; `values` takes the parameters. */
function fitting(filters: SessionFilters, at: Moments, values: unknown[]): { from: string; shape: string } {
  const take = (value: unknown) => `$${values.push(value)}`;
  const given = FILTERS.filter(([field]) => filters[field] !== undefined);
  const conditions = [unended(take(at.now), take(at.idleSince)), ...given.map(([field, sql]) => sql(take(filters[field])))];
  return { from: `FROM sessions s WHERE ${conditions.join(" AND ")}`, shape: given.map(([field]) => field).join("-") || "all" };
}

interface PageOfSessions {
  readonly limit: number;
  readonly offset: number;
  /** The session that asks. */
  readonly current: string | null;
  /** The id of the last session of the page before. */
  readonly before: string | undefined;
}

/** A page of sessions that have not ended, newest first, as JSON text. */
export async function listSessions(db: Queryable, filters: SessionFilters, at: Moments, page: PageOfSessions) {
  const values: unknown[] = [];
  const take = (value: unknown) => `$${values.push(value)}`;
  const { from, shape } = fitting(filters, at, values);
  const behind = page.before === undefined ? "" : ` AND s.id < ${take(page.before)}::uuid`;
  const [limit, offset, current] = [take(page.limit), take(page.offset), take(page.current)];
  const rows = `SELECT s.* ${from}${behind} ORDER BY s.id DESC LIMIT ${limit}::int + 1 OFFSET ${offset}::bigint`;
  const text = pageSql({ rows, alias: "s", shown: shown(current), position: "s.id::text", limit });
  return readPage(db, { name: `sessions-list-${shape}${behind && "-behind"}`, text, values });
}

/** How many sessions fit and have not ended, counted or as the planner expects. */
export async function countSessions(db: Queryable, filters: SessionFilters, at: Moments, kind: "exact" | "estimate"): Promise<number> {
  const values: unknown[] = [];
  const { from, shape } = fitting(filters, at, values);
  if (kind === "estimate") return estimateRows(db, { text: `SELECT 1 ${from}`, values });
  const { rows } = await db.query<{ n: number }>({ name: `sessions-count-${shape}`, text: `SELECT count(*) AS n ${from}`, values });
  return Number(rows[0]?.n ?? 0);
}

import type { Queryable, Statement } from "../kernel/context.ts";
import type { ListReader } from "../kernel/page.ts";

interface PageParts {
  /** The rows in order, one more than the page has: `SELECT ... LIMIT n + 1`. */
  readonly rows: string;
  /** Alias of the rows in what follows. */
  readonly alias: string;
  /**
   * What a row shows: a sub-select over the alias, in parentheses. Where it reads tables itself it ends in OFFSET 0: else
   * the planner may join them to the rows, and these come out of the join in another order.
   */
  readonly shown: string;
  /** SQL text of where a row stands: what the cursor carries. */
  readonly position: string;
  /** Parameter with the page's size. */
  readonly limit: string;
}

/**
 * A page as one row: the array as JSON text, the position of its last row, and whether there are more. Nothing is
 * done per row outside the database. The aggregate takes its rows in the order of the sub-select; asking it to sort
 * them again costs a fifth of the page.
 */
export function pageSql({ rows, alias, shown, position, limit }: PageParts): string {
  return `SELECT '[' || COALESCE(string_agg(row_to_json(x)::text, ',') FILTER (WHERE n <= ${limit}::int), '') || ']' AS json,
      max(CASE WHEN n = ${limit}::int THEN ${position} END) AS last, count(*) > ${limit}::int AS more
    FROM (SELECT *, row_number() OVER () AS n FROM (${rows}) ${alias}) ${alias}, LATERAL ${shown} x`;
}

/**
 * Texts of lists that are prepared: each takes memory in every connection's server. Whoever makes up more shapes of
 * filters than that gets statements that are planned each time.
 */
const MOST_NAMES = 128;
const names = new Map<string, string>();

/** The name under which a text is prepared, once a connection. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `list ${names.size}`;
  names.set(text, name);
  return name;
}

/** A statement that is prepared by its text, where it has no name. */
function prepared(statement: Statement): Statement {
  const name = statement.name ?? nameOf(statement.text);
  return name === undefined ? statement : { ...statement, name };
}

/** Asks a statement of `pageSql`, prepared. @returns the array, and where it ends when there are more */
export async function readPage(db: Queryable, statement: Statement): Promise<{ json: string; last: string | undefined }> {
  const { rows } = await db.query<{ json: string; last: string | null; more: boolean }>(prepared(statement));
  const row = rows[0];
  return { json: row?.json ?? "[]", last: row?.more && row.last ? row.last : undefined };
}

/** How many rows a query gives, as the planner expects. */
export async function estimateRows(db: Queryable, { text, values = [] }: Statement): Promise<number> {
  const { rows } = await db.query<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>({ text: `EXPLAIN (FORMAT JSON) ${text}`, values });
  return rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

/** Rows of a list that is read in the order of their ids. */
export interface RowsById {
  /** `FROM ... WHERE ...`. */
  readonly from: string;
  /** Alias of the rows in it. */
  readonly alias: string;
  /** What a row shows: a sub-select over the alias, in parentheses. */
  readonly shown: string;
  /** The parameters of `from` and `shown`; those of the page are put behind them. */
  readonly values: readonly unknown[];
}

/**
 * A list in the order of ids, which is that of creation, for `pageById`.
 *
 * @param page its size, and how many rows are skipped
 */
export function rowsById(
  db: Queryable,
  { from, alias, shown, values: given }: RowsById,
  page: { readonly limit: number; readonly offset: number },
): ListReader {
  return {
    page(after) {
      const values = [...given];
      const take = (value: unknown) => `$${values.push(value)}`;
      const behind = after ? ` AND ${alias}.id > ${take(after)}::uuid` : "";
      const [limit, offset] = [take(page.limit), take(page.offset)];
      const rows = `SELECT ${alias}.* ${from}${behind} ORDER BY ${alias}.id LIMIT ${limit}::int + 1 OFFSET ${offset}::bigint`;
      return readPage(db, { text: pageSql({ rows, alias, shown, position: `${alias}.id::text`, limit }), values });
    },
    async count(kind) {
      const values = [...given];
      if (kind === "estimate") return estimateRows(db, { text: `SELECT 1 ${from}`, values });
      const { rows } = await db.query<{ n: number }>({ text: `SELECT count(*) AS n ${from}`, values });
      return Number(rows[0]?.n ?? 0);
    },
  };
}

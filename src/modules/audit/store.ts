import type { Queryable } from "../../kernel/context.ts";
import { leastId } from "../../kernel/ids.ts";
import type { AuditQuery } from "./schema.ts";

const COLUMNS = `a.id, a.created, a.actor_kind, a.actor_id, a.actor_name, a.action, a.target_type, a.target_id,
  a.before, a.after, a.request_id, a.address`;

/** Each has an index that ends in id, so that a page is read in the order it is shown in. */
const EQUAL = ["actor_id", "target_id", "target_type", "action", "request_id"] as const;

/**
 * A page of the audit log, newest first, as JSON text.
 *
 * @param before the id of the last entry of the page before
 */
export async function listEntries(db: Queryable, query: AuditQuery, before: string | undefined): Promise<{ json: string; last: string | undefined }> {
  const values: unknown[] = [];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["true"];
  for (const field of EQUAL) if (query[field] !== undefined) where.push(`a.${field} = ${take(query[field])}`);
  if (query.created_after) where.push(`a.id >= ${take(leastId(Date.parse(query.created_after)))}::uuid`);
  if (query.created_before) where.push(`a.id < ${take(leastId(Date.parse(query.created_before)))}::uuid`);
  if (before) where.push(`a.id < ${take(before)}::uuid`);
  const limit = take(query.limit);
  const text = `SELECT '[' || COALESCE(string_agg(row_to_json(x)::text, ',') FILTER (WHERE n <= ${limit}::int), '') || ']' AS json,
      max(CASE WHEN n = ${limit}::int THEN a.id::text END) AS last, count(*) > ${limit}::int AS more
    FROM (SELECT *, row_number() OVER () AS n FROM (
      SELECT * FROM audit_log a WHERE ${where.join(" AND ")} ORDER BY a.id DESC LIMIT ${limit}::int + 1 OFFSET ${take(query.offset)}::bigint
    ) a) a, LATERAL (SELECT ${COLUMNS}) x`;
  const { rows } = await db.query<{ json: string; last: string | null; more: boolean }>({ text, values });
  const row = rows[0];
  return { json: row?.json ?? "[]", last: row?.more && row.last ? row.last : undefined };
}

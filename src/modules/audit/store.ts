import { estimateRows, pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import { leastId } from "../../kernel/ids.ts";
import type { AuditQuery } from "./schema.ts";

/** What a target is called now, by its primary key: one look for each entry of a page. Their ids are of our own making. */
const TARGET_LABEL = `CASE a.target_type
    WHEN 'user' THEN (SELECT COALESCE(t.name, t.username) FROM users t WHERE t.id = a.target_id::uuid)
    WHEN 'organization' THEN (SELECT t.name FROM organizations t WHERE t.id = a.target_id::uuid)
    WHEN 'workspace' THEN (SELECT t.name FROM workspaces t WHERE t.id = a.target_id::uuid)
    WHEN 'project' THEN (SELECT t.name FROM projects t WHERE t.id = a.target_id::uuid)
    WHEN 'team' THEN (SELECT t.name FROM teams t WHERE t.id = a.target_id::uuid)
    WHEN 'role' THEN (SELECT t.name FROM roles t WHERE t.id = a.target_id::uuid)
    WHEN 'invitation' THEN (SELECT t.email FROM invitations t WHERE t.id = a.target_id::uuid)
    WHEN 'session' THEN (SELECT COALESCE(t.name, t.username) FROM users t WHERE t.id = (COALESCE(a.after, a.before) ->> 'user_id')::uuid)
    WHEN 'device' THEN (SELECT t.name FROM devices t WHERE t.id = a.target_id::uuid)
    WHEN 'passkey' THEN (SELECT t.name FROM passkeys t WHERE t.id = a.target_id::uuid)
    WHEN 'api_key' THEN (SELECT t.name FROM api_keys t WHERE t.id = a.target_id::uuid)
    WHEN 'application' THEN (SELECT t.name FROM applications t WHERE t.id = a.target_id::uuid)
    WHEN 'connection' THEN (SELECT t.display_name FROM connections t WHERE t.id = a.target_id::uuid) END`;

const SHOWN = `(SELECT a.id, a.created, a.actor_kind, a.actor_id, a.actor_name,
  (SELECT COALESCE(u.name, u.username) FROM users u WHERE u.id = a.actor_id) AS actor_label, a.action, a.target_type, a.target_id,
  ${TARGET_LABEL} AS target_label, a.before, a.after, a.request_id, a.address)`;

/** Each has an index that ends in id, so that a page is read in the order it is shown in. */
const EQUAL = ["actor_id", "target_id", "target_type", "action", "request_id"] as const;

/** The entries that fit the filters; `values` takes their parameters. */
function filtered(query: AuditQuery, values: unknown[]): string {
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["true"];
  for (const field of EQUAL) if (query[field] !== undefined) where.push(`a.${field} = ${take(query[field])}`);
  if (query.created_after) where.push(`a.id >= ${take(leastId(Date.parse(query.created_after)))}::uuid`);
  if (query.created_before) where.push(`a.id < ${take(leastId(Date.parse(query.created_before)))}::uuid`);
  return `FROM audit_log a WHERE ${where.join(" AND ")}`;
}

/**
 * A page of the audit log, newest first, as JSON text.
 *
 * @param before the id of the last entry of the page before
 */
export async function listEntries(db: Queryable, query: AuditQuery, before: string | undefined): Promise<{ json: string; last: string | undefined }> {
  const values: unknown[] = [];
  const take = (value: unknown) => `$${values.push(value)}`;
  const from = filtered(query, values);
  const behind = before ? ` AND a.id < ${take(before)}::uuid` : "";
  const [limit, offset] = [take(query.limit), take(query.offset)];
  const rows = `SELECT * ${from}${behind} ORDER BY a.id DESC LIMIT ${limit}::int + 1 OFFSET ${offset}::bigint`;
  return readPage(db, { text: pageSql({ rows, alias: "a", shown: SHOWN, position: "a.id::text", limit }), values });
}

/** How many entries fit the filters, counted or as the planner expects. */
export async function countEntries(db: Queryable, query: AuditQuery, kind: "exact" | "estimate"): Promise<number> {
  const values: unknown[] = [];
  const from = filtered(query, values);
  if (kind === "estimate") return estimateRows(db, { text: `SELECT 1 ${from}`, values });
  const { rows } = await db.query<{ n: number }>({ text: `SELECT count(*) AS n ${from}`, values });
  return rows[0]?.n ?? 0;
}

import { type Context, queryable } from "../../kernel/context.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import type { AuditQuery } from "./schema.ts";
import { countEntries, listEntries } from "./store.ts";

/**
 * A page of the audit log, newest first.
 *
 * @throws RosterError `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listAudit(ctx: Context, query: AuditQuery): Promise<Page> {
  refuseCursorWithOffset(query);
  const { limit: _, offset: __, cursor, count, ...filters } = query;
  const scope = JSON.stringify(["audit", Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const { keyring } = ctx.app;
  const before = cursor ? String(decodeCursor(keyring, scope, cursor)[0]) : undefined;
  const db = queryable(ctx);
  const [page, total] = await Promise.all([listEntries(db, query, before), count && countEntries(db, query, count)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, scope, [page.last]),
    ...(count && { count: { total: Number(total), kind: count } }),
  };
}

import { type Context, queryable } from "../../kernel/context.ts";
import { decodeCursor, encodeCursor, type Page } from "../../kernel/page.ts";
import type { AuditQuery } from "./schema.ts";
import { listEntries } from "./store.ts";

/**
 * A page of the audit log, newest first.
 *
 * @throws RosterError `cursor.invalid`
 */
export async function listAudit(ctx: Context, query: AuditQuery): Promise<Page> {
  const { limit: _, offset: __, cursor, ...filters } = query;
  const scope = JSON.stringify(["audit", Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const { keyring } = ctx.app;
  const before = cursor ? String(decodeCursor(keyring, scope, cursor)[0]) : undefined;
  const page = await listEntries(queryable(ctx), query, before);
  return { json: page.json, next: page.last && encodeCursor(keyring, scope, [page.last]) };
}

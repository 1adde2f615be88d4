import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { AuditEntry, AuditQuery } from "./schema.ts";
import { listAudit } from "./service.ts";

/** Reading the audit log. Nothing writes it but the changes themselves. */
export function auditRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/audit",
      id: "listAuditEntries",
      tag: "Audit",
      summary: "List audit entries",
      description: "Every change, newest first. Filters combine with AND.",
      permission: "audit:read",
      query: AuditQuery,
      answer: Type.Array(AuditEntry),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listAudit(ctx, query), publicUrl, meta.url),
    }),
  ];
}

import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { Mail, MailListQuery } from "./schema.ts";
import { listMail } from "./service.ts";

/** Mail that waits, or could not be sent. */
export function mailRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/mail",
      id: "listMail",
      tag: "System",
      summary: "List mail that has not been sent",
      description: "What waits and what was given up, newest first. What a message says is not in it, as it may hold a link that lets somebody in.",
      permission: "mail:read",
      query: MailListQuery,
      answer: Type.Array(Mail),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listMail(ctx, query), publicUrl, meta.url),
    }),
  ];
}

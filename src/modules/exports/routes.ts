import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import type { Context } from "../../kernel/context.ts";
import { ExportPath, UserExport } from "./schema.ts";
import { exportUser } from "./service.ts";

const tag = "Users";

/** @param given `undefined`: whoever asks */
async function fileOf(ctx: Context, given?: string): Promise<Answer> {
  const { json, userId } = await exportUser(ctx, given);
  return { json, headers: { "content-disposition": `attachment; filename="account-${userId}.json"`, "cache-control": "no-store" } };
}

/** All that is known of an account, in one document (GDPR, article 15 and 20). */
export function exportRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/users/me/export",
      id: "exportCurrentUser",
      tag,
      summary: "Export all that is known of the signed-in user",
      description:
        "One JSON document: the account and everything that belongs to it, without secrets and without what belongs to others. Takes a recent sign-in.",
      permission: "users:export",
      answer: UserExport,
      errors: ["auth.reauthentication_required", "credentials.device_denied", "user.not_found"],
      handler: (ctx) => fileOf(ctx),
    }),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/export",
      id: "exportUser",
      tag,
      summary: "Export all that is known of a user",
      description: "The same for superusers, of any account; of one's own it takes a recent sign-in.",
      permission: "users:export",
      params: ExportPath,
      answer: UserExport,
      errors: ["auth.reauthentication_required", "credentials.device_denied", "user.not_found"],
      handler: (ctx, { params }) => fileOf(ctx, params.user_id),
    }),
  ];
}

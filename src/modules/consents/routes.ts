import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { Consent, ConsentPath, ConsentsPath } from "./schema.ts";
import { listConsents, withdrawConsent } from "./service.ts";

const tag = "Consents";

/** What people have agreed that applications may do. */
export function consentRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/consents",
      id: "listUserConsents",
      tag,
      summary: "List what a user has agreed to",
      description: "The latest first. One's own; superusers anybody's.",
      permission: "consents:list",
      params: ConsentsPath,
      answer: Type.Array(Consent),
      errors: ["user.not_found"],
      handler: async (ctx, { params }) => ({ json: await listConsents(ctx, params.user_id) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}/consents/{application_id}",
      id: "withdrawUserConsent",
      tag,
      summary: "Withdraw a consent of a user",
      description: "The application asks again next time, and what it holds for the user ends at once.",
      permission: "consents:withdraw",
      params: ConsentPath,
      answer: Type.Null(),
      errors: ["user.not_found", "consent.not_found"],
      handler: async (ctx, { params }) => {
        await withdrawConsent(ctx, params.user_id, params.application_id);
        return { value: null };
      },
    }),
  ];
}

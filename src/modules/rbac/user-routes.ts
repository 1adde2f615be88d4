import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { membershipsOf, permissionsOf } from "./holdings-service.ts";
import { Membership, MembershipsQuery, UserPath, UserPermissions, UserPermissionsQuery } from "./schema.ts";

/** What one account holds, and what comes of it. */
export function holdingRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/memberships",
      id: "listUserMemberships",
      tag: "Users",
      summary: "List what a user holds in organizations",
      description:
        "An organization a row, with teams and roles, and through which team each is held. One's own; superusers anybody's; others those in organizations where they see who holds which role. Organizations that require a second factor are left out for sign-ins that had none.",
      permission: "organizations:read",
      params: UserPath,
      query: MembershipsQuery,
      answer: Type.Array(Membership),
      paged: true,
      errors: ["user.not_found"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await membershipsOf(ctx, params.user_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/permissions",
      id: "listUserPermissions",
      tag: "Permission checks",
      summary: "List what a user may do somewhere",
      description:
        "Everything that a role can hold there, whether the account may do it, and each role and team that says so: `GET /rbac/explain` for all of it at once. About oneself; about others for whoever sees the roles of the organization, and superusers. Give one place.",
      permission: "organizations:read",
      params: UserPath,
      query: UserPermissionsQuery,
      answer: UserPermissions,
      errors: [
        "rbac.one_place",
        "user.not_found",
        "organization.not_found",
        "workspace.not_found",
        "project.not_found",
        "access.denied",
        "organization.mfa_required",
      ],
      handler: async (ctx, { params, query }) => ({ value: await permissionsOf(ctx, params.user_id, query) }),
    }),
  ];
}

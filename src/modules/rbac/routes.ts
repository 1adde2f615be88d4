import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import type { ErrorCode } from "../../kernel/errors.ts";
import { Uuid } from "../../kernel/wire.ts";
import { explain } from "./explain-service.ts";
import {
  AllowedIds,
  AllowedQuery,
  CheckAnswer,
  CheckBody,
  CheckBodyQuery,
  CheckQuery,
  ExplainQuery,
  Explanation,
  MembersQuery,
  ResourceMember,
  ResourcesQuery,
  Share,
  UserQuery,
  WorkspaceQuery,
} from "./schema.ts";
import { allowedResourceIds, checkPermissions, dropResources, resourceMembers, shareResource, userTeamIds } from "./service.ts";

const tag = "Permission checks";

/** What every question about a resource can be refused with. */
const ABOUT_RESOURCES: readonly ErrorCode[] = [
  "rbac.malformed_resource",
  "rbac.unknown_type",
  "rbac.no_workspace",
  "rbac.other_workspace",
  "workspace.not_found",
  "project.not_found",
];
const CHECKS: readonly ErrorCode[] = ["rbac.internal", "rbac.unknown_action", ...ABOUT_RESOURCES];

/** What the servers of workspaces ask, and why the answer is what it is (contract B.5, part C). */
export function rbacRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/rbac/check_permissions",
      id: "checkPermissions",
      tag,
      summary: "Check permissions",
      description: "To which of the resources an account may do something. For the servers of workspaces, and superusers.",
      permission: "rbac:check",
      query: CheckQuery,
      answer: CheckAnswer,
      errors: CHECKS,
      handler: async (ctx, { query }) => ({ value: await checkPermissions(ctx, query, query.resources) }),
    }),
    defineRoute({
      method: "POST",
      path: "/rbac/check_permissions",
      id: "checkManyPermissions",
      tag,
      summary: "Check many permissions",
      description: "The same as with GET, for more resources than an address holds.",
      permission: "rbac:check",
      query: CheckBodyQuery,
      body: CheckBody,
      answer: CheckAnswer,
      errors: CHECKS,
      notIdempotent: "It changes nothing.",
      example: ["stack", "stack/01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55"],
      handler: async (ctx, { query, body }) => ({ value: await checkPermissions(ctx, query, body) }),
    }),
    defineRoute({
      method: "GET",
      path: "/rbac/allowed_resource_ids",
      id: "listAllowedResourceIds",
      tag,
      summary: "List the resources of a type that an account may do something to",
      description: "For the servers of workspaces, and superusers.",
      permission: "rbac:check",
      query: AllowedQuery,
      answer: AllowedIds,
      errors: [...CHECKS, "rbac.with_id"],
      handler: async (ctx, { query }) => ({ value: await allowedResourceIds(ctx, query, query.resource) }),
    }),
    ...shareRoutes(publicUrl),
    defineRoute({
      method: "GET",
      path: "/rbac/user_team_ids",
      id: "listUserTeamIds",
      tag,
      summary: "List the teams of an account",
      description: "Those of the organization of the workspace that asks; for superusers all.",
      permission: "rbac:check",
      query: UserQuery,
      answer: Type.Array(Uuid("Id of a team.")),
      errors: ["rbac.internal"],
      handler: async (ctx, { query }) => ({ value: await userTeamIds(ctx, query.user_id) }),
    }),
    defineRoute({
      method: "GET",
      path: "/rbac/explain",
      id: "explainPermission",
      tag,
      summary: "Explain a permission",
      description:
        "Whether an account may do something, and each role, team and share that says so, or what is missing. About oneself; about others for whoever sees the roles of the organization, the workspace's own server, and superusers.",
      permission: "organizations:read",
      query: ExplainQuery,
      answer: Explanation,
      errors: ["rbac.unknown_action", ...ABOUT_RESOURCES, "organization.not_found", "access.denied"],
      handler: async (ctx, { query }) => ({ value: await explain(ctx, query) }),
    }),
  ];
}

function shareRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/rbac/resource_members",
      id: "listResourceMembers",
      tag,
      summary: "List who may do something to a resource",
      description: "By a role in its project, its workspace or the organization, or by a share; in the order in which they were given.",
      permission: "rbac:check",
      query: MembersQuery,
      answer: Type.Array(ResourceMember),
      paged: true,
      errors: ["rbac.internal", "rbac.no_id", ...ABOUT_RESOURCES],
      handler: async (ctx, { query, meta }) => pageAnswer(await resourceMembers(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/rbac/resource_members",
      id: "shareResource",
      tag,
      summary: "Share a resource",
      description:
        "Lets a member or a team do something to one resource, beside what their roles hold; the workspace becomes visible to them. Replaces what was shared with them before. The server that asks answers for whether `sharing_user_id` may share it.",
      permission: "rbac:write",
      query: WorkspaceQuery,
      body: Share,
      answer: Type.Null(),
      errors: [...CHECKS, "rbac.no_id", "rbac.one_holder", "rbac.holder_not_found", "rbac.sharer_not_found", "organization.not_found"],
      example: {
        user_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55",
        sharing_user_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e56",
        resource: "stack/01931f4c-7a52-7c3e-9d41-8f1b6a0c2e57",
        actions: ["read"],
      },
      handler: async (ctx, { query, body }) => {
        await shareResource(ctx, body, query.workspace_id);
        return { value: null };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/rbac/resources",
      id: "deleteResources",
      tag,
      summary: "Forget resources",
      description: "Ends all shares of resources that the workspace deleted.",
      permission: "rbac:write",
      query: ResourcesQuery,
      answer: Type.Null(),
      errors: ["rbac.internal", "rbac.no_id", ...ABOUT_RESOURCES],
      handler: async (ctx, { query }) => {
        await dropResources(ctx, query.resources, query.workspace_id);
        return { value: null };
      },
    }),
  ];
}

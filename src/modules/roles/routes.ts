import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { assignRole, listHolders, revokeRole } from "./assignments-service.ts";
import {
  AssignmentListQuery,
  HolderQuery,
  ListedRole,
  OrganizationPath,
  Permission,
  Role,
  RoleAssignment,
  RoleCreate,
  RoleListQuery,
  RolePath,
  RoleUpdate,
} from "./schema.ts";
import { createRole, deleteRole, getRole, listRoles, updateRole } from "./service.ts";
import type { RoleText } from "./store.ts";

const tag = "Roles";

const one = (role: RoleText): Answer => ({ json: role.json, version: role.version });

/** Roles and who holds them (contract B.4). */
export function roleRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/permissions",
      id: "listPermissions",
      tag,
      summary: "List what roles can allow",
      description: "Every permission that a role can hold, by type of resource.",
      permission: "organizations:list",
      answer: Type.Array(Permission),
      handler: async (ctx) => ({ value: ctx.app.catalogue.grants }),
    }),
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/roles",
      id: "listRoles",
      tag,
      summary: "List the roles of an organization",
      description: "The predefined ones, then custom ones in the order of creation. One's own roles are shown to every member.",
      permission: "organizations:read",
      params: OrganizationPath,
      query: RoleListQuery,
      answer: Type.Array(ListedRole),
      paged: true,
      errors: ["organization.not_found", "access.denied", "role.two_views"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listRoles(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/roles",
      id: "createRole",
      tag,
      summary: "Create a custom role",
      permission: "organizations:write",
      body: RoleCreate,
      answer: Role,
      etag: true,
      errors: ["organization.not_found", "access.denied", "role.beyond_own", "role.name_taken"],
      example: { name: "Inviter", organization_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", level: "organization", permissions: ["invitation:create"] },
      handler: async (ctx, { body }) => one(await createRole(ctx, body)),
    }),
    defineRoute({
      method: "GET",
      path: "/roles/{role_id}",
      id: "getRole",
      tag,
      summary: "Get a role",
      permission: "organizations:read",
      params: RolePath,
      answer: Role,
      etag: true,
      errors: ["role.not_found", "access.denied"],
      handler: async (ctx, { params }) => one(await getRole(ctx, params.role_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/roles/{role_id}",
      id: "updateRole",
      tag,
      summary: "Update a custom role",
      description: "Whoever holds it may at once do what it says now. Predefined roles cannot be changed.",
      permission: "organizations:write",
      params: RolePath,
      body: RoleUpdate,
      answer: Role,
      etag: true,
      errors: ["role.not_found", "access.denied", "role.predefined", "role.beyond_own", "role.name_taken"],
      example: { permissions: ["invitation:create", "invitation:read"] },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateRole(ctx, params.role_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/roles/{role_id}",
      id: "deleteRole",
      tag,
      summary: "Delete a custom role",
      description: "Only while nobody holds it.",
      permission: "organizations:write",
      params: RolePath,
      answer: Type.Null(),
      etag: true,
      errors: ["role.not_found", "access.denied", "role.predefined", "role.beyond_own", "role.in_use"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteRole(ctx, params.role_id, ifMatch);
        return { value: null };
      },
    }),
    ...assignmentRoutes(publicUrl),
  ];
}

function assignmentRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/roles/{role_id}/assignments",
      id: "listRoleAssignments",
      tag,
      summary: "List who holds a role",
      description: "In the order in which it was given.",
      permission: "organizations:read",
      params: RolePath,
      query: AssignmentListQuery,
      answer: Type.Array(RoleAssignment),
      paged: true,
      errors: ["role.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listHolders(ctx, params.role_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/roles/{role_id}/assignments",
      id: "assignRole",
      tag,
      summary: "Give a role",
      description:
        "To exactly one of `user_id` (a person or a service account), `team_id` and `invitation_id` (for whoever accepts), at a place of the level of the role. Nobody gives what they do not hold.",
      permission: "organizations:write",
      params: RolePath,
      query: HolderQuery,
      answer: RoleAssignment,
      errors: [
        "role.not_found",
        "access.denied",
        "role.one_holder",
        "role.wrong_level",
        "workspace.not_found",
        "project.not_found",
        "role.holder_not_found",
        "role.beyond_own",
        "role.assigned",
      ],
      handler: async (ctx, { params, query }) => ({ json: await assignRole(ctx, params.role_id, query) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/roles/{role_id}/assignments",
      id: "revokeRole",
      tag,
      summary: "Take a role away",
      description: "Whoever holds no role any more is no member of the organization, and leaves its teams.",
      permission: "organizations:write",
      params: RolePath,
      query: HolderQuery,
      answer: Type.Null(),
      errors: [
        "role.not_found",
        "access.denied",
        "role.one_holder",
        "role.wrong_level",
        "workspace.not_found",
        "project.not_found",
        "role.beyond_own",
        "role.not_assigned",
        "organization.last_admin",
        "organization.owner_leaves",
      ],
      handler: async (ctx, { params, query }) => {
        await revokeRole(ctx, params.role_id, query);
        return { value: null };
      },
    }),
  ];
}

import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { Uuid } from "../../kernel/wire.ts";
import { listOrganizationMembers, removeMember } from "./members-service.ts";
import {
  MemberListQuery,
  MemberQuery,
  NameQuery,
  NameValidation,
  Organization,
  OrganizationCreate,
  OrganizationDeletion,
  OrganizationListQuery,
  OrganizationMember,
  OrganizationPath,
  OrganizationUpdate,
} from "./schema.ts";
import {
  createOrganization,
  deleteOrganization,
  getOrganization,
  listOrganizations,
  previewDeletion,
  restoreOrganization,
  updateOrganization,
  validateName,
} from "./service.ts";
import type { OrganizationText } from "./store.ts";

const tag = "Organizations";

const one = (organization: OrganizationText): Answer => ({ json: organization.json, version: organization.version });

/** Organizations, their members, and what else they have (contract B.3). */
export function organizationRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/organizations",
      id: "listOrganizations",
      tag,
      summary: "List organizations",
      description: "Those that one is a member of, superusers all, in the order of creation.",
      permission: "organizations:list",
      query: OrganizationListQuery,
      answer: Type.Array(Organization),
      paged: true,
      errors: ["access.denied"],
      handler: async (ctx, { query, meta }) => pageAnswer(await listOrganizations(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/organizations",
      id: "createOrganization",
      tag,
      summary: "Create an organization",
      description: "Its owner - oneself, where nothing is said - becomes Organization Admin.",
      permission: "organizations:create",
      body: OrganizationCreate,
      answer: Organization,
      etag: true,
      errors: [
        "organization.owner_denied",
        "organization.domains_denied",
        "organization.mfa_unproven",
        "organization.service_account",
        "organization.unknown_owner",
        "organization.name_taken",
      ],
      example: { name: "Analytical Engines", description: "Engines, and what they compute" },
      handler: async (ctx, { body }) => one(await createOrganization(ctx, body)),
    }),
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}",
      id: "getOrganization",
      tag,
      summary: "Get an organization",
      permission: "organizations:read",
      params: OrganizationPath,
      answer: Organization,
      etag: true,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params }) => one(await getOrganization(ctx, params.organization_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/organizations/{organization_id}",
      id: "updateOrganization",
      tag,
      summary: "Update an organization",
      description: "The list of domains replaces, `[]` clears, absent leaves. `owner` hands the organization over to another administrator.",
      permission: "organizations:write",
      params: OrganizationPath,
      body: OrganizationUpdate,
      answer: Organization,
      etag: true,
      errors: [
        "organization.not_found",
        "access.denied",
        "organization.domains_denied",
        "organization.mfa_unproven",
        "organization.unknown_owner",
        "organization.name_taken",
      ],
      example: { description: "Engines of all kinds" },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateOrganization(ctx, params.organization_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/organizations/{organization_id}",
      id: "deleteOrganization",
      tag,
      summary: "Delete an organization",
      description: "With its teams, roles, service accounts and workspaces. It can be restored for a set time, then it is erased.",
      permission: "organizations:write",
      params: OrganizationPath,
      answer: Type.Null(),
      etag: true,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteOrganization(ctx, params.organization_id, ifMatch);
        return { value: null };
      },
    }),
    ...furtherRoutes(),
    ...memberRoutes(publicUrl),
  ];
}

function furtherRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/deletion",
      id: "previewOrganizationDeletion",
      tag,
      summary: "Preview the deletion of an organization",
      description: "What would go. Nothing is changed.",
      permission: "organizations:write",
      params: OrganizationPath,
      answer: OrganizationDeletion,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params }) => ({ value: await previewDeletion(ctx, params.organization_id) }),
    }),
    defineRoute({
      method: "POST",
      path: "/organizations/{organization_id}/restore",
      id: "restoreOrganization",
      tag,
      summary: "Restore a deleted organization",
      permission: "organizations:restore",
      params: Type.Object({ organization_id: Uuid("Id of the organization.") }),
      answer: Organization,
      etag: true,
      errors: ["organization.not_deleted", "organization.name_taken"],
      handler: async (ctx, { params }) => one(await restoreOrganization(ctx, params.organization_id)),
    }),
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/validation/name",
      id: "validateOrganizationName",
      tag,
      summary: "Ask whether the organization can take a name",
      permission: "organizations:read",
      params: OrganizationPath,
      query: NameQuery,
      answer: NameValidation,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params, query }) => ({ value: await validateName(ctx, params.organization_id, query.name) }),
    }),
  ];
}

function memberRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/members",
      id: "listOrganizationMembers",
      tag,
      summary: "List the members of an organization",
      description: "People, service accounts and teams, and open invitations where that is asked for, each with the roles that it holds itself.",
      permission: "organizations:read",
      params: OrganizationPath,
      query: MemberListQuery,
      answer: Type.Array(OrganizationMember),
      paged: true,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listOrganizationMembers(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "DELETE",
      path: "/organizations/{organization_id}/members",
      id: "removeOrganizationMember",
      tag,
      summary: "Remove a member from an organization",
      description: "With all roles and team places there. With one's own id: leave.",
      permission: "organizations:write",
      params: OrganizationPath,
      query: MemberQuery,
      answer: Type.Null(),
      errors: [
        "organization.not_found",
        "access.denied",
        "organization.member_not_found",
        "organization.service_account",
        "organization.owner_leaves",
        "organization.last_admin",
        "role.beyond_own",
      ],
      handler: async (ctx, { params, query }) => {
        await removeMember(ctx, params.organization_id, query.user_id);
        return { value: null };
      },
    }),
  ];
}

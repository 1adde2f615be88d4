import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { validateWorkspaceName } from "./names-service.ts";
import { projectRoutes } from "./projects-routes.ts";
import {
  Enrollment,
  EnrollmentRotate,
  NameQuery,
  NameValidation,
  OrganizationPath,
  OrganizationWorkspacesQuery,
  Workspace,
  WorkspaceCreate,
  WorkspaceCreated,
  WorkspaceCreateQuery,
  WorkspaceDeletion,
  WorkspaceListQuery,
  WorkspacePath,
  WorkspaceUpdate,
  WorkspaceUpdateQuery,
} from "./schema.ts";
import {
  createWorkspace,
  deleteWorkspace,
  enrollWorkspace,
  getWorkspace,
  listWorkspaces,
  listWorkspacesOf,
  previewDeletion,
  updateWorkspace,
} from "./service.ts";
import { statusRoutes } from "./status-routes.ts";
import type { WorkspaceText } from "./store.ts";

const tag = "Workspaces";

const one = ({ json, version }: WorkspaceText): Answer => ({ json, version });

/** Workspaces, their projects, and what their servers report (contract B.5). */
export function workspaceRoutes(publicUrl: string): Route[] {
  return [
    ...listRoutes(publicUrl),
    defineRoute({
      method: "POST",
      path: "/workspaces",
      id: "createWorkspace",
      tag,
      summary: "Create a workspace",
      description:
        "Its maker owns it, and becomes Workspace Admin. With `enroll=true` the answer has the key that its server signs in with, this once: as `client_secret` beside the id of the workspace as `client_id`.",
      permission: "workspaces:create",
      query: WorkspaceCreateQuery,
      body: WorkspaceCreate,
      bodyOptional: true,
      answer: WorkspaceCreated,
      etag: true,
      errors: ["workspace.organization_needed", "organization.not_found", "access.denied", "workspace.name_taken"],
      example: { name: "analytics", display_name: "Analytics" },
      handler: async (ctx, { body, query }) => one(await createWorkspace(ctx, body ?? {}, query)),
    }),
    defineRoute({
      method: "GET",
      path: "/workspaces/{workspace_id}",
      id: "getWorkspace",
      tag,
      summary: "Get a workspace",
      permission: "workspaces:read",
      params: WorkspacePath,
      answer: Workspace,
      etag: true,
      errors: ["workspace.not_found"],
      handler: async (ctx, { params }) => one(await getWorkspace(ctx, params.workspace_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/workspaces/{workspace_id}",
      id: "updateWorkspace",
      tag,
      summary: "Update a workspace",
      permission: "workspaces:write",
      params: WorkspacePath,
      query: WorkspaceUpdateQuery,
      body: WorkspaceUpdate,
      answer: Workspace,
      etag: true,
      errors: ["workspace.not_found", "access.denied", "workspace.name_taken", "organization.member_not_found"],
      example: { desired_state: "deactivated" },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateWorkspace(ctx, params.workspace_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/workspaces/{workspace_id}",
      id: "deleteWorkspace",
      tag,
      summary: "Delete a workspace",
      description: "For good, with its projects, the roles and shares there, and the account of its server.",
      permission: "workspaces:write",
      params: WorkspacePath,
      answer: Type.Null(),
      etag: true,
      errors: ["workspace.not_found", "access.denied"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteWorkspace(ctx, params.workspace_id, ifMatch);
        return { value: null };
      },
    }),
    ...furtherRoutes(),
    ...projectRoutes(publicUrl),
    ...statusRoutes(),
  ];
}

function listRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/workspaces",
      id: "listWorkspaces",
      tag,
      summary: "List workspaces",
      description: "Those that one sees by a role in their organization, or by a role or a share in themselves or their projects; superusers all.",
      permission: "workspaces:list",
      query: WorkspaceListQuery,
      answer: Type.Array(Workspace),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listWorkspaces(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/workspaces",
      id: "listOrganizationWorkspaces",
      tag,
      summary: "List the workspaces of an organization",
      description: "Those of them that one sees.",
      permission: "workspaces:list",
      params: OrganizationPath,
      query: OrganizationWorkspacesQuery,
      answer: Type.Array(Workspace),
      paged: true,
      errors: ["organization.not_found"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listWorkspacesOf(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/validation/workspace_name",
      id: "validateWorkspaceName",
      tag,
      summary: "Ask whether a workspace can take a name",
      permission: "organizations:read",
      params: OrganizationPath,
      query: NameQuery,
      answer: NameValidation,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params, query }) => ({ value: await validateWorkspaceName(ctx, params.organization_id, query.name) }),
    }),
  ];
}

function furtherRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/workspaces/{workspace_id}/deletion",
      id: "previewWorkspaceDeletion",
      tag,
      summary: "Preview the deletion of a workspace",
      description: "What would go. Nothing is changed.",
      permission: "workspaces:write",
      params: WorkspacePath,
      answer: WorkspaceDeletion,
      errors: ["workspace.not_found", "access.denied"],
      handler: async (ctx, { params }) => ({ value: await previewDeletion(ctx, params.workspace_id) }),
    }),
    defineRoute({
      method: "POST",
      path: "/workspaces/{workspace_id}/enrollment",
      id: "enrollWorkspace",
      tag,
      summary: "Make a new enrollment key",
      description: "For the server of the workspace. The keys before it stop working, at once or after `retain_period_minutes`.",
      permission: "workspaces:write",
      params: WorkspacePath,
      body: EnrollmentRotate,
      bodyOptional: true,
      answer: Enrollment,
      errors: ["workspace.not_found", "access.denied", "application.too_many_secrets"],
      example: { retain_period_minutes: 60 },
      handler: async (ctx, { params, body }) => ({ json: await enrollWorkspace(ctx, params.workspace_id, body?.retain_period_minutes ?? 0) }),
    }),
  ];
}

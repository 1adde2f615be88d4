import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { listWorkspaceMembers } from "./members-service.ts";
import {
  Member,
  MemberListQuery,
  Project,
  ProjectCreate,
  ProjectListQuery,
  ProjectPath,
  ProjectUpdate,
  WorkspacePath,
  WorkspaceProjectPath,
} from "./projects-schema.ts";
import { createProject, deleteProject, getProject, listProjects, updateProject } from "./projects-service.ts";
import type { ProjectText } from "./projects-store.ts";

const tag = "Projects";

const one = ({ json, version }: ProjectText): Answer => ({ json, version });

/** Projects of workspaces (contract B.5). */
export function projectRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/workspaces/{workspace_id}/projects",
      id: "listProjects",
      tag,
      summary: "List the projects of a workspace",
      description: "Those that one sees, in the order of creation.",
      permission: "workspaces:read",
      params: WorkspacePath,
      query: ProjectListQuery,
      answer: Type.Array(Project),
      paged: true,
      errors: ["workspace.not_found"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listProjects(ctx, params.workspace_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/workspaces/{workspace_id}/projects",
      id: "createProject",
      tag,
      summary: "Create a project",
      description: "Its maker becomes Project Admin.",
      permission: "workspaces:write",
      params: WorkspacePath,
      body: ProjectCreate,
      answer: Project,
      etag: true,
      errors: ["workspace.not_found", "access.denied", "project.name_taken"],
      example: { name: "forecasts" },
      handler: async (ctx, { params, body }) => one(await createProject(ctx, params.workspace_id, body)),
    }),
    ...memberRoutes(publicUrl),
    defineRoute({
      method: "GET",
      path: "/projects/{project_id}",
      id: "getProject",
      tag,
      summary: "Get a project",
      permission: "workspaces:read",
      params: ProjectPath,
      answer: Project,
      etag: true,
      errors: ["project.not_found"],
      handler: async (ctx, { params }) => one(await getProject(ctx, params.project_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/projects/{project_id}",
      id: "updateProject",
      tag,
      summary: "Update a project",
      permission: "workspaces:write",
      params: ProjectPath,
      body: ProjectUpdate,
      answer: Project,
      etag: true,
      errors: ["project.not_found", "access.denied", "project.name_taken"],
      example: { display_name: "Forecasts" },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateProject(ctx, params.project_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/projects/{project_id}",
      id: "deleteProject",
      tag,
      summary: "Delete a project",
      description: "For good, with the roles and shares there.",
      permission: "workspaces:write",
      params: ProjectPath,
      answer: Type.Null(),
      etag: true,
      errors: ["project.not_found", "access.denied"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteProject(ctx, params.project_id, ifMatch);
        return { value: null };
      },
    }),
  ];
}

function memberRoutes(publicUrl: string): Route[] {
  const common = {
    method: "GET",
    permission: "workspaces:read",
    query: MemberListQuery,
    answer: Type.Array(Member),
    paged: true,
  } as const;
  return [
    defineRoute({
      ...common,
      path: "/workspaces/{workspace_id}/members",
      id: "listWorkspaceMembers",
      tag: "Workspaces",
      summary: "List the members of a workspace",
      description: "People, service accounts and teams that hold a role in it or in its projects, each with the roles that it holds in the workspace itself.",
      params: WorkspacePath,
      errors: ["workspace.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listWorkspaceMembers(ctx, params.workspace_id, undefined, query), publicUrl, meta.url),
    }),
    defineRoute({
      ...common,
      path: "/workspaces/{workspace_id}/projects/{project_id}/members",
      id: "listProjectMembers",
      tag,
      summary: "List the members of a project",
      description: "People, service accounts and teams that hold a role in it.",
      params: WorkspaceProjectPath,
      errors: ["workspace.not_found", "project.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) =>
        pageAnswer(await listWorkspaceMembers(ctx, params.workspace_id, params.project_id, query), publicUrl, meta.url),
    }),
  ];
}

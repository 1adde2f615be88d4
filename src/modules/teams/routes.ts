import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { OrganizationPath, Team, TeamCreate, TeamListQuery, TeamMember, TeamMemberQuery, TeamMembersQuery, TeamPath, TeamUpdate } from "./schema.ts";
import { addTeamMember, createTeam, deleteTeam, getTeam, listTeamMembers, listTeams, removeTeamMember, updateTeam } from "./service.ts";
import type { TeamText } from "./store.ts";

const tag = "Teams";

const one = (team: TeamText): Answer => ({ json: team.json, version: team.version });

/** Teams and who is in them (contract B.4). */
export function teamRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/teams",
      id: "listTeams",
      tag,
      summary: "List the teams of an organization",
      description: "In the order of creation: all, or without the permission to read teams those that one is in.",
      permission: "organizations:read",
      params: OrganizationPath,
      query: TeamListQuery,
      answer: Type.Array(Team),
      paged: true,
      errors: ["organization.not_found", "organization.mfa_required"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listTeams(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/teams",
      id: "createTeam",
      tag,
      summary: "Create a team",
      permission: "organizations:write",
      body: TeamCreate,
      answer: Team,
      etag: true,
      errors: ["organization.not_found", "access.denied", "team.name_taken"],
      example: { name: "Number crunchers", organization_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55" },
      handler: async (ctx, { body }) => one(await createTeam(ctx, body)),
    }),
    defineRoute({
      method: "GET",
      path: "/teams/{team_id}",
      id: "getTeam",
      tag,
      summary: "Get a team",
      permission: "organizations:read",
      params: TeamPath,
      answer: Team,
      etag: true,
      errors: ["team.not_found", "access.denied"],
      handler: async (ctx, { params }) => one(await getTeam(ctx, params.team_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/teams/{team_id}",
      id: "updateTeam",
      tag,
      summary: "Update a team",
      permission: "organizations:write",
      params: TeamPath,
      body: TeamUpdate,
      answer: Team,
      etag: true,
      errors: ["team.not_found", "access.denied", "team.name_taken"],
      example: { description: "Everything with numbers" },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateTeam(ctx, params.team_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/teams/{team_id}",
      id: "deleteTeam",
      tag,
      summary: "Delete a team",
      description: "With its roles: what people held by it they hold no more.",
      permission: "organizations:write",
      params: TeamPath,
      answer: Type.Null(),
      etag: true,
      errors: ["team.not_found", "access.denied", "organization.last_admin", "organization.owner_leaves", "role.beyond_own"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteTeam(ctx, params.team_id, ifMatch);
        return { value: null };
      },
    }),
    ...memberRoutes(publicUrl),
  ];
}

function memberRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/teams/{team_id}/members",
      id: "listTeamMembers",
      tag,
      summary: "List who is in a team",
      permission: "organizations:read",
      params: TeamPath,
      query: TeamMembersQuery,
      answer: Type.Array(TeamMember),
      paged: true,
      errors: ["team.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listTeamMembers(ctx, params.team_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/teams/{team_id}/members",
      id: "addTeamMember",
      tag,
      summary: "Put somebody into a team",
      description:
        "A member of the organization as `user_id`, or an open invitation of it as `invitation_id`. Nobody gives by a team what they do not hold themselves.",
      permission: "organizations:write",
      params: TeamPath,
      query: TeamMemberQuery,
      answer: Type.Null(),
      errors: ["team.not_found", "access.denied", "team.one_member", "team.no_member", "team.already_in", "role.beyond_own"],
      handler: async (ctx, { params, query }) => {
        await addTeamMember(ctx, params.team_id, query);
        return { value: null };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/teams/{team_id}/members",
      id: "removeTeamMember",
      tag,
      summary: "Take somebody out of a team",
      permission: "organizations:write",
      params: TeamPath,
      query: TeamMemberQuery,
      answer: Type.Null(),
      errors: ["team.not_found", "access.denied", "team.one_member", "team.not_in", "organization.last_admin", "organization.owner_leaves", "role.beyond_own"],
      handler: async (ctx, { params, query }) => {
        await removeTeamMember(ctx, params.team_id, query);
        return { value: null };
      },
    }),
  ];
}

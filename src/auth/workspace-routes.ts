import Type from "typebox";
import { defineRoute, type Route } from "../http/define-route.ts";
import { invalidInput, refusal } from "../kernel/errors.ts";
import { Uuid } from "../kernel/wire.ts";
import { User } from "../modules/users/schema.ts";
import { authorizeEntry, requireEntry } from "../modules/workspaces/entry-service.ts";
import { REPORT_HEADERS, readReport } from "../modules/workspaces/status-service.ts";
import type { WorkspaceTokens } from "../oauth/workspace-tokens.ts";

const tag = "Workspaces";

const WorkspaceField = Type.Object({ workspace_id: Type.Optional(Uuid("The workspace.")) });

const WorkspaceTokenAnswer = Type.Object(
  {
    access_token: Type.String({ description: "Good for `GET /users/authorize_server` of that workspace, and for nothing else." }),
    token_type: Type.Literal("bearer"),
    expires_in: Type.Integer({ description: "Seconds that it is good for." }),
    token: Type.String({ description: "The same as `access_token`." }),
  },
  { $id: "WorkspaceToken", description: "A token for one workspace." },
);

const AuthorizeServerQuery = Type.Object({
  server_id: Uuid("The workspace that asks."),
  action: Type.Optional(
    Type.String({
      maxLength: 255,
      description:
        "What the bearer wants to do there: `update` of the workspace, or a permission such as `stack:create`. Where it names one, the bearer must hold it.",
    }),
  ),
});

/** The one workspace that a form, a query or both name. @throws RosterError 422 */
function namedWorkspace(form: string | undefined, query: string | undefined): string {
  const named = form ?? query;
  if (named === undefined) throw invalidInput([{ type: "missing", loc: ["body", "workspace_id"], msg: "Field required" }]);
  if (form !== undefined && query !== undefined && form !== query) {
    throw invalidInput([{ type: "value_error", loc: ["query", "workspace_id"], msg: "The form names another workspace", input: query }]);
  }
  return named;
}

/** How people enter workspaces (contract B.1, B.2). */
export function entryRoutes(tokens: Pick<WorkspaceTokens, "sign">): Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/auth/workspace_authorization",
      id: "authorizeWorkspace",
      tag,
      summary: "Get a token for one workspace",
      description: "A short token by which that workspace's server looks its bearer up. `workspace_id` comes in a form or in the query.",
      permission: "workspaces:enter",
      query: WorkspaceField,
      body: WorkspaceField,
      bodyOptional: true,
      encoding: "form",
      answer: WorkspaceTokenAnswer,
      errors: ["workspace.not_found", "workspace.entry_denied", "organization.mfa_required", "workspace.deactivated"],
      notIdempotent: "Each token is another, and none is kept.",
      handler: async (ctx, { body, query }) => {
        const { actor } = ctx;
        if (actor.kind !== "user") throw refusal("auth.required");
        const { id: sub, sessionId: sid, keyId = null } = actor;
        if (sid === null && keyId === null) throw refusal("auth.required");
        const workspaceId = namedWorkspace(body?.workspace_id, query.workspace_id);
        await requireEntry(ctx, workspaceId);
        const { token, expiresIn } = await tokens.sign({ sub, sid, keyId, workspaceId });
        return { value: { access_token: token, token_type: "bearer", expires_in: expiresIn, token } };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/users/authorize_server",
      id: "authorizeServer",
      tag,
      summary: "Look up who enters a workspace",
      description:
        "For the servers of workspaces: the account of the bearer, when it may enter. Takes the token of `/auth/workspace_authorization`, and ordinary credentials. What the server says of itself in headers is kept where the bearer may change the workspace.",
      permission: "workspaces:enter",
      takesWorkspaceToken: true,
      query: AuthorizeServerQuery,
      answer: User,
      headers: REPORT_HEADERS,
      errors: [
        "workspace.token_of_another",
        "workspace.not_found",
        "workspace.entry_denied",
        "organization.mfa_required",
        "workspace.deactivated",
        "access.denied",
      ],
      handler: async (ctx, { query: { server_id: id, action }, meta }) => ({ json: await authorizeEntry(ctx, id, action, readReport(id, meta.header)) }),
    }),
  ];
}

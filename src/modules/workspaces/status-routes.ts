import { defineRoute, type Route } from "../../http/define-route.ts";
import { Workspace } from "./schema.ts";
import { REPORT_HEADERS, readReport, reportStatus } from "./status-service.ts";

/** What workspaces' own servers say (contract B.5). */
export function statusRoutes(): Route[] {
  return [
    defineRoute({
      method: "PATCH",
      path: "/workspace_status",
      id: "reportWorkspaceStatus",
      tag: "Workspaces",
      summary: "Report that a workspace's server is there",
      description: "By that server, signed in with the id of the workspace and its enrollment key. Takes no body.",
      permission: "workspaces:report",
      answer: Workspace,
      headers: REPORT_HEADERS,
      errors: ["workspace.only_itself", "workspace.not_found"],
      handler: async (ctx, { meta }) => {
        const { json, version } = await reportStatus(ctx, (id) => readReport(id, meta.header));
        return { json, version };
      },
    }),
  ];
}

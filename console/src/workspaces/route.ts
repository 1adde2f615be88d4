import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";

/** The parent of a workspace's pages: its name, and the tabs. */
export const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organizationId/workspaces/$workspaceId",
  component: latePage(() => import("./layout.tsx"), "WorkspaceLayout"),
});

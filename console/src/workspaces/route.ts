import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";

/** The parent of a workspace's pages: its name, and the tabs. */
export const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organizationId/workspaces/$workspaceId",
  component: lazyRouteComponent(() => import("./layout.tsx"), "WorkspaceLayout"),
});

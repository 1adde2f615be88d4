import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";
import { organizationRoute } from "../organizations/route.ts";
import { projectsRoutes } from "../projects/routes.tsx";
import { workspaceRoute } from "./route.ts";
import { readCheckSearch, readCursorSearch, readWorkspaceSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/workspaces",
  validateSearch: readWorkspaceSearch,
  component: latePage(() => import("./list-page.tsx"), "WorkspaceListPage"),
});

const overview = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/",
  component: latePage(() => import("./overview-page.tsx"), "WorkspaceOverviewPage"),
});

const members = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/members",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./members-page.tsx"), "WorkspaceMembersPage"),
});

const check = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/check",
  validateSearch: readCheckSearch,
  component: latePage(() => import("./check-page.tsx"), "WorkspaceCheckPage"),
});

const settings = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/settings",
  component: latePage(() => import("./settings-page.tsx"), "WorkspaceSettingsPage"),
});

const project = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organizationId/workspaces/$workspaceId/projects/$projectId",
  validateSearch: readCursorSearch,
  component: latePage(() => import("../projects/project-page.tsx"), "ProjectPage"),
});

/** What stands among the tabs of an organization. */
export const workspaceTabRoutes = [list] as const;

/** The pages of one workspace, and of one project: they have a heading and tabs of their own. */
export const workspaceRoutes = [workspaceRoute.addChildren([overview, ...projectsRoutes, members, check, settings]), project] as const;

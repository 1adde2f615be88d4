import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../workspaces/route.ts";
import { readCursorSearch } from "../workspaces/search.ts";

const list = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/projects",
  validateSearch: readCursorSearch,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "ProjectListPage"),
});

/** What stands among the tabs of a workspace. */
export const projectsRoutes = [list] as const;

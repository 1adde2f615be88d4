import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { workspaceRoute } from "../workspaces/route.ts";
import { readCursorSearch } from "../workspaces/search.ts";

const list = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/projects",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./list-page.tsx"), "ProjectListPage"),
});

/** What stands among the tabs of a workspace. */
export const projectsRoutes = [list] as const;

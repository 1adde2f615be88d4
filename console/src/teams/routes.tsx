import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { organizationRoute } from "../organizations/route.ts";
import { readNameSearch } from "../organizations/search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/teams",
  validateSearch: readNameSearch,
  component: latePage(() => import("./list-page.tsx"), "TeamListPage"),
});

const one = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/teams/$teamId",
  validateSearch: readNameSearch,
  component: latePage(() => import("./team-page.tsx"), "TeamPage"),
});

export const teamRoutes = [list, one] as const;

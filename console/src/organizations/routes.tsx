import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";
import { machineRoutes, machineTabRoutes } from "../service-accounts/routes.tsx";
import { workspaceRoutes, workspaceTabRoutes } from "../workspaces/routes.tsx";
import { organizationRoute } from "./route.ts";
import { readOrganizationSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations",
  validateSearch: readOrganizationSearch,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "OrganizationListPage"),
});

const overview = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./overview-page.tsx"), "OrganizationOverviewPage"),
});

export const organizationRoutes = [
  list,
  organizationRoute.addChildren([overview, ...workspaceTabRoutes, ...machineTabRoutes]),
  ...workspaceRoutes,
  ...machineRoutes,
] as const;

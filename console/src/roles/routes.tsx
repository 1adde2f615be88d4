import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { organizationRoute } from "../organizations/route.ts";
import { readHolderSearch, readMakeSearch, readRoleSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/roles",
  validateSearch: readRoleSearch,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "RoleListPage"),
});

const make = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/roles/new",
  validateSearch: readMakeSearch,
  component: lazyRouteComponent(() => import("./make-page.tsx"), "MakeRolePage"),
});

const one = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/roles/$roleId",
  validateSearch: readHolderSearch,
  component: lazyRouteComponent(() => import("./role-page.tsx"), "RolePage"),
});

export const roleRoutes = [list, make, one] as const;

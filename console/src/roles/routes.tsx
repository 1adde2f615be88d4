import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { organizationRoute } from "../organizations/route.ts";
import { readHolderSearch, readMakeSearch, readRoleSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/roles",
  validateSearch: readRoleSearch,
  component: latePage(() => import("./list-page.tsx"), "RoleListPage"),
});

const make = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/roles/new",
  validateSearch: readMakeSearch,
  component: latePage(() => import("./make-page.tsx"), "MakeRolePage"),
});

const one = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/roles/$roleId",
  validateSearch: readHolderSearch,
  component: latePage(() => import("./role-page.tsx"), "RolePage"),
});

export const roleRoutes = [list, make, one] as const;

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";
import { readDeletedSearch, readUserSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users",
  validateSearch: readUserSearch,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "UserListPage"),
});

const deleted = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users/deleted",
  validateSearch: readDeletedSearch,
  component: lazyRouteComponent(() => import("./deleted-page.tsx"), "DeletedUsersPage"),
});

const one = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users/$userId",
  component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
});

export const userRoutes = [list, deleted, one] as const;

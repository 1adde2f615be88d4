import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";
import { readAccessSearch, readActivitySearch, readCursorSearch } from "./one-search.ts";
import { userRoute } from "./route.ts";
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

const profile = createRoute({
  getParentRoute: () => userRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./profile-page.tsx"), "ProfilePage"),
});

const security = createRoute({
  getParentRoute: () => userRoute,
  path: "/security",
  component: lazyRouteComponent(() => import("./security-page.tsx"), "SecurityPage"),
});

const access = createRoute({
  getParentRoute: () => userRoute,
  path: "/access",
  validateSearch: readAccessSearch,
  component: lazyRouteComponent(() => import("./access-page.tsx"), "AccessPage"),
});

const keys = createRoute({
  getParentRoute: () => userRoute,
  path: "/keys",
  validateSearch: readCursorSearch,
  component: lazyRouteComponent(() => import("./keys-page.tsx"), "KeysPage"),
});

const activity = createRoute({
  getParentRoute: () => userRoute,
  path: "/activity",
  validateSearch: readActivitySearch,
  component: lazyRouteComponent(() => import("./activity-page.tsx"), "ActivityPage"),
});

export const userRoutes = [list, deleted, userRoute.addChildren([profile, security, access, keys, activity])] as const;

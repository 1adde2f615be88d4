import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";
import { readAccessSearch, readActivitySearch, readCursorSearch } from "./one-search.ts";
import { userRoute } from "./route.ts";
import { readDeletedSearch, readUserSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users",
  validateSearch: readUserSearch,
  component: latePage(() => import("./list-page.tsx"), "UserListPage"),
});

const deleted = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users/deleted",
  validateSearch: readDeletedSearch,
  component: latePage(() => import("./deleted-page.tsx"), "DeletedUsersPage"),
});

const profile = createRoute({
  getParentRoute: () => userRoute,
  path: "/",
  component: latePage(() => import("./profile-page.tsx"), "ProfilePage"),
});

const security = createRoute({
  getParentRoute: () => userRoute,
  path: "/security",
  component: latePage(() => import("./security-page.tsx"), "SecurityPage"),
});

const access = createRoute({
  getParentRoute: () => userRoute,
  path: "/access",
  validateSearch: readAccessSearch,
  component: latePage(() => import("./access-page.tsx"), "AccessPage"),
});

const keys = createRoute({
  getParentRoute: () => userRoute,
  path: "/keys",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./keys-page.tsx"), "KeysPage"),
});

const activity = createRoute({
  getParentRoute: () => userRoute,
  path: "/activity",
  validateSearch: readActivitySearch,
  component: latePage(() => import("./activity-page.tsx"), "ActivityPage"),
});

export const userRoutes = [list, deleted, userRoute.addChildren([profile, security, access, keys, activity])] as const;

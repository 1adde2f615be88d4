import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { installationRoute } from "../installation/route.ts";
import { readCursorSearch, readNewConnectionSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => installationRoute,
  path: "/connections",
  validateSearch: readCursorSearch,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "ConnectionListPage"),
});

const fresh = createRoute({
  getParentRoute: () => installationRoute,
  path: "/connections/new",
  validateSearch: readNewConnectionSearch,
  component: lazyRouteComponent(() => import("./new-page.tsx"), "NewConnectionPage"),
});

const one = createRoute({
  getParentRoute: () => installationRoute,
  path: "/connections/$connectionId",
  validateSearch: readCursorSearch,
  component: lazyRouteComponent(() => import("./connection-page.tsx"), "ConnectionPage"),
});

export const connectionRoutes = [list, fresh, one] as const;

import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { installationRoute } from "../installation/route.ts";
import { readCursorSearch, readNewConnectionSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => installationRoute,
  path: "/connections",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./list-page.tsx"), "ConnectionListPage"),
});

const fresh = createRoute({
  getParentRoute: () => installationRoute,
  path: "/connections/new",
  validateSearch: readNewConnectionSearch,
  component: latePage(() => import("./new-page.tsx"), "NewConnectionPage"),
});

const one = createRoute({
  getParentRoute: () => installationRoute,
  path: "/connections/$connectionId",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./connection-page.tsx"), "ConnectionPage"),
});

export const connectionRoutes = [list, fresh, one] as const;

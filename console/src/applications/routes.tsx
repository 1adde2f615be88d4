import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { installationRoute } from "../installation/route.ts";
import { readApplicationSearch, readNewSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => installationRoute,
  path: "/applications",
  validateSearch: readApplicationSearch,
  component: latePage(() => import("./list-page.tsx"), "ApplicationListPage"),
});

const fresh = createRoute({
  getParentRoute: () => installationRoute,
  path: "/applications/new",
  validateSearch: readNewSearch,
  component: latePage(() => import("./new-page.tsx"), "NewApplicationPage"),
});

const one = createRoute({
  getParentRoute: () => installationRoute,
  path: "/applications/$applicationId",
  component: latePage(() => import("./application-page.tsx"), "ApplicationPage"),
});

export const applicationRoutes = [list, fresh, one] as const;

import { createRoute } from "@tanstack/react-router";
import { readKeySearch } from "../api-keys/search.ts";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";
import { organizationRoute } from "../organizations/route.ts";
import { readCursorSearch } from "../workspaces/search.ts";
import { readServiceAccountSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/service-accounts",
  validateSearch: readServiceAccountSearch,
  component: latePage(() => import("./list-page.tsx"), "ServiceAccountListPage"),
});

const keys = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/api-keys",
  validateSearch: readKeySearch,
  component: latePage(() => import("../api-keys/organization-page.tsx"), "OrganizationKeysPage"),
});

const one = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organizationId/service-accounts/$accountId",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./account-page.tsx"), "ServiceAccountPage"),
});

/** What stands among the tabs of an organization. */
export const machineTabRoutes = [list, keys] as const;

/** The page of one service account: it has a heading of its own. */
export const machineRoutes = [one] as const;

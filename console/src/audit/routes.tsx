import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { installationRoute } from "../installation/route.ts";
import { readAuditSearch } from "./search.ts";

const log = createRoute({
  getParentRoute: () => installationRoute,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});

export const auditRoutes = [log] as const;

import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { installationRoute } from "../installation/route.ts";
import { readAuditSearch } from "./search.ts";

const log = createRoute({
  getParentRoute: () => installationRoute,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: latePage(() => import("./audit-page.tsx"), "AuditPage"),
});

export const auditRoutes = [log] as const;

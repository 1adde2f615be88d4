import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";

/** The parent of an organization's pages: its name, and the tabs. */
export const organizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organizationId",
  component: lazyRouteComponent(() => import("./layout.tsx"), "OrganizationLayout"),
});

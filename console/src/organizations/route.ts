import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";

/** The parent of an organization's pages: its name, and the tabs. */
export const organizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organizationId",
  component: latePage(() => import("./layout.tsx"), "OrganizationLayout"),
});

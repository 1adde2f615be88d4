import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";
import { invitationRoutes } from "../invitations/routes.tsx";
import { roleRoutes } from "../roles/routes.tsx";
import { machineRoutes, machineTabRoutes } from "../service-accounts/routes.tsx";
import { teamRoutes } from "../teams/routes.tsx";
import { workspaceRoutes, workspaceTabRoutes } from "../workspaces/routes.tsx";
import { readMemberSearch } from "./members-search.ts";
import { organizationRoute } from "./route.ts";
import { readOrganizationSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations",
  validateSearch: readOrganizationSearch,
  component: latePage(() => import("./list-page.tsx"), "OrganizationListPage"),
});

const overview = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/",
  component: latePage(() => import("./overview-page.tsx"), "OrganizationOverviewPage"),
});

const members = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/members",
  validateSearch: readMemberSearch,
  component: latePage(() => import("./members-page.tsx"), "MembersPage"),
});

const settings = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/settings",
  component: latePage(() => import("./settings-page.tsx"), "OrganizationSettingsPage"),
});

export const organizationRoutes = [
  list,
  organizationRoute.addChildren([overview, members, settings, ...invitationRoutes, ...teamRoutes, ...roleRoutes, ...workspaceTabRoutes, ...machineTabRoutes]),
  ...workspaceRoutes,
  ...machineRoutes,
] as const;

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { organizationRoute } from "../organizations/route.ts";
import { readInvitationSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/invitations",
  validateSearch: readInvitationSearch,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "InvitationListPage"),
});

export const invitationRoutes = [list] as const;

import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { organizationRoute } from "../organizations/route.ts";
import { readInvitationSearch } from "./search.ts";

const list = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/invitations",
  validateSearch: readInvitationSearch,
  component: latePage(() => import("./list-page.tsx"), "InvitationListPage"),
});

export const invitationRoutes = [list] as const;

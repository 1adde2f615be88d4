import { createRoute, redirect } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { accountRoute } from "./route.ts";

/** Where a list stands: what is no cursor is left out. */
const readCursor = ({ cursor }: Readonly<Record<string, unknown>>): { readonly cursor?: string } =>
  typeof cursor === "string" && cursor !== "" ? { cursor } : {};

/** What became of linking an identity, as the server says it where the browser comes back. */
const readOutcome = ({ linked, link_error }: Readonly<Record<string, unknown>>): { readonly linked?: string; readonly link_error?: string } => ({
  ...(typeof linked === "string" && { linked }),
  ...(typeof link_error === "string" && { link_error }),
});

const index = createRoute({
  getParentRoute: () => accountRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/account/profile", replace: true });
  },
});

const profile = createRoute({
  getParentRoute: () => accountRoute,
  path: "/profile",
  component: latePage(() => import("./profile-page.tsx"), "ProfilePage"),
});

const security = createRoute({
  getParentRoute: () => accountRoute,
  path: "/security",
  component: latePage(() => import("./security-page.tsx"), "SecurityPage"),
});

const sessions = createRoute({
  getParentRoute: () => accountRoute,
  path: "/sessions",
  validateSearch: readCursor,
  component: latePage(() => import("./sessions-page.tsx"), "SessionsPage"),
});

const keys = createRoute({
  getParentRoute: () => accountRoute,
  path: "/keys",
  validateSearch: readCursor,
  component: latePage(() => import("./keys-page.tsx"), "KeysPage"),
});

const connections = createRoute({
  getParentRoute: () => accountRoute,
  path: "/connections",
  validateSearch: readOutcome,
  component: latePage(() => import("./connections-page.tsx"), "ConnectionsPage"),
});

const invitations = createRoute({
  getParentRoute: () => accountRoute,
  path: "/invitations",
  component: latePage(() => import("./invitations-page.tsx"), "InvitationsPage"),
});

const data = createRoute({
  getParentRoute: () => accountRoute,
  path: "/data",
  component: latePage(() => import("./data-page.tsx"), "DataPage"),
});

/** The pages of one's own account. */
export const accountRoutes = [accountRoute.addChildren([index, profile, security, sessions, keys, connections, invitations, data])] as const;

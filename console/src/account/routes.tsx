import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { accountRoute } from "./route.ts";

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
  component: lazyRouteComponent(() => import("./profile-page.tsx"), "ProfilePage"),
});

const security = createRoute({
  getParentRoute: () => accountRoute,
  path: "/security",
  component: lazyRouteComponent(() => import("./security-page.tsx"), "SecurityPage"),
});

/** The pages of one's own account. */
export const accountRoutes = [accountRoute.addChildren([index, profile, security])] as const;

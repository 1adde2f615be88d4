import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";

/** The parent of an account's pages: its name, and the tabs. */
export const userRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users/$userId",
  component: lazyRouteComponent(() => import("./layout.tsx"), "UserLayout"),
});

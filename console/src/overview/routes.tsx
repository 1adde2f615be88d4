import { createRoute, redirect } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/users", replace: true });
  },
});

export const overviewRoutes = [index] as const;

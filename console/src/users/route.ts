import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";

/** The parent of an account's pages: its name, and the tabs. */
export const userRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/users/$userId",
  component: latePage(() => import("./layout.tsx"), "UserLayout"),
});

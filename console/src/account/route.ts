import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";

/** The parent of the pages of one's own account: the tabs. */
export const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account",
  component: latePage(() => import("./layout.tsx"), "AccountLayout"),
});

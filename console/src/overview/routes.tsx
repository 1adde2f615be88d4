import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { rootRoute } from "../app/root.ts";
import { readOverviewSearch } from "./search.ts";

const overview = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: readOverviewSearch,
  component: latePage(() => import("./overview-page.tsx"), "OverviewPage"),
});

/** Where the console begins. */
export const overviewRoutes = [overview] as const;

import { createRouter } from "@tanstack/react-router";
import { accountRoutes } from "../account/routes.tsx";
import { installationRoutes } from "../installation/routes.tsx";
import { organizationRoutes } from "../organizations/routes.tsx";
import { overviewRoutes } from "../overview/routes.tsx";
import { userRoutes } from "../users/routes.tsx";
import { Broken } from "./late.tsx";
import { rootRoute, type World } from "./root.ts";

/** The pages of the console; all state that a page can be linked with is in its address. Each room brings its own. */
export function createConsoleRouter(context: World) {
  return createRouter({
    routeTree: rootRoute.addChildren([...overviewRoutes, ...userRoutes, ...organizationRoutes, ...accountRoutes, ...installationRoutes]),
    basepath: "/console",
    context,
    scrollRestoration: true,
    defaultPreload: "intent",
    defaultErrorComponent: Broken,
    // What a page's `validateSearch` does not return is taken out of the address: it reaches neither the page nor the API.
    search: { strict: true },
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
  // Where a walk through pages of a list came from: the cursors of the pages before.
  interface HistoryState {
    readonly trail?: readonly (string | null)[];
  }
}

import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import type { Api } from "../api/client.ts";
import type { SignIn } from "../auth/sign-in.ts";
import { NoPage } from "../parts/failure.tsx";
import { UserListPage } from "../users/list-page.tsx";
import { readUserSearch } from "../users/search.ts";
import { UserPage } from "../users/user-page.tsx";
import { Shell } from "./shell.tsx";

/** What every page can reach. */
export interface World {
  readonly api: Api;
  readonly session: SignIn;
}

const rootRoute = createRootRouteWithContext<World>()({ component: Shell, notFoundComponent: NoPage });

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/users", replace: true });
  },
});

const usersRoute = createRoute({ getParentRoute: () => rootRoute, path: "/users", validateSearch: readUserSearch, component: UserListPage });

const userRoute = createRoute({ getParentRoute: () => rootRoute, path: "/users/$userId", component: UserPage });

/** The pages of the console; all state that a page can be linked with is in its address. */
export function createConsoleRouter(context: World) {
  return createRouter({ routeTree: rootRoute.addChildren([indexRoute, usersRoute, userRoute]), basepath: "/console", context, scrollRestoration: true });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

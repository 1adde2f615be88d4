import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { applicationRoutes } from "../applications/routes.tsx";
import { installationRoute } from "./route.ts";

const keys = createRoute({
  getParentRoute: () => installationRoute,
  path: "/signing-keys",
  component: lazyRouteComponent(() => import("./keys-page.tsx"), "SigningKeysPage"),
});

/** The pages of the installation, for superusers. */
export const installationRoutes = [installationRoute.addChildren([...applicationRoutes, keys])] as const;

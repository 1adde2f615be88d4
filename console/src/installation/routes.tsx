import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { applicationRoutes } from "../applications/routes.tsx";
import { auditRoutes } from "../audit/routes.tsx";
import { connectionRoutes } from "../connections/routes.tsx";
import { readCursorSearch } from "../connections/search.ts";
import { installationRoute } from "./route.ts";
import { readSettingsSearch } from "./search.ts";

const keys = createRoute({
  getParentRoute: () => installationRoute,
  path: "/signing-keys",
  component: lazyRouteComponent(() => import("./keys-page.tsx"), "SigningKeysPage"),
});

const settings = createRoute({
  getParentRoute: () => installationRoute,
  path: "/settings",
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
});

const jobs = createRoute({
  getParentRoute: () => installationRoute,
  path: "/jobs",
  component: lazyRouteComponent(() => import("./jobs-page.tsx"), "JobsPage"),
});

const mail = createRoute({
  getParentRoute: () => installationRoute,
  path: "/mail",
  validateSearch: readCursorSearch,
  component: lazyRouteComponent(() => import("./mail-page.tsx"), "MailPage"),
});

const health = createRoute({
  getParentRoute: () => installationRoute,
  path: "/health",
  component: lazyRouteComponent(() => import("./health-page.tsx"), "HealthPage"),
});

/** The pages of the installation, for superusers. */
export const installationRoutes = [
  installationRoute.addChildren([...applicationRoutes, ...connectionRoutes, keys, settings, jobs, mail, health, ...auditRoutes]),
] as const;

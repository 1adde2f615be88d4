import { createRoute } from "@tanstack/react-router";
import { latePage } from "../app/late.tsx";
import { applicationRoutes } from "../applications/routes.tsx";
import { auditRoutes } from "../audit/routes.tsx";
import { connectionRoutes } from "../connections/routes.tsx";
import { readCursorSearch } from "../connections/search.ts";
import { installationRoute } from "./route.ts";
import { readSettingsSearch } from "./search.ts";

const keys = createRoute({
  getParentRoute: () => installationRoute,
  path: "/signing-keys",
  component: latePage(() => import("./keys-page.tsx"), "SigningKeysPage"),
});

const settings = createRoute({
  getParentRoute: () => installationRoute,
  path: "/settings",
  validateSearch: readSettingsSearch,
  component: latePage(() => import("./settings-page.tsx"), "SettingsPage"),
});

const jobs = createRoute({
  getParentRoute: () => installationRoute,
  path: "/jobs",
  component: latePage(() => import("./jobs-page.tsx"), "JobsPage"),
});

const mail = createRoute({
  getParentRoute: () => installationRoute,
  path: "/mail",
  validateSearch: readCursorSearch,
  component: latePage(() => import("./mail-page.tsx"), "MailPage"),
});

const health = createRoute({
  getParentRoute: () => installationRoute,
  path: "/health",
  component: latePage(() => import("./health-page.tsx"), "HealthPage"),
});

/** The pages of the installation, for superusers. */
export const installationRoutes = [
  installationRoute.addChildren([...applicationRoutes, ...connectionRoutes, keys, settings, jobs, mail, health, ...auditRoutes]),
] as const;

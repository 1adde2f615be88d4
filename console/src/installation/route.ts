import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../app/root.ts";
import { SuperusersOnly } from "./superusers-only.tsx";

/** The parent of the installation's pages. It stands in no address. */
export const installationRoute = createRoute({ getParentRoute: () => rootRoute, id: "installation", component: SuperusersOnly });

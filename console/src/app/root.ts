import { createRootRouteWithContext } from "@tanstack/react-router";
import type { Api } from "../api/client.ts";
import type { SignIn } from "../auth/sign-in.ts";
import { NoPage } from "../parts/failure.tsx";
import { Shell } from "./shell.tsx";

/** What every page can reach. */
export interface World {
  readonly api: Api;
  readonly session: SignIn;
  /** The parameters of the address that the console was opened with, until what its page does not know of them was told. */
  readonly opened: URLSearchParams;
}

/** The parent of every room's pages. */
export const rootRoute = createRootRouteWithContext<World>()({ component: Shell, notFoundComponent: NoPage });

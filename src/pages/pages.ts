import type { Page } from "../http/define-page.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { federationPages } from "./federation.ts";
import type { PageOptions } from "./finish.ts";
import { signInPages } from "./sign-in.ts";

/** Every page there is. */
export function allPages(throttle: Throttle, options: PageOptions): Page[] {
  return [...signInPages(throttle, options), ...federationPages(throttle, options)];
}

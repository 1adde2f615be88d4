import type { Page } from "../http/define-page.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import type { PageOptions } from "./finish.ts";
import { homePages } from "./home.ts";
import { passwordPages } from "./password.ts";
import { signInPages } from "./sign-in.ts";

/** Every page there is. */
export function allPages(throttle: Throttle, options: PageOptions): Page[] {
  return [...homePages(options), ...signInPages(throttle, options), ...passwordPages(throttle, options)];
}

import type { Page } from "../http/define-page.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import type { Elsewhere } from "../modules/devices/verify-service.ts";
import { devicePages } from "./device.ts";
import { federationPages } from "./federation.ts";
import type { PageOptions } from "./finish.ts";
import { homePages } from "./home.ts";
import { passwordPages } from "./password.ts";
import { signInPages } from "./sign-in.ts";

/**
 * Every page there is.
 *
 * @param elsewhere where a device's code leads that is not of a device of ours
 */
export function allPages(throttle: Throttle, options: PageOptions, elsewhere: Elsewhere = async () => undefined): Page[] {
  return [
    ...homePages(options),
    ...signInPages(throttle, options),
    ...federationPages(throttle, options),
    ...passwordPages(throttle, options),
    ...devicePages({ throttle, elsewhere }),
  ];
}

import type { Page } from "../http/define-page.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { enrollPages } from "./enroll.ts";
import type { PageOptions } from "./finish.ts";
import { inboxPages } from "./inbox.ts";
import { linkPages } from "./links.ts";
import { secondFactorPages } from "./second-factor.ts";
import { signInPages } from "./sign-in.ts";

/** Every page there is. */
export function allPages(throttle: Throttle, options: PageOptions, kickMail: () => void): Page[] {
  return [
    ...signInPages(throttle, options),
    ...secondFactorPages(throttle, options),
    ...enrollPages(throttle, options),
    ...linkPages(throttle, options, kickMail),
    ...inboxPages(),
  ];
}

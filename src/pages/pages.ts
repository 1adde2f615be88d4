import type { Page } from "../http/define-page.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import type { Elsewhere } from "../modules/devices/verify-service.ts";
import type { Refusals } from "../modules/statistics/tally.ts";
import { devicePages } from "./device.ts";
import { enrollPages } from "./enroll.ts";
import { federationPages } from "./federation.ts";
import type { PageOptions } from "./finish.ts";
import { homePages } from "./home.ts";
import { inboxPages } from "./inbox.ts";
import { invitationPages } from "./invitation.ts";
import { linkPages } from "./links.ts";
import { passkeyPages } from "./passkeys.ts";
import { passwordPages } from "./password.ts";
import { secondFactorPages } from "./second-factor.ts";
import { signInPages } from "./sign-in.ts";

/** What pages need besides the options. */
export interface PageWorld {
  readonly throttle: Throttle;
  readonly refusals: Refusals;
  /** Called when there is something for the mailer to do. */
  readonly kickMail: () => void;
  /** Where a device's code leads that is not of a device of ours. */
  readonly elsewhere: Elsewhere;
}

/** Every page there is. */
export function allPages({ throttle, refusals, kickMail, elsewhere }: PageWorld, options: PageOptions): Page[] {
  return [
    ...homePages(options),
    ...signInPages(throttle, options),
    ...secondFactorPages(throttle, options),
    ...federationPages(throttle, options),
    ...passwordPages(throttle, options),
    ...enrollPages(throttle, options),
    ...passkeyPages(options),
    ...linkPages({ throttle, refusals, kick: kickMail }, options),
    ...invitationPages(throttle, options),
    ...devicePages({ throttle, elsewhere }),
    ...inboxPages(),
  ];
}

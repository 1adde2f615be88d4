import type { Config } from "../../config.ts";
import type { Principal } from "../../kernel/context.ts";
import { isMultiFactor } from "./acr.ts";

interface SignedIn {
  readonly amr: readonly string[];
  readonly isSuperuser: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
}

/** Whose sign-in takes more than one factor (setting ROSTER_REQUIRE_MFA). */
export type MfaPolicy = Config["requireMfa"];

/**
 * What holds a sign-in back: an expired password comes first, then a second factor that the policy asks for and the
 * sign-in lacks. Machines have none.
 */
export function restrictionOf(policy: MfaPolicy, who: SignedIn): Pick<Principal, "restricted" | "mustEnroll"> {
  if (who.passwordExpired) return { restricted: true };
  const isAsked = policy === "everyone" || (policy === "superusers" && who.isSuperuser);
  return isAsked && !who.isServiceAccount && !isMultiFactor(who.amr) ? { restricted: true, mustEnroll: true } : { restricted: false };
}

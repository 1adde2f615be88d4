/** What organizations that require a second factor ask of whom. */
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import type { Standing } from "./standing-store.ts";
import { isAskedForMfa } from "./store.ts";

/**
 * An organization that requires a second factor is closed to sign-ins that had none, superusers' too: they, like
 * everybody, can set one up. Machines, and keys of whomever, have one factor, which nobody asks more of.
 *
 * @throws RosterError `organization.mfa_required`
 */
export function requireSecondFactor({ requiresMfa }: Standing, actor: Principal): void {
  if (requiresMfa && isClosedTo(actor)) throw refusal("organization.mfa_required");
}

/** Whether organizations that require a second factor are closed to whoever asks. */
export function isClosedTo({ multiFactor, sessionId, isServiceAccount }: Principal): boolean {
  return !multiFactor && sessionId !== null && !isServiceAccount;
}

/**
 * Whoever is in an organization that requires a second factor makes no key of their own without one: it would be a way
 * around. Superusers are in all of them.
 *
 * @throws RosterError `organization.mfa_required`
 */
export async function requireFactorForKeys(ctx: Context, { id, isSuperuser, multiFactor }: Principal): Promise<void> {
  if (multiFactor || !(await isAskedForMfa(queryable(ctx), id, isSuperuser))) return;
  throw refusal("organization.mfa_required", "An organization that you are in requires a second factor: sign in with one to make keys of your own.");
}

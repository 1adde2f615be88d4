import type { Context } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { identifierKey } from "../kernel/text.ts";
import { holdAccount, lookUpCredentials, proveCredentials, renewHash } from "../modules/credentials/service.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { type Browser, completeSignIn, type SignInOutcome } from "./complete.ts";

export interface PasswordSignIn extends Browser {
  readonly username: string;
  readonly password: string;
}

/**
 * Signs in with username or e-mail address and password. Every refusal of an account - there is none, the password
 * is wrong, it is inactive, it signs in elsewhere - is the same, and takes the same statements and one hash.
 *
 * @throws RosterError `auth.method_off`, `auth.invalid_credentials`, `auth.too_many_attempts`, `auth.busy`
 */
export async function signInWithPassword(ctx: Context, throttle: Throttle, input: PasswordSignIn): Promise<SignInOutcome> {
  if (!ctx.app.config.passwordSignIn) throw refusal("auth.method_off");
  const { username, password, ...browser } = input;
  const identifier = identifierKey(username);
  const proven = await throttle.attempt(ctx, identifier, async () => {
    const found = await lookUpCredentials(ctx, identifier);
    return { userId: found?.userId ?? null, value: await proveCredentials(ctx, found, password) };
  });
  await renewHash(ctx, proven, password);
  return completeSignIn(ctx, { user: proven, amr: ["pwd"], hold: (inner) => holdAccount(inner, proven) }, browser);
}

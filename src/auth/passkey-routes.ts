import Type from "typebox";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError, refusal } from "../kernel/errors.ts";
import { beginSignIn, holdPasskey, provePasskey, tellRegression } from "../modules/passkeys/prove-service.ts";
import { Assertion, PasskeyOptions } from "../modules/passkeys/schema.ts";
import { countingRefusals } from "../modules/statistics/tally.ts";
import { type Browser, completeSignIn, type SignInOutcome } from "./complete.ts";
import { type AuthOptions, tokenAnswer } from "./routes.ts";
import { TokenAnswer } from "./schema.ts";

const tag = "Signing in";

const PasskeySignIn = Type.Object({ response: Assertion }, { $id: "PasskeySignIn", description: "A sign-in with a passkey." });

type Given = Parameters<typeof provePasskey>[2];

/** @throws RosterError `auth.passkey_refused`, `passkey.unavailable` */
async function signInWithPasskey(ctx: Context, publicUrl: string, given: Given, browser: Browser): Promise<SignInOutcome> {
  const proven = await provePasskey(ctx, publicUrl, given);
  try {
    return await completeSignIn(ctx, { user: proven.user, amr: proven.amr, hold: (inner) => holdPasskey(inner, proven) }, browser);
  } catch (error) {
    if (!(error instanceof RosterError && error.code === "auth.invalid_credentials")) throw error;
    await tellRegression(ctx, proven);
    throw refusal("auth.passkey_refused");
  }
}

/** Signing in with a passkey, without a username. */
export function passkeySignInRoutes(options: AuthOptions): Route[] {
  const { publicUrl, refusals } = options;
  return [
    defineRoute({
      method: "POST",
      path: "/auth/passkey/options",
      id: "beginPasskeySignIn",
      tag,
      summary: "Begin to sign in with a passkey",
      description: "Names nobody and takes no name: the authenticator knows whose passkey it has.",
      permission: "session:create",
      answer: PasskeyOptions,
      errors: ["passkey.unavailable"],
      notIdempotent: "Each answer has a challenge of its own, which is good once.",
      handler: async (ctx) => ({ value: await beginSignIn(ctx, publicUrl) }),
    }),
    defineRoute({
      method: "POST",
      path: "/auth/passkey",
      id: "signInWithPasskey",
      tag,
      summary: "Sign in with a passkey",
      description:
        "Counts as two factors. Answers and sets a cookie as `/auth/login` does. A passkey that is unknown, removed or of an account that may not sign in is refused like a wrong signature.",
      permission: "session:create",
      body: PasskeySignIn,
      answer: TokenAnswer,
      errors: ["auth.passkey_refused", "passkey.unavailable"],
      notIdempotent: "Every sign-in is a session of its own, and its answer is a secret that is not kept.",
      handler: async (ctx, { body, meta }) => {
        const { userAgent, cookie, isForeign } = meta;
        const browser = { userAgent, cookie, withCookie: !isForeign };
        const outcome = await countingRefusals(refusals, "passkey", () => signInWithPasskey(ctx, publicUrl, body.response, browser));
        if (outcome.kind !== "signed_in") throw refusal("auth.mfa_required");
        return tokenAnswer(ctx, options, { session: outcome.session });
      },
    }),
  ];
}

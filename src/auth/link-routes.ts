import Type from "typebox";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Context } from "../kernel/context.ts";
import { Uuid } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { mailPasswordLink, readLink, requestLink, takeMagicLink } from "../modules/links/service.ts";
import { type Browser, completeSignIn, type SignInOutcome } from "./complete.ts";

export interface LinkOptions {
  readonly throttle: Throttle;
  /** Called when there is something for the mailer to do. */
  readonly kick: () => void;
  /** The language of the mail, from an Accept-Language header. */
  readonly languageOf: (header: string | undefined) => "en" | "de";
  /** A path of this server, or its start. */
  readonly safeReturnTo: (given: string | undefined) => string;
  readonly publicUrl: string;
}

const identifier = Type.String({ minLength: 1, maxLength: 320, description: "Username or e-mail address, without case.", examples: ["ada@example.com"] });
const ResetRequest = Type.Object({ identifier }, { $id: "PasswordResetRequest", description: "Whose password is to be chosen anew." });
const LinkRequest = Type.Object(
  { identifier, return_to: Type.Optional(Type.String({ maxLength: 4096, description: "A path of this server to go on to after signing in." })) },
  { $id: "MagicLinkRequest", description: "Who wants to sign in by a mailed link." },
);

const Addressee = Type.Object({ user_id: Uuid("Id of the account.") });

const SAME =
  "The answer is the same, and takes as long, whether there is such an account or not. After four for an account from one address each further one makes that address wait.";

/** Links by mail: to choose a password, and to sign in. */
export function linkRoutes({ throttle, kick, languageOf, safeReturnTo, publicUrl }: LinkOptions): Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/auth/password_reset",
      id: "requestPasswordReset",
      tag: "Signing in",
      summary: "Ask for a link to choose a new password",
      description: `Mails a link that is good once. ${SAME}`,
      permission: "session:create",
      body: ResetRequest,
      answer: Type.Null(),
      errors: ["auth.too_many_links", "auth.method_off"],
      notIdempotent: "Nobody is signed in whose key it could be.",
      example: { identifier: "ada@example.com" },
      handler: async (ctx, { body, meta }) => {
        await requestLink(ctx, throttle, { purpose: "password_reset", identifier: body.identifier, language: languageOf(meta.acceptLanguage), returnTo: null });
        kick();
        return { value: null };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/users/{user_id}/password_reset",
      id: "mailUserPasswordReset",
      tag: "Credentials",
      summary: "Mail a user a link to choose a password",
      description: "For a first password, too. The present one stays good until another is chosen. The mail is in the language that the request prefers.",
      permission: "passwords:reset",
      params: Addressee,
      answer: Type.Null(),
      errors: ["user.not_found", "user.external", "link.no_person", "link.inactive", "link.no_address", "auth.method_off"],
      handler: async (ctx, { params, meta }) => {
        await mailPasswordLink(ctx, params.user_id, languageOf(meta.acceptLanguage), publicUrl);
        kick();
        return { value: null };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/auth/magic_link",
      id: "requestMagicLink",
      tag: "Signing in",
      summary: "Ask for a link to sign in",
      description: `Mails a link that is good once. ${SAME}`,
      permission: "session:create",
      body: LinkRequest,
      answer: Type.Null(),
      errors: ["auth.too_many_links", "auth.magic_links_off"],
      notIdempotent: "Nobody is signed in whose key it could be.",
      example: { identifier: "ada@example.com" },
      handler: async (ctx, { body, meta }) => {
        const returnTo = safeReturnTo(body.return_to);
        await requestLink(ctx, throttle, { purpose: "magic_link", identifier: body.identifier, language: languageOf(meta.acceptLanguage), returnTo });
        kick();
        return { value: null };
      },
    }),
  ];
}

/**
 * Signs in with a mailed link and uses it up. Its method is `email`: RFC 8176 has no value for it, and lets others be
 * used.
 *
 * @returns what comes of it, and where the browser wanted to go
 * @throws RosterError `link.invalid`, `auth.magic_links_off`, `auth.invalid_credentials` when it was used meanwhile
 */
export async function signInWithLink(ctx: Context, token: string, browser: Browser): Promise<{ outcome: SignInOutcome; returnTo: string }> {
  const account = await readLink(ctx, "magic_link", token);
  const outcome = await completeSignIn(ctx, { user: account, amr: ["email"], hold: (inner) => takeMagicLink(inner, token) }, browser);
  return { outcome, returnTo: account.returnTo ?? "/" };
}

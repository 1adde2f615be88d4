import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { STEP_UP } from "../../kernel/errors.ts";
import { Credentials, NewTotp, OwnerPath, RecoveryCodes, TotpCode, UserCredentials } from "./schema.ts";
import { activateTotp, beginTotp, getCredentials, inspectCredentials, removeOwnTotp, renewRecoveryCodes, resetTotp } from "./service.ts";

const tag = "Credentials";

const SHOWN_ONCE = "Its answer is a secret that is not kept.";

type Throttle = Parameters<typeof activateTotp>[1];

/** Authenticator apps, recovery codes, and what ways in there are. */
export function secondFactorRoutes(throttle: Throttle): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/users/me/credentials",
      id: "getOwnCredentials",
      tag,
      summary: "Get one's own ways to sign in",
      permission: "credentials:read",
      whileEnrolling: true,
      answer: Credentials,
      errors: ["credentials.denied"],
      handler: async (ctx) => ({ json: await getCredentials(ctx) }),
    }),
    defineRoute({
      method: "POST",
      path: "/users/me/totp",
      id: "beginTotp",
      tag,
      summary: "Set up an authenticator app",
      description: "Makes a secret, shown once, to be confirmed with a code within 15 minutes. An app that the account already has stays good until then.",
      permission: "credentials:write",
      whileEnrolling: true,
      answer: NewTotp,
      errors: STEP_UP,
      notIdempotent: SHOWN_ONCE,
      handler: async (ctx) => ({ value: await beginTotp(ctx) }),
    }),
    defineRoute({
      method: "POST",
      path: "/users/me/totp/verify",
      id: "verifyTotp",
      tag,
      summary: "Confirm an authenticator app",
      description:
        "Puts the app in force and answers a new set of recovery codes. From then on every sign-in with one factor takes a code too. With the first second factor the other sessions of the account end.",
      permission: "credentials:write",
      whileEnrolling: true,
      body: TotpCode,
      answer: RecoveryCodes,
      errors: [...STEP_UP, "totp.not_pending", "totp.wrong_code", "auth.too_many_attempts", "auth.busy"],
      notIdempotent: SHOWN_ONCE,
      example: { code: "123456" },
      handler: async (ctx, { body }) => ({ value: { recovery_codes: await activateTotp(ctx, throttle, body.code) } }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/me/totp",
      id: "deleteOwnTotp",
      tag,
      summary: "Take one's own authenticator app away",
      description: "Its recovery codes go with it.",
      permission: "credentials:write",
      answer: Type.Null(),
      errors: [...STEP_UP, "totp.not_found"],
      handler: async (ctx) => {
        await removeOwnTotp(ctx);
        return { value: null };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/users/me/recovery_codes",
      id: "renewRecoveryCodes",
      tag,
      summary: "Get new recovery codes",
      description: "In place of those before, which are no good any more.",
      permission: "credentials:write",
      answer: RecoveryCodes,
      errors: [...STEP_UP, "totp.not_found"],
      notIdempotent: SHOWN_ONCE,
      handler: async (ctx) => ({ value: { recovery_codes: await renewRecoveryCodes(ctx) } }),
    }),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/credentials",
      id: "getUserCredentials",
      tag,
      summary: "Get a user's ways to sign in",
      description: "And what stands in them: an expired password, and failed attempts that hold signing in back.",
      permission: "credentials:inspect",
      params: OwnerPath,
      answer: UserCredentials,
      errors: ["user.not_found"],
      handler: async (ctx, { params }) => ({ json: await inspectCredentials(ctx, params.user_id) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}/totp",
      id: "resetUserTotp",
      tag,
      summary: "Take a user's authenticator app away",
      description: "For whoever lost it. Its recovery codes go with it, and the sessions of the account end.",
      permission: "credentials:reset",
      params: OwnerPath,
      answer: Type.Null(),
      errors: ["user.not_found", "totp.not_found", ...STEP_UP],
      handler: async (ctx, { params }) => {
        await resetTotp(ctx, params.user_id);
        return { value: null };
      },
    }),
  ];
}

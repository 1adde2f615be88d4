import Type from "typebox";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { type ErrorCode, RosterError, refusal } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { isFreshSignIn } from "../modules/sessions/service.ts";
import type { User } from "../modules/users/schema.ts";
import { getUser, principalOf } from "../modules/users/service.ts";
import { updateUser } from "../modules/users/update-service.ts";
import { type PageOptions, passwordAddress, signInAddress } from "./finish.ts";
import { viewOf } from "./layout.ts";
import { noPasswordView, type PasswordModel, passwordView } from "./password-view.ts";
import { safeReturnTo } from "./return-to.ts";
import { sentenceOf } from "./texts/errors.ts";

const returnTo = Type.Optional(Type.String({ maxLength: 4096 }));
const PasswordQuery = Type.Object({ return_to: returnTo });
const PasswordForm = Type.Object({
  current_password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
  password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
  return_to: returnTo,
});

/** The refusals that the page can tell beside its fields. The others are pages of their own. */
const FIELD_OF: Partial<Record<ErrorCode, NonNullable<PasswordModel["problem"]>["field"]>> = {
  "password.length": "password",
  "password.common": "password",
  "password.wrong_current": "current_password",
  "password.confirmation_required": "current_password",
  "auth.too_many_attempts": null,
  "auth.busy": null,
};

/** @param back a path that `safeReturnTo` let through */
async function passwordPage(ctx: Context, meta: PageMeta, back: string, refused?: RosterError): Promise<PageAnswer> {
  const actor = principalOf(ctx);
  const view = { ...viewOf(ctx, meta), here: passwordAddress(back) };
  const account = JSON.parse((await getUser(ctx, actor.id)).json) as User;
  if (account.oauth_provider !== null) return { html: noPasswordView(view, back) };
  const isFresh = isFreshSignIn(ctx, actor);
  // Without a password here there is no current one to ask for: a fresh sign-in, by whatever way, takes its place.
  if (account.password_expired === null && !isFresh) return { redirect: signInAddress(passwordAddress(back)) };
  const field = refused && FIELD_OF[refused.code];
  const html = passwordView(view, {
    username: account.username,
    isExpired: actor.restricted,
    asksCurrent: !isFresh || field === "current_password",
    returnTo: back,
    problem: refused && field !== undefined ? { field, text: sentenceOf(view.language, refused) } : undefined,
  });
  return { status: refused?.status ?? 200, html };
}

/** Choosing a new password: whoever wants to, and whoever has to. */
export function passwordPages(throttle: Throttle, { origin }: PageOptions): Page[] {
  return [
    definePage({
      method: "GET",
      path: "/password",
      access: "signed-in",
      whileExpired: true,
      query: PasswordQuery,
      handler: (ctx, { query, meta }) => passwordPage(ctx, meta, safeReturnTo(query.return_to, origin)),
    }),
    definePage({
      method: "POST",
      path: "/password",
      access: "signed-in",
      whileExpired: true,
      form: PasswordForm,
      handler: async (ctx, { form, meta }) => {
        const { password, current_password, return_to } = form;
        const back = safeReturnTo(return_to, origin);
        try {
          // An update without a password would change nothing, and be no error.
          if (password === undefined) throw refusal("password.length");
          await updateUser(ctx, throttle, principalOf(ctx).id, { password, ...(current_password !== undefined && { current_password }) }, undefined);
          return { redirect: back };
        } catch (error) {
          if (!(error instanceof RosterError) || FIELD_OF[error.code] === undefined) throw error;
          return passwordPage(ctx, meta, back, error);
        }
      },
    }),
  ];
}

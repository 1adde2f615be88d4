import Type, { type Static } from "typebox";
import { signInWithPassword } from "../auth/sign-in.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { connectionButtons } from "./federation.ts";
import { finishSignIn, type PageOptions } from "./finish.ts";
import { html } from "./html.ts";
import { document, notice, viewOf } from "./layout.ts";
import { safeReturnTo } from "./return-to.ts";
import { signIn as texts } from "./texts/sign-in.ts";

const SignInQuery = Type.Object({
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
  /** Who it is likely to be: fills the field. */
  login_hint: Type.Optional(Type.String({ maxLength: 320 })),
});
type SignInQuery = Static<typeof SignInQuery>;

const SignInForm = Type.Object({
  username: Type.Optional(Type.String({ maxLength: 320 })),
  password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
});

async function signInPage(ctx: Context, meta: PageMeta, query: SignInQuery, problem?: { status: number; text: string }): Promise<PageAnswer> {
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const body = html`${notice("error", problem?.text)}
<form method="post" action="/sign-in">
<input type="hidden" name="return_to" value="${query.return_to ?? ""}">
<label for="username">${t.username}</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${query.login_hint ?? ""}">
<label for="password">${t.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">${t.submit}</button>
</form>
${await connectionButtons(ctx, view, query.return_to)}`;
  return { status: problem?.status ?? 200, html: document(view, { title: t.title(view.name), body }) };
}

/** Signing in with username and password. */
export function signInPages(throttle: Throttle, options: PageOptions): Page[] {
  return [
    definePage({
      method: "GET",
      path: "/sign-in",
      access: "public",
      query: SignInQuery,
      handler: async (ctx, { query, meta }) => signInPage(ctx, meta, query),
    }),
    definePage({
      method: "POST",
      path: "/sign-in",
      access: "public",
      form: SignInForm,
      handler: async (ctx, { form, meta }) => {
        const { username = "", password = "", return_to } = form;
        try {
          const outcome = await signInWithPassword(ctx, throttle, { username, password, userAgent: meta.userAgent, withCookie: true });
          return finishSignIn(ctx, outcome, safeReturnTo(return_to, options.origin), options);
        } catch (error) {
          if (!(error instanceof RosterError) || error.status >= 500) throw error;
          const view = viewOf(ctx, meta);
          const again = { ...(return_to !== undefined && { return_to }), login_hint: username };
          return signInPage(ctx, meta, again, { status: error.status, text: texts[view.language].refused(error.code) });
        }
      },
    }),
  ];
}

import Type, { type Static } from "typebox";
import { signInWithPassword } from "../auth/sign-in.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { retryAfter } from "./error.ts";
import { finishSignIn, type PageOptions, signInAddress } from "./finish.ts";
import { viewOf } from "./layout.ts";
import { safeReturnTo } from "./return-to.ts";
import { signInView } from "./sign-in-view.ts";
import { signIn as texts } from "./texts/sign-in.ts";

const SignInQuery = Type.Object({
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
  /** Who it is likely to be: fills the field. */
  login_hint: Type.Optional(Type.String({ maxLength: 320 })),
  /** Languages that an application asks for (OpenID Connect Core 3.1.2.1). */
  ui_locales: Type.Optional(Type.String({ maxLength: 200 })),
});
type SignInQuery = Static<typeof SignInQuery>;

const SignInForm = Type.Object({
  username: Type.Optional(Type.String({ maxLength: 320 })),
  password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
  ui_locales: Type.Optional(Type.String({ maxLength: 200 })),
});

async function signInPage(ctx: Context, meta: PageMeta, options: PageOptions, query: SignInQuery, refused?: RosterError): Promise<PageAnswer> {
  const { return_to: returnTo, login_hint: username, ui_locales: uiLocales } = query;
  const view = { ...viewOf(ctx, meta, uiLocales), ...(refused && { here: signInAddress(safeReturnTo(returnTo, options.origin)) }) };
  const others = await options.otherWaysIn?.(ctx, view, safeReturnTo(returnTo, options.origin));
  const html = signInView(view, {
    withPassword: ctx.app.config.passwordSignIn,
    username,
    returnTo,
    uiLocales,
    problem: refused && texts[view.language].refused(refused.code, retryAfter(refused)),
    providers: others?.providers ?? [],
    waysIn: others?.waysIn ?? null,
    scripts: others?.scripts ?? [],
  });
  return { status: refused?.status ?? 200, html };
}

/** Signing in with username and password. */
export function signInPages(throttle: Throttle, options: PageOptions): Page[] {
  return [
    definePage({
      method: "GET",
      path: "/sign-in",
      access: "public",
      query: SignInQuery,
      handler: (ctx, { query, meta }) => signInPage(ctx, meta, options, query),
    }),
    definePage({
      method: "POST",
      path: "/sign-in",
      access: "public",
      form: SignInForm,
      handler: async (ctx, { form, meta }) => {
        const { username = "", password = "", ...rest } = form;
        try {
          const outcome = await signInWithPassword(ctx, throttle, { username, password, userAgent: meta.userAgent, cookie: meta.cookie, withCookie: true });
          return finishSignIn(ctx, outcome, safeReturnTo(form.return_to, options.origin), options);
        } catch (error) {
          if (!(error instanceof RosterError) || error.status >= 500) throw error;
          return signInPage(ctx, meta, options, { ...rest, login_hint: username }, error);
        }
      },
    }),
  ];
}

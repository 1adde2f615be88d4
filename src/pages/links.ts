import Type from "typebox";
import { signInWithLink } from "../auth/link-routes.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { requestLink, resetPassword } from "../modules/links/service.ts";
import { countingRefusals, type Refusals } from "../modules/statistics/tally.ts";
import { finishSignIn, forgotAddress, type PageOptions } from "./finish.ts";
import { type Html, html } from "./html.ts";
import { type View, viewOf } from "./layout.ts";
import { forgotView, linkDoneView, tokenView } from "./link-views.ts";
import { safeReturnTo } from "./return-to.ts";
import { links as texts } from "./texts/links.ts";

const returnTo = Type.Optional(Type.String({ maxLength: 4096 }));
const ForgotQuery = Type.Object({ return_to: returnTo });
const ForgotForm = Type.Object({ identifier: Type.String({ maxLength: 320 }), purpose: Type.Optional(Type.String({ maxLength: 20 })), return_to: returnTo });
const TokenQuery = Type.Object({ token: Type.Optional(Type.String({ maxLength: 100, ...SECRET })) });
const TokenForm = Type.Object({
  token: Type.String({ maxLength: 100, ...SECRET }),
  password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
});

function forgotPage(ctx: Context, meta: PageMeta, returnTo: string, problem?: RosterError): PageAnswer {
  const { magicLinks, passwordSignIn } = ctx.app.config;
  const html = forgotView(viewOf(ctx, meta), { returnTo, withPassword: passwordSignIn, withMagicLink: magicLinks, refused: problem?.code });
  return { status: problem?.status ?? 200, html };
}

function tokenPage(ctx: Context, meta: PageMeta, kind: "reset" | "link", token: string, problem?: RosterError): PageAnswer {
  const isOver = problem?.code === "link.invalid" || problem?.code === "auth.invalid_credentials";
  return { status: problem?.status ?? 200, html: tokenView(viewOf(ctx, meta), { kind, token, refused: problem?.code, isOver }) };
}

/** Answers a refusal by a page of its own; what is our fault goes on to the error page. */
async function orSay(work: () => Promise<PageAnswer>, say: (problem: RosterError) => PageAnswer): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RosterError) || error.status >= 500) throw error;
    return say(error);
  }
}

function forgotPages(throttle: Throttle, options: PageOptions, kick: () => void): Page[] {
  const path = "/password/forgot";
  return [
    definePage({
      method: "GET",
      path,
      access: "public",
      query: ForgotQuery,
      handler: async (ctx, { query, meta }) => forgotPage(ctx, meta, safeReturnTo(query.return_to, options.origin)),
    }),
    definePage({
      method: "POST",
      path,
      access: "public",
      form: ForgotForm,
      handler: async (ctx, { form, meta }) => {
        const back = safeReturnTo(form.return_to, options.origin);
        const { language } = viewOf(ctx, meta);
        const purpose = form.purpose === "magic_link" ? "magic_link" : "password_reset";
        return orSay(
          async () => {
            await requestLink(ctx, throttle, { purpose, identifier: form.identifier, language, returnTo: purpose === "magic_link" ? back : null });
            kick();
            return { html: linkDoneView(viewOf(ctx, meta), "sent") };
          },
          (problem) => forgotPage(ctx, meta, back, problem),
        );
      },
    }),
  ];
}

interface LinkWorld {
  readonly throttle: Throttle;
  readonly refusals: Refusals;
  /** Called when there is something for the mailer to do. */
  readonly kick: () => void;
}

/** Forgotten passwords, and the links that are mailed. */
export function linkPages({ throttle, refusals, kick }: LinkWorld, options: PageOptions): Page[] {
  const shown = (kind: "reset" | "link", path: string) =>
    definePage({
      method: "GET",
      path,
      access: "public",
      query: TokenQuery,
      handler: async (ctx, { query, meta }) => tokenPage(ctx, meta, kind, query.token ?? ""),
    });
  return [
    ...forgotPages(throttle, options, kick),
    shown("reset", "/password/reset"),
    definePage({
      method: "POST",
      path: "/password/reset",
      access: "public",
      form: TokenForm,
      handler: async (ctx, { form: { token, password = "" }, meta }) =>
        orSay(
          async () => {
            await resetPassword(ctx, token, password);
            return { html: linkDoneView(viewOf(ctx, meta), "changed") };
          },
          (problem) => tokenPage(ctx, meta, "reset", token, problem),
        ),
    }),
    shown("link", "/sign-in/link"),
    definePage({
      method: "POST",
      path: "/sign-in/link",
      access: "public",
      form: TokenForm,
      handler: async (ctx, { form: { token }, meta }) =>
        orSay(
          async () => {
            const browser = { userAgent: meta.userAgent, cookie: meta.cookie, withCookie: true };
            const { outcome, returnTo: back } = await countingRefusals(refusals, "magic_link", () => signInWithLink(ctx, token, browser));
            return finishSignIn(ctx, outcome, safeReturnTo(back, options.origin), options);
          },
          (problem) => tokenPage(ctx, meta, "link", token, problem),
        ),
    }),
  ];
}

/**
 * For the sign-in page: the way to a link by mail, where there is one.
 *
 * @param back a path that `safeReturnTo` let through
 */
export function mailedWay({ app: { config } }: Context, { language }: View, back: string): Html | null {
  if (!config.magicLinks && !config.passwordSignIn) return null;
  return html`<p><a href="${forgotAddress(back)}">${config.passwordSignIn ? texts[language].forgotLink : texts[language].byMail}</a></p>`;
}

import Type from "typebox";
import { completeSecondFactor } from "../auth/complete.ts";
import { clearedTicketHeader, ticketCookie } from "../auth/cookie.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { enterWith, type PageOptions, signInAddress } from "./finish.ts";
import { viewOf } from "./layout.ts";
import { safeReturnTo } from "./return-to.ts";
import { codeView } from "./second-factor-view.ts";

const ReturnQuery = Type.Object({ return_to: Type.Optional(Type.String({ maxLength: 4096 })) });

const CodeForm = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100, ...SECRET })),
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
});

function codePage(ctx: Context, meta: PageMeta, returnTo: string, problem?: RosterError): PageAnswer {
  const html = codeView(viewOf(ctx, meta), { returnTo, refused: problem?.code, again: signInAddress(returnTo) });
  return { status: problem?.status ?? 200, html };
}

/** The question for a second factor. Whoever has no ticket begins at the sign-in page. */
export function secondFactorPages(throttle: Throttle, options: PageOptions): Page[] {
  const path = "/sign-in/second-factor";
  const beginAgain = (returnTo: string): PageAnswer => ({
    redirect: signInAddress(returnTo),
    cookies: [clearedTicketHeader(options.secureCookie)],
  });
  return [
    definePage({
      method: "GET",
      path,
      access: "public",
      query: ReturnQuery,
      handler: async (ctx, { query, meta }) => {
        const returnTo = safeReturnTo(query.return_to, options.origin);
        return ticketCookie(meta.cookies) === undefined ? beginAgain(returnTo) : codePage(ctx, meta, returnTo);
      },
    }),
    definePage({
      method: "POST",
      path,
      access: "public",
      form: CodeForm,
      handler: async (ctx, { form, meta }) => {
        const returnTo = safeReturnTo(form.return_to, options.origin);
        const ticket = ticketCookie(meta.cookies);
        if (ticket === undefined) return beginAgain(returnTo);
        try {
          const session = await completeSecondFactor(ctx, throttle, ticket, form.code ?? "", {
            userAgent: meta.userAgent,
            cookie: meta.cookie,
            withCookie: true,
          });
          const entered = enterWith(ctx, session, returnTo, options);
          return { ...entered, cookies: [...(entered.cookies ?? []), clearedTicketHeader(options.secureCookie)] };
        } catch (error) {
          if (!(error instanceof RosterError) || error.status >= 500) throw error;
          return error.code === "auth.invalid_ticket" ? beginAgain(returnTo) : codePage(ctx, meta, returnTo, error);
        }
      },
    }),
  ];
}

import Type from "typebox";
import { clearCookie, readCookie } from "../federation/cookies.ts";
import { linkWithPassword, readLink } from "../federation/link.ts";
import { getTest } from "../federation/trial.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { ERROR_TYPES, ERRORS, type ErrorCode, RosterError, refusal } from "../kernel/errors.ts";
import { SECRET, Uuid } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { linkView, problemView, testView } from "./federation-views.ts";
import { finishSignIn, type PageOptions } from "./finish.ts";
import { viewOf } from "./layout.ts";
import { sentenceOf } from "./texts/errors.ts";
import { federation as texts } from "./texts/federation.ts";

const ProblemQuery = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100 })),
  request_id: Type.Optional(Type.String({ maxLength: 128, pattern: "^[A-Za-z0-9._:/+=-]*$" })),
});

const isCode = (text: string | undefined): text is ErrorCode => text !== undefined && Object.hasOwn(ERRORS, text);

/** Only sentences of ours are shown, by their code: whoever makes up such an address can say nothing of their own. */
function problemPage(ctx: Context, meta: PageMeta, given: string | undefined, requestId: string | undefined): PageAnswer {
  const view = viewOf(ctx, meta);
  const code: ErrorCode = isCode(given) ? given : "federation.not_started_here";
  return { status: ERROR_TYPES[ERRORS[code].type], html: problemView(view, sentenceOf(view.language, refusal(code)), requestId) };
}

async function linkPage(ctx: Context, meta: PageMeta, token: string | undefined, refused?: RosterError): Promise<PageAnswer> {
  const { connection, email } = await readLink(ctx, token);
  const view = { ...viewOf(ctx, meta), ...(refused && { here: "/sign-in/link-account" }) };
  const t = texts[view.language];
  const own: Readonly<Record<string, string>> = { "auth.invalid_credentials": t.wrongPassword, "auth.mfa_required": t.codeToo, "auth.wrong_code": t.wrongCode };
  const problem = refused && (own[refused.code] ?? sentenceOf(view.language, refused));
  const asksCode = refused?.code === "auth.mfa_required" || refused?.code === "auth.wrong_code";
  return { status: refused?.status ?? 200, html: linkView(view, { provider: connection.display_name, email, problem, asksCode }) };
}

async function testPage(ctx: Context, meta: PageMeta, id: string): Promise<PageAnswer> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.isSuperuser) throw refusal("access.superuser");
  return { html: testView(viewOf(ctx, meta), await getTest(ctx, id)) };
}

/** The pages around signing in with identity providers. */
export function federationPages(throttle: Throttle, options: PageOptions): Page[] {
  const tokenOf = (meta: PageMeta) => readCookie(meta.cookies, "link", options.secureCookie);
  return [
    definePage({
      method: "GET",
      path: "/sign-in/problem",
      access: "public",
      query: ProblemQuery,
      handler: async (ctx, { query, meta }) => problemPage(ctx, meta, query.code, query.request_id),
    }),
    definePage({
      method: "GET",
      path: "/sign-in/link-account",
      access: "public",
      handler: (ctx, { meta }) => linkPage(ctx, meta, tokenOf(meta)),
    }),
    definePage({
      method: "POST",
      path: "/sign-in/link-account",
      access: "public",
      form: Type.Object({
        password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
        otp: Type.Optional(Type.String({ maxLength: 100, ...SECRET })),
      }),
      handler: async (ctx, { form, meta }) => {
        const token = tokenOf(meta);
        try {
          const { userAgent, cookie } = meta;
          const { outcome, returnTo } = await linkWithPassword(ctx, throttle, {
            token,
            password: form.password ?? "",
            otp: form.otp,
            browser: { userAgent, cookie },
          });
          const answer = finishSignIn(ctx, outcome, returnTo, options);
          return { ...answer, cookies: [...(answer.cookies ?? []), clearCookie("link", options.secureCookie)] };
        } catch (error) {
          if (!(error instanceof RosterError) || !/^auth\.(invalid_credentials|mfa_required|wrong_code|too_many_attempts|busy)$/.test(error.code)) throw error;
          return linkPage(ctx, meta, token, error);
        }
      },
    }),
    definePage({
      method: "GET",
      path: "/sign-in/connection-test/{test_id}",
      access: "signed-in",
      params: Type.Object({ test_id: Uuid("Id of the dry run.") }),
      handler: (ctx, { params, meta }) => testPage(ctx, meta, params.test_id),
    }),
  ];
}

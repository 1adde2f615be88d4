import Type from "typebox";
import { clearCookie, readCookie } from "../federation/cookies.ts";
import { linkWithPassword, readLink } from "../federation/link.ts";
import { getTest } from "../federation/trial.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { ERROR_TYPES, ERRORS, type ErrorCode, RosterError, refusal } from "../kernel/errors.ts";
import { SECRET, Uuid } from "../kernel/wire.ts";
import { connectionButtons as buttonsOf } from "../modules/connections/service.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { finishSignIn, type PageOptions } from "./finish.ts";
import { type Html, html } from "./html.ts";
import { document, notice, type View, viewOf } from "./layout.ts";
import { common } from "./texts/common.ts";
import { federation as texts } from "./texts/federation.ts";

/** The buttons of the sign-in page, one for each connection that is not hidden; links, so that no policy of forms is in their way. */
export async function connectionButtons(ctx: Context, view: View, returnTo: string | undefined): Promise<Html | null> {
  const buttons = await buttonsOf(ctx, returnTo);
  if (buttons.length === 0) return null;
  const t = texts[view.language];
  return html`<ul class="connections" aria-label="${t.waysLabel}">
${buttons.map(({ href, label }) => html`<li><a class="button" href="${href}">${t.signInWith(label)}</a></li>\n`)}</ul>`;
}

const ProblemQuery = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100 })),
  request_id: Type.Optional(Type.String({ maxLength: 128, pattern: "^[A-Za-z0-9._:/+=-]*$" })),
});

const isCode = (text: string | undefined): text is ErrorCode => text !== undefined && Object.hasOwn(ERRORS, text);

/** Only sentences of ours are shown, by their code: whoever makes up such an address can say nothing of their own. */
function problemPage(ctx: Context, meta: PageMeta, given: string | undefined, requestId: string | undefined): PageAnswer {
  const view = viewOf(ctx, meta);
  const t = common[view.language];
  const code: ErrorCode = isCode(given) ? given : "federation.not_started_here";
  const body = html`${notice("error", texts[view.language].problem(code))}
${requestId ? html`<p class="quiet">${t.requestId}: <code>${requestId}</code></p>` : null}
<p><a href="/sign-in">${t.backToSignIn}</a></p>`;
  return { status: ERROR_TYPES[ERRORS[code].type], html: document(view, { title: t.errorTitle, body }) };
}

async function linkPage(ctx: Context, meta: PageMeta, token: string | undefined, problem?: RosterError): Promise<PageAnswer> {
  const { connection, email } = await readLink(ctx, token);
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const said = problem && (problem.code === "auth.too_many_attempts" || problem.code === "auth.busy" ? t.tooMany : t.wrongPassword);
  const body = html`${notice("error", said)}
<p>${t.linkLead(connection.display_name, email)}</p>
<p class="quiet">${t.linkAfter(connection.display_name)}</p>
<form method="post" action="/sign-in/link-account">
<label for="password">${t.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">${t.linkSubmit}</button>
</form>
<p><a href="/sign-in">${common[view.language].cancel}</a></p>`;
  return { status: problem?.status ?? 200, html: document(view, { title: t.linkTitle, body }) };
}

async function testPage(ctx: Context, meta: PageMeta, id: string): Promise<PageAnswer> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.isSuperuser) throw refusal("access.superuser");
  const test = await getTest(ctx, id);
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const shown = (title: string, value: object | null) =>
    value &&
    html`<h2>${title}</h2>
<pre><code>${JSON.stringify(value, null, 2)}</code></pre>`;
  const body = html`<p>${t.testOutcome[test.outcome]} ${t.testNobody}</p>
${notice("error", test.reason ?? undefined)}
${shown(t.profile, test.profile)}
${shown(t.claims, test.claims)}`;
  return { html: document(view, { title: t.testTitle, body }) };
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
      form: Type.Object({ password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })) }),
      handler: async (ctx, { form, meta }) => {
        const token = tokenOf(meta);
        try {
          const { outcome, returnTo } = await linkWithPassword(ctx, throttle, { token, password: form.password ?? "", userAgent: meta.userAgent });
          const answer = finishSignIn(ctx, outcome, returnTo, options);
          return { ...answer, cookies: [...(answer.cookies ?? []), clearCookie("link", options.secureCookie)] };
        } catch (error) {
          if (!(error instanceof RosterError) || !/^auth\.(invalid_credentials|too_many_attempts|busy)$/.test(error.code)) throw error;
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

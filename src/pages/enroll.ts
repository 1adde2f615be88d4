import Type from "typebox";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { activateTotp, beginTotp } from "../modules/second-factors/service.ts";
import { enrollAddress, type PageOptions, signInAddress } from "./finish.ts";
import { type Html, html } from "./html.ts";
import { document, notice, viewOf } from "./layout.ts";
import { safeReturnTo } from "./return-to.ts";
import { secondFactor as texts } from "./texts/second-factor.ts";

const path = "/second-factor";

const EnrollQuery = Type.Object({ return_to: Type.Optional(Type.String({ maxLength: 4096 })) });

/** Without a code it begins; with one it confirms. */
const EnrollForm = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100, ...SECRET })),
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
});

const form = (returnTo: string, fields: Html) => html`<form method="post" action="${path}">
<input type="hidden" name="return_to" value="${returnTo}">
${fields}
</form>`;

function beginPage(ctx: Context, meta: PageMeta, returnTo: string): PageAnswer {
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const body = html`<p>${t.enrollLead}</p>
${form(returnTo, html`<button type="submit">${t.begin}</button>`)}`;
  return { html: document(view, { title: t.enrollTitle, body }) };
}

type NewSecret = Awaited<ReturnType<typeof beginTotp>>;

/** The secret is on the first such page only; after a wrong code the app has it already. */
function confirmPage(ctx: Context, meta: PageMeta, returnTo: string, made?: NewSecret, problem?: RosterError): PageAnswer {
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const secret =
    made &&
    html`<p>${t.scan}</p>
<dl><dt>${t.secret}</dt><dd><code>${made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code></dd></dl>
<p><a href="${made.otpauth_uri}">${t.open}</a></p>`;
  const body = html`${notice("error", problem && t.refused(problem.code))}
${secret}
${form(
  returnTo,
  html`<label for="code">${t.code}</label>
<input id="code" name="code" autocomplete="one-time-code" inputmode="numeric" required>
<button type="submit">${t.confirm}</button>`,
)}
<p><a href="${enrollAddress(returnTo)}">${t.again}</a></p>`;
  return { status: problem?.status ?? 200, html: document(view, { title: t.enrollTitle, body }) };
}

function donePage(ctx: Context, meta: PageMeta, returnTo: string, codes: readonly string[]): PageAnswer {
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const body = html`<p>${t.doneLead}</p>
<ul>${codes.map((code) => html`<li><code>${code}</code></li>\n`)}</ul>
<p><a class="button" href="${returnTo}">${t.goOn}</a></p>`;
  return { html: document(view, { title: t.doneTitle, body }) };
}

/** Setting up an authenticator app: for whoever must, or wants to. */
export function enrollPages(throttle: Throttle, options: PageOptions): Page[] {
  const submit = async (ctx: Context, meta: PageMeta, returnTo: string, code: string | undefined): Promise<PageAnswer> => {
    if (!code) return confirmPage(ctx, meta, returnTo, await beginTotp(ctx));
    return donePage(ctx, meta, returnTo, await activateTotp(ctx, throttle, code.replaceAll(/\s/g, "")));
  };
  return [
    definePage({
      method: "GET",
      path,
      access: "signed-in",
      whileEnrolling: true,
      query: EnrollQuery,
      handler: async (ctx, { query, meta }) => beginPage(ctx, meta, safeReturnTo(query.return_to, options.origin)),
    }),
    definePage({
      method: "POST",
      path,
      access: "signed-in",
      whileEnrolling: true,
      form: EnrollForm,
      handler: async (ctx, { form: { code, return_to }, meta }) => {
        const returnTo = safeReturnTo(return_to, options.origin);
        try {
          return await submit(ctx, meta, returnTo, code);
        } catch (error) {
          if (!(error instanceof RosterError) || error.status >= 500) throw error;
          const needsSignIn = error.code === "auth.reauthentication_required" || error.code === "mfa.required";
          if (needsSignIn) return { redirect: signInAddress(enrollAddress(returnTo)) };
          if (error.code === "credentials.denied") throw error;
          return confirmPage(ctx, meta, returnTo, undefined, error);
        }
      },
    }),
  ];
}

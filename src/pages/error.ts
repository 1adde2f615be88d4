import type { PageAnswer, PageMeta } from "../http/define-page.ts";
import { type Problem, problem } from "../http/problem.ts";
import type { Context } from "../kernel/context.ts";
import { html } from "./html.ts";
import { document, notice, viewOf } from "./layout.ts";
import { common } from "./texts/common.ts";

function sentenceOf({ body, status }: Problem, unexpected: string): string {
  if (status >= 500) return unexpected;
  const { detail, error_description: description } = JSON.parse(body) as { detail?: unknown; error_description?: string };
  if (Array.isArray(detail)) return detail.map((issue: { loc: unknown[]; msg: string }) => `${issue.loc.slice(1).join(".")}: ${issue.msg}`).join("; ");
  return typeof detail === "string" ? detail : (description ?? unexpected);
}

/** The page that says what went wrong, with the request id. */
export function errorPage(error: unknown, ctx: Context, meta: PageMeta): PageAnswer {
  const told = problem(error, ctx.requestId);
  if (told.internal !== undefined) ctx.app.log.error({ err: told.internal, request_id: ctx.requestId, path: meta.url.split("?")[0] }, "page failed");
  const view = viewOf(ctx, meta);
  const t = common[view.language];
  const body = html`${notice("error", sentenceOf(told, t.unexpected))}
<p class="quiet">${t.requestId}: <code>${ctx.requestId}</code></p>
<p><a href="/sign-in">${t.backToSignIn}</a></p>`;
  return { status: told.status, html: document(view, { title: t.errorTitle, body }) };
}

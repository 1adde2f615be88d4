import type { PageAnswer, PageMeta } from "../http/define-page.ts";
import { type Problem, problem } from "../http/problem.ts";
import type { Context } from "../kernel/context.ts";
import { type InputIssue, RosterError } from "../kernel/errors.ts";
import { type Html, html } from "./html.ts";
import { document, notice, type View, viewOf } from "./layout.ts";
import { common } from "./texts/common.ts";
import { sentenceOf } from "./texts/errors.ts";

/** After how many seconds to come back, where a refusal says so. */
export function retryAfter(error: RosterError): number | undefined {
  const seconds = Number(error.headers?.["retry-after"]);
  return seconds > 0 ? seconds : undefined;
}

/** What the error page says. */
export interface ErrorModel {
  readonly status: number;
  readonly sentence: string;
  /** The single faults of what was sent. */
  readonly faults?: readonly string[];
  readonly requestId: string;
}

/** The id to report something with. */
export function requestIdLine(view: View, requestId: string): Html {
  return html`<p class="small">${common[view.language].requestId}:<br><code>${requestId}</code></p>`;
}

/** The page that says what went wrong, and how to go on. */
export function errorView(view: View, { status, sentence, faults = [], requestId }: ErrorModel): string {
  const t = common[view.language];
  const isLost = status === 404;
  const body = html`${isLost ? html`<p class="lead">${sentence}</p>` : notice("error", sentence)}
${faults.length > 0 && html`<ul class="faults">${faults.map((fault) => html`<li>${fault}</li>`)}</ul>`}
<p class="actions"><a class="button plain" href="/">${t.backToStart}</a></p>
${requestIdLine(view, requestId)}`;
  return document(view, { title: isLost ? t.notFoundTitle : t.errorTitle, body });
}

const faultOf = ({ loc, msg }: InputIssue) => `${loc.slice(1).join(".")}: ${msg}`;

function modelOf(view: View, error: unknown, { status, body }: Problem): Omit<ErrorModel, "requestId"> {
  const t = common[view.language];
  if (error instanceof RosterError && error.issues) return { status, sentence: t.unfit, faults: error.issues.map(faultOf) };
  if (error instanceof RosterError && error.code !== "server.internal") return { status, sentence: sentenceOf(view.language, error) };
  if (status >= 500) return { status, sentence: t.unexpected };
  // A refusal of the web framework or of OAuth has its sentence in the body alone.
  const { detail, error_description: description } = JSON.parse(body) as { detail?: string; error_description?: string };
  return { status, sentence: detail ?? description ?? t.unexpected };
}

/** The page of a request that failed, with the request id. */
export function errorPage(error: unknown, ctx: Context, meta: PageMeta): PageAnswer {
  const told = problem(error, ctx.requestId);
  if (told.internal !== undefined) ctx.app.log.error({ err: told.internal, request_id: ctx.requestId, path: meta.url.split("?")[0] }, "page failed");
  const view = viewOf(ctx, meta);
  return { status: told.status, html: errorView(view, { ...modelOf(view, error, told), requestId: ctx.requestId }) };
}

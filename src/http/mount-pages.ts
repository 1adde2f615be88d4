import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Context } from "../kernel/context.ts";
import { requireOwnOrigin } from "./authenticate.ts";
import { formFields } from "./body.ts";
import type { Page, PageAnswer, PageInput, PageMeta } from "./define-page.ts";
import { decode } from "./input.ts";
import { type Mounting, metaOf } from "./mount.ts";
import { pageElsewhere } from "./prefix.ts";

/** What pages need beside what routes do. */
export interface PageMounting extends Mounting {
  /** Where browsers reach this server. */
  readonly publicUrl: string;
  /** The page that says what went wrong. */
  renderError(error: unknown, ctx: Context, meta: PageMeta): PageAnswer;
  /** Where somebody signs in, to come back to `url`. */
  signInAddress(url: string): string;
  /** Where somebody whose password has expired chooses a new one. */
  expiredAddress(url: string): string;
  /** Where somebody who must set up a second factor does so. */
  enrollAddress(url: string): string;
  /** Hosts that pictures may come from besides our own (CSP sources). */
  readonly imageSources: readonly string[];
}

/**
 * The headers of every page. `Referrer-Policy` lets our own forms say where they come from, and tells no other site
 * what stood in our addresses.
 *
 * @param imageSources where pictures may come from besides (CSP sources)
 * @param formTargets where the answer to a form of the page may lead besides: browsers hold redirects to it, too
 */
export function pageHeaders(imageSources: readonly string[], formTargets: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    ["img-src 'self' data:", ...imageSources].join(" "),
    ["form-action 'self'", ...formTargets].join(" "),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
  return {
    "content-security-policy": policy,
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "cache-control": "no-store",
  };
}

function send(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  if (answer.cookies && answer.cookies.length > 0) reply.header("set-cookie", [...answer.cookies]);
  if (answer.redirect !== undefined) return reply.code(303).header("location", answer.redirect).send();
  return reply
    .code(answer.status ?? 200)
    .header("content-type", "text/html; charset=utf-8")
    .send(answer.html ?? "");
}

/** Where a form stood that was posted: our own pages say it to us. */
function formAddress(request: FastifyRequest, origin: string): string {
  const { referer } = request.headers;
  if (referer === undefined || !URL.canParse(referer)) return "/";
  const url = new URL(referer);
  return url.origin === origin ? `${url.pathname}${url.search}` : "/";
}

/** Who asks, by the session cookie alone; where to send whoever may not have the page. */
async function enter(page: Page, world: PageMounting, request: FastifyRequest, cookie: string | undefined): Promise<Actor | { readonly elsewhere: string }> {
  const found = cookie === undefined ? undefined : await world.authenticator.cookie(cookie);
  const actor: Actor = found ?? { kind: "anonymous" };
  if (page.access === "public") return actor;
  // A form cannot be sent again by a redirect: whoever posted comes back to where the form was.
  const back = request.method === "GET" ? request.originalUrl : formAddress(request, world.origin);
  if (actor.kind !== "user") return { elsewhere: world.signInAddress(back) };
  if (actor.mustEnroll && !page.whileEnrolling) return { elsewhere: world.enrollAddress(back) };
  if (actor.restricted && !actor.mustEnroll && !page.whileExpired) return { elsewhere: world.expiredAddress(back) };
  return actor;
}

function pageMetaOf(request: FastifyRequest, reply: FastifyReply, { origin }: PageMounting): PageMeta {
  const { headers, raw } = request;
  return { ...metaOf(request, origin), cookies: headers.cookie, raw: { request: raw, response: reply.raw } };
}

/** The context of somebody who is not known yet. */
function strangerContext({ app, db }: PageMounting, request: FastifyRequest): Context {
  return { app, db, actor: { kind: "anonymous" }, requestId: request.id, address: request.ip };
}

function handle(page: Page, world: PageMounting) {
  const fixed = pageHeaders(world.imageSources);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers(fixed);
    const elsewhere = pageElsewhere(request, world.publicUrl);
    if (elsewhere !== undefined) return send(reply, { redirect: elsewhere });
    const meta = pageMetaOf(request, reply, world);
    let ctx = strangerContext(world, request);
    try {
      requireOwnOrigin(request.method, request.headers, world.origin);
      const actor = await enter(page, world, request, meta.cookie);
      if ("elsewhere" in actor) return send(reply, { redirect: actor.elsewhere });
      ctx = { ...ctx, actor };
      const input = {
        params: page.params && decode("path", page.params, request.params as Record<string, string>),
        query: page.query && decode("query", page.query, request.query as Record<string, string | string[]>),
        form: page.form && decode("body", page.form, formFields(Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "")),
        meta,
      };
      return send(reply, await page.handler(ctx, input as PageInput<never, never, never>));
    } catch (error) {
      return send(reply, world.renderError(error, ctx, meta));
    }
  };
}

/** Shows refusals as pages, to browsers that opened an address nothing is at. */
export function refusalPages(world: PageMounting) {
  const fixed = pageHeaders(world.imageSources);
  /** @returns whether the request is a browser's, and is answered */
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): boolean => {
    // Only browsers name HTML; programs that take anything get JSON.
    if (request.method !== "GET" || !/(?:^|,)\s*text\/html\s*(?:[;,]|$)/i.test(request.headers.accept ?? "")) return false;
    reply.headers(fixed);
    send(reply, world.renderError(error, strangerContext(world, request), pageMetaOf(request, reply, world)));
    return true;
  };
}

/** A file that pages refer to. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly read: () => string;
}

/** Puts every page, and the files they refer to, into the web server. */
export function mountPages(server: FastifyInstance, pages: readonly Page[], assets: readonly Asset[], world: PageMounting): void {
  for (const { path, type, read } of assets) {
    let text: string | undefined;
    server.get(path, async (_request, reply) => {
      text ??= read();
      return reply.headers({ "content-type": type, "cache-control": "public, max-age=3600" }).send(text);
    });
  }
  for (const page of pages) {
    server.route({ method: page.method, url: page.path.replaceAll(/\{(\w+)\}/g, ":$1"), handler: handle(page, world) });
  }
}

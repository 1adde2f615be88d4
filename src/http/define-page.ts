import type { IncomingMessage, ServerResponse } from "node:http";
import type { Static, TSchema } from "typebox";
import type { Context } from "../kernel/context.ts";
import type { RequestMeta } from "./define-route.ts";

/** What a page's handler sees of the request, checked against its schemas. */
export interface PageInput<P, Q, F> {
  readonly params: P;
  readonly query: Q;
  readonly form: F;
  readonly meta: PageMeta;
}

/** Facts of a browser's request. */
export interface PageMeta extends RequestMeta {
  /** The request and response themselves: only for the authorization server, which reads and sets cookies of its own. */
  readonly raw: { readonly request: IncomingMessage; readonly response: ServerResponse };
}

/** What a page answers. */
export interface PageAnswer {
  /** The whole document. */
  readonly html?: string;
  /** 200 where nothing is said. */
  readonly status?: number;
  /** Sends the browser elsewhere (303) instead. */
  readonly redirect?: string;
  /** Set-Cookie headers. */
  readonly cookies?: readonly string[];
}

type Part<S> = S extends TSchema ? Static<S> : undefined;

interface PageShape<P, Q, F> {
  readonly method: "GET" | "POST";
  /** With parameters in braces. */
  readonly path: string;
  /** `signed-in`: whoever is not, is sent to sign in and comes back. */
  readonly access: "public" | "signed-in";
  /** Open to a person whose password has expired. */
  readonly whileExpired?: true;
  /** Open to a person who must first set up a second factor. */
  readonly whileEnrolling?: true;
  readonly params?: P;
  readonly query?: Q;
  /** Fields of the form that is posted. A POST comes from our own pages only. */
  readonly form?: F;
}

/** A page for people: server-rendered, works without script, not a part of the API. */
export interface Page extends PageShape<TSchema, TSchema, TSchema> {
  readonly handler: (ctx: Context, input: PageInput<never, never, never>) => Promise<PageAnswer>;
}

/** Declares a page. Its schemas decode and check what comes; nothing of it is in the OpenAPI document. */
export function definePage<
  const P extends TSchema | undefined = undefined,
  const Q extends TSchema | undefined = undefined,
  const F extends TSchema | undefined = undefined,
>(page: PageShape<P, Q, F> & { readonly handler: (ctx: Context, input: PageInput<Part<P>, Part<Q>, Part<F>>) => Promise<PageAnswer> }): Page {
  return page as unknown as Page;
}

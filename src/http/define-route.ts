import type { Static, TSchema } from "typebox";
import type { Context } from "../kernel/context.ts";
import type { ErrorCode } from "../kernel/errors.ts";
import type { PermissionName } from "../kernel/permissions.ts";
import type { IfMatch } from "../kernel/version.ts";

/** What a route's handler sees of the request, checked against its schemas. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The version that the client saw, where it sent If-Match. */
  readonly ifMatch: IfMatch | undefined;
  readonly meta: RequestMeta;
}

/** Facts of the request that some routes of the signing-in surface need. */
export interface RequestMeta {
  readonly userAgent: string | null;
  /** The languages that the client prefers (RFC 9110 12.5.4), as it sent them. */
  readonly acceptLanguage: string | undefined;
  /** The value of the session cookie. */
  readonly cookie: string | undefined;
  /** The Cookie header. */
  readonly cookies: string | undefined;
  /** A browser asks for a page: where it is refused, it is shown one. */
  readonly wantsPage: boolean;
  /** A browser says that another site's page sent it. */
  readonly isForeign: boolean;
  /** The bearer token, not verified. */
  readonly bearer: string | undefined;
  /** The request's own path and query as the client sent them, prefix included, for links. */
  readonly url: string;
  /** The value of a request header, named in lower case. */
  header(name: string): string | undefined;
  /** Whether the query string had anything in it. */
  readonly hasQuery: boolean;
}

/** What a handler answers: a value to serialize by the route's schema, or JSON text that the database made. */
export interface Answer {
  readonly value?: unknown;
  readonly json?: string;
  /** Version of the single resource in the answer: becomes the ETag. */
  readonly version?: number;
  /** Sends the browser elsewhere (303) instead of answering; for routes with `redirects`. */
  readonly redirect?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

type Part<S> = S extends TSchema ? Static<S> : undefined;

interface RouteShape<P, Q, B> {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  /** Name of the operation in the OpenAPI document and the SDK. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly permission: PermissionName;
  /** Open to a person whose password has expired. */
  readonly whileExpired?: true;
  /** Open to a person who must first set up a second factor. */
  readonly whileEnrolling?: true;
  /** Also takes the token of a workspace, which every other route refuses. */
  readonly takesWorkspaceToken?: true;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** How the body is encoded; JSON where nothing is said. */
  readonly encoding?: "json" | "form";
  /** The body may be missing altogether. */
  readonly bodyOptional?: true;
  /** Schema of the 200 answer. */
  readonly answer: TSchema;
  /** What else it can refuse, beyond what every route of its kind can. */
  readonly errors?: readonly ErrorCode[];
  /** The answer is one resource with an ETag; PATCH and DELETE honour If-Match. */
  readonly etag?: true;
  /** A list with a cursor and a Link header. */
  readonly paged?: true;
  /** Why a POST takes no Idempotency-Key. */
  readonly notIdempotent?: string;
  /** An example of the body, for the documentation. */
  readonly example?: unknown;
  /** Request headers that it reads, and what they say, for the documentation. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Kept for clients that know nothing newer. */
  readonly deprecated?: true;
  /** For browsers: the answer is 303 with a Location. */
  readonly redirects?: true;
  /** Answers something other than JSON. */
  readonly mediaType?: string;
}

/** A route: method, path, schemas, permission, documentation and handler in one value. */
export interface Route extends RouteShape<TSchema, TSchema, TSchema> {
  readonly handler: (ctx: Context, input: Input<never, never, never>) => Promise<Answer>;
}

/**
 * Declares a route. The schemas are the only description there is: they validate, type, serialize and document.
 */
export function defineRoute<
  const P extends TSchema | undefined = undefined,
  const Q extends TSchema | undefined = undefined,
  const B extends TSchema | undefined = undefined,
>(
  route: RouteShape<P, Q, B> & {
    readonly handler: (ctx: Context, input: Input<Part<P>, Part<Q>, Part<B>>) => Promise<Answer>;
  },
): Route {
  return route as unknown as Route;
}

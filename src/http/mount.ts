import fastJson from "fast-json-stringify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import type { Actor, Context, Database, Principal, Services } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { holderOf, requireWithin } from "../kernel/permissions.ts";
import { etagOf } from "../kernel/version.ts";
import { type Authenticator, authenticate, bearerToken, sessionCookie } from "./authenticate.ts";
import { readBody } from "./body.ts";
import type { Answer, Input, Route } from "./define-route.ts";
import { noneMatchHits, parseIfMatch } from "./etag.ts";
import { idempotencyOf, type RememberAnswer } from "./idempotency.ts";
import { decode } from "./input.ts";

/** What routes need of the world around them. */
export interface Mounting {
  readonly app: Services;
  readonly db: Database;
  readonly authenticator: Authenticator;
  /** Also knows the tokens of workspaces; for the routes that take them. */
  readonly workspaceAuthenticator: Authenticator;
  readonly remember: RememberAnswer;
  /** This server's own origin, as browsers spell it. */
  readonly origin: string;
}

const JSON_TYPE = "application/json; charset=utf-8";

type Serialize = (value: unknown) => string;

/** Compiled when first needed. It writes the declared fields and no others. */
function serializer(schema: TSchema): Serialize {
  let made: Serialize | undefined;
  return (value) => {
    made ??= fastJson(schema as object) as Serialize;
    return made(value);
  };
}

/** The coarse part of authorization: is there somebody, may their password still do this, is it a superuser. */
function requirePermission(route: Route, actor: Actor): void {
  const holder = holderOf(route.permission);
  if (holder === "public") return;
  if (actor.kind !== "user") throw refusal("auth.required");
  requireWithin(route.permission, actor);
  if (actor.restricted) requireOpenTo(route, actor);
  if (holder === "superuser" && !actor.isSuperuser) throw refusal("access.superuser");
}

/** What a restricted sign-in may do: only what it was let in for. */
function requireOpenTo(route: Route, { mustEnroll }: Principal): void {
  if (mustEnroll && !route.whileEnrolling) throw refusal("mfa.enrollment_required");
  if (!mustEnroll && !route.whileExpired) throw refusal("password.expired");
}

/** The credential itself, for the routes that verify or end it; what is malformed counts as none. */
export function metaOf(request: FastifyRequest, origin: string): Input<never, never, never>["meta"] {
  const { headers } = request;
  return {
    userAgent: headers["user-agent"]?.slice(0, 512) ?? null,
    acceptLanguage: headers["accept-language"],
    cookie: sessionCookie(headers.cookie),
    cookies: headers.cookie,
    wantsPage: headers.accept?.includes("text/html") ?? false,
    isForeign: headers.origin !== undefined && headers.origin !== origin,
    bearer: bearerToken(headers.authorization),
    url: request.originalUrl,
    header: (name) => headers[name]?.toString(),
    hasQuery: request.originalUrl.includes("?"),
  };
}

function send(route: Route, serialize: Serialize, request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.headers) reply.headers(answer.headers);
  if (answer.redirect !== undefined) return reply.code(303).header("location", answer.redirect).send();
  if (answer.version !== undefined) {
    const etag = etagOf(answer.version);
    reply.header("etag", etag);
    if (request.method === "GET" && noneMatchHits(request.headers["if-none-match"], etag)) return reply.code(304).send();
  }
  if (route.mediaType) return reply.header("content-type", route.mediaType).send(answer.value);
  return reply.header("content-type", JSON_TYPE).send(answer.json ?? serialize(answer.value ?? null));
}

/** A route in the web server: who asks, may they, what do they say, do it, answer. In this order. */
function handle(route: Route, world: Mounting) {
  const serialize = serializer(route.answer);
  const takesIfMatch = route.etag === true && route.method !== "GET";
  const takesKey = route.method === "POST" && !route.notIdempotent;
  const authenticator = route.takesWorkspaceToken ? world.workspaceAuthenticator : world.authenticator;
  const isPublic = holderOf(route.permission) === "public";

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { headers } = request;
    // What is public answers whoever asks, with whatever credential: the routes that sign in and out look at it themselves.
    const actor: Actor = isPublic ? { kind: "anonymous" } : await authenticate(authenticator, request.method, headers, world.origin, request.originalUrl);
    requirePermission(route, actor);
    const params = route.params && decode("path", route.params, request.params as Record<string, string>);
    const query = route.query && decode("query", route.query, request.query as Record<string, string | string[]>, route.paged);
    const body = readBody(route, request.body, headers["content-type"]);
    const kept = takesKey ? idempotencyOf(headers["idempotency-key"], actor, request.method, request.originalUrl, request.body, world.remember) : undefined;
    const ctx: Context = {
      app: world.app,
      db: world.db,
      actor,
      requestId: request.id,
      address: request.ip,
      ...(kept && { idempotency: kept }),
    };
    const input = {
      params,
      query,
      body,
      ifMatch: takesIfMatch ? parseIfMatch(headers["if-match"]) : undefined,
      meta: metaOf(request, world.origin),
    };
    const answer = await route.handler(ctx, input as Input<never, never, never>);
    return send(route, serialize, request, reply, answer);
  };
}

/** Puts every route into the web server. */
export function mount(server: FastifyInstance, routes: readonly Route[], world: Mounting): void {
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      config: { isApi: true },
      // A body is read wherever a client sends one; a route that takes none ignores it.
      handler: handle(route, world),
    });
  }
}

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/context.ts";
import { RosterError, refusal } from "../kernel/errors.ts";
import { uuidv7 } from "../kernel/ids.ts";
import { readBodiesAsBytes } from "./body.ts";
import { allowOrigins } from "./cors.ts";
import type { Route } from "./define-route.ts";
import { closeWithoutTheIdle } from "./drain.ts";
import { problem } from "./problem.ts";

const METHODS = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"] as const;

/** Strips the API prefix, so that every path is served at the root and under it (contract, "Base"). */
function rewriter(prefix: string) {
  return ({ url = "/" }: { url?: string | undefined }): string => {
    if (!url.startsWith(prefix)) return url;
    const rest = url.slice(prefix.length);
    return rest.startsWith("/") ? rest : rest === "" || rest.startsWith("?") ? `/${rest}` : url;
  };
}

/** A request id from a proxy is kept when it is harmless in a log; else we make one. */
function requestId(clock: Clock) {
  return ({ headers }: { headers: Record<string, unknown> }): string => {
    const given = headers["x-request-id"];
    return typeof given === "string" && /^[A-Za-z0-9._:/+=-]{8,128}$/.test(given) ? given : uuidv7(clock.now());
  };
}

function sendProblem(log: Log) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, headers, body, internal } = problem(error, request.id);
    if (internal !== undefined) log.error({ err: internal, request_id: request.id, method: request.method, path: request.url.split("?")[0] }, "request failed");
    reply.code(status).headers(headers).send(body);
  };
}

/** What a path takes: of a route, or a page. */
type Reachable = Pick<Route, "method" | "path">;

/** Shows a refusal as a page, where a browser asks. @returns whether it did */
type ShowRefusal = (error: unknown, request: FastifyRequest, reply: FastifyReply) => boolean;

/** Unknown paths are 404, for people a page; known ones with another method are 405 with Allow. */
function refuseUnknown(server: FastifyInstance, routes: readonly Reachable[], send: ReturnType<typeof sendProblem>, show: ShowRefusal): void {
  const patterns = routes.map((route) => ({
    method: route.method,
    path: new RegExp(`^${route.path.replaceAll(/[.+*?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  }));
  server.setNotFoundHandler((request, reply) => {
    const path = (request.url.split("?")[0] ?? "").replace(/(?<=.)\/$/, "");
    const methods = new Set<string>(patterns.filter((pattern) => pattern.path.test(path)).map((pattern) => pattern.method));
    if (methods.has("GET")) methods.add("HEAD");
    if (methods.size === 0) {
      const unknown = refusal("request.unknown_path");
      if (!show(unknown, request, reply)) send(unknown, request, reply);
      return;
    }
    const allow = METHODS.filter((method) => methods.has(method)).join(", ");
    send(new RosterError("request.method", { headers: { allow } }), request, reply);
  });
}

const MALFORMED = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n";

/** What an observer of answered requests gets: for the metrics and the log. */
export interface Answered {
  readonly method: string;
  /** The route's pattern, or `unknown`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  readonly request: FastifyRequest;
}

export interface ServerOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly observe: (answered: Answered) => void;
}

/** The web server without routes: limits, bodies, errors, request ids. */
export function createServer({ config, clock, log, observe }: ServerOptions): FastifyInstance {
  const server = Fastify({
    bodyLimit: config.bodyLimit,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    rewriteUrl: rewriter(config.apiPrefix),
    genReqId: requestId(clock),
    logger: false,
    exposeHeadRoutes: true,
    // A client that sends its request a byte at a time does not hold a connection for ever.
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => sendProblem(log)(error, request, reply),
    clientErrorHandler(error, socket) {
      if ((error as { code?: string }).code === "ECONNRESET" || !socket.writable) return;
      const { body } = problem(refusal("request.bad"), uuidv7(clock.now()));
      socket.end(`${MALFORMED}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    },
  });
  closeWithoutTheIdle(server);
  readBodiesAsBytes(server);
  server.setErrorHandler(sendProblem(log));
  server.addHook("onRequest", (request, reply, done) => {
    reply.headers({ "x-request-id": request.id, "x-content-type-options": "nosniff", "cache-control": "no-store" });
    done();
  });
  allowOrigins(server, config.corsOrigins);
  server.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    observe({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000, request });
    done();
  });
  return server;
}

/** To be called when every route is in place. @param show for browsers that opened an address nothing is at */
export function closeRouteTable(server: FastifyInstance, routes: readonly Reachable[], log: Log, show: ShowRefusal): void {
  refuseUnknown(server, routes, sendProblem(log), show);
}

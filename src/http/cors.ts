import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** A route of the API, which pages of other origins may call; pages and the authorization server are none. */
    isApi?: true;
  }
}

/** What clients send that browsers ask about first. */
const PREFLIGHT = {
  "access-control-allow-methods": "DELETE, GET, HEAD, PATCH, POST, PUT",
  "access-control-allow-headers": "Authorization, Content-Type, If-Match, Idempotency-Key, DPoP",
  "access-control-max-age": "3600",
};
/** What clients may read of an answer, beyond what every page may. */
const EXPOSED = "ETag, Link, X-Total-Count, X-Total-Count-Kind, Retry-After, WWW-Authenticate, DPoP-Nonce";

/**
 * Lets pages of these origins call the API from a browser, with tokens but never with cookies (Fetch 3.3). An origin is
 * compared to the letter, and none but those that are named here is ever answered.
 *
 * @param origins as browsers spell them
 */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const known = new Set(origins);
  server.addHook("onRequest", (request, reply, done) => {
    // A preflight has no route: OPTIONS is no method of the API.
    if (!request.is404 && request.routeOptions.config.isApi !== true) return done();
    reply.header("vary", "Origin");
    const { origin, "access-control-request-method": asked } = request.headers;
    if (origin === undefined || !known.has(origin)) return done();
    reply.headers({ "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED });
    if (request.method !== "OPTIONS" || asked === undefined) return done();
    reply.code(204).headers(PREFLIGHT).send();
  });
}

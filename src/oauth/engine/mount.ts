import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { formFields } from "../../http/body.ts";
import type { Context, Database, Services } from "../../kernel/context.ts";
import { KEPT_ELSEWHERE } from "./client-metadata.ts";
import type { Clients } from "./clients.ts";
import type { Engine } from "./engine.ts";
import { wrapPlainToken, wrapToken } from "./wrapped-token.ts";

interface World {
  readonly app: Services;
  readonly db: Database;
  /** This server's public address. */
  readonly issuer: string;
  readonly clients: Clients;
}

/** The engine reads bodies of this size at most itself. */
const TAKES_TOKENS = new Set(["/oauth/introspect", "/oauth/revoke"]);

/** JWTs are introspected and revoked under another spelling (`wrapped-token.ts`). */
function withWrappedToken(body: Buffer): Buffer {
  const text = body.toString("utf8");
  const plain = wrapPlainToken(text);
  if (plain !== undefined) return Buffer.from(plain);
  const fields = formFields(text);
  const { token } = fields;
  if (typeof token !== "string" || wrapToken(token) === token) return body;
  const pairs = Object.entries({ ...fields, token: wrapToken(token) }).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]));
  return Buffer.from(new URLSearchParams(pairs).toString());
}

const REGISTERED = /^\/oauth\/register\/([^/]+)\/?$/;

/**
 * A client that changes its registration may say its secret, which must then be the right one (RFC 7592 2.2). The engine
 * compares it with what stands for the secret: that goes in the place of the right one.
 */
async function withKnownSecret(body: Buffer, method: string, path: string, clients: Clients): Promise<Buffer> {
  const [, id] = (method === "PUT" && REGISTERED.exec(path)) || [];
  if (id === undefined) return body;
  try {
    const said = JSON.parse(body.toString("utf8")) as { client_secret?: unknown } | null;
    if (typeof said?.client_secret !== "string" || !(await clients.verifySecret(id, said.client_secret))) return body;
    return Buffer.from(JSON.stringify({ ...said, client_secret: KEPT_ELSEWHERE }));
  } catch (error) {
    // What is no JSON the engine refuses.
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

/**
 * The request as the engine sees it: under the issuer's address, from the client that the server before it believes
 * in, with the body that was read under our limits. Forwarded headers that a client made up are replaced.
 */
async function prepare(request: FastifyRequest, issuer: URL, clients: Clients): Promise<IncomingMessage> {
  const { raw } = request;
  raw.headers.host = issuer.host;
  raw.headers["x-forwarded-proto"] = issuer.protocol.slice(0, -1);
  raw.headers["x-forwarded-host"] = issuer.host;
  raw.headers["x-forwarded-for"] = request.ip;
  if (!Buffer.isBuffer(request.body)) return raw;
  const path = request.url.split("?")[0] ?? "";
  const body = TAKES_TOKENS.has(path) ? withWrappedToken(request.body) : await withKnownSecret(request.body, request.method, path, clients);
  raw.headers["content-length"] = String(body.length);
  // The stream has been read: what the engine asks of it is answered from what was read.
  Object.defineProperty(raw, "readable", { value: true, configurable: true });
  Object.defineProperty(raw, "iterator", { value: () => [body], configurable: true });
  return raw;
}

const METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"] as const;
const DISCOVERY = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

/** Puts the authorization server into the web server. Pages under `/oauth/interaction` are our own, and go first. */
export function mountEngine(server: FastifyInstance, engine: Engine, { app, db, issuer, clients }: World): void {
  const url = new URL(issuer);
  const handler = async (request: FastifyRequest, reply: { hijack(): void; raw: import("node:http").ServerResponse; getHeaders(): object }) => {
    const ctx: Context = { app, db, actor: { kind: "anonymous" }, requestId: request.id, address: request.ip };
    const raw = await prepare(request, url, clients);
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value as string);
    // What may fail for want of the database fails before the answer is out of our hands.
    await engine.provider();
    reply.hijack();
    await engine.serve(ctx, raw, reply.raw);
  };
  for (const path of ["/oauth/*", ...DISCOVERY]) server.route({ method: [...METHODS], url: path, handler });
}

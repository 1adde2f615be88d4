import { ERROR_TYPES, ERRORS, type ErrorCode } from "../kernel/errors.ts";
import { holderOf, PERMISSIONS, SCOPES, scopeOf } from "../kernel/permissions.ts";
import type { Route } from "./define-route.ts";

type Json = Record<string, unknown>;

export interface ApiFacts {
  readonly version: string;
  /** Addresses that the paths are served under. */
  readonly servers: readonly string[];
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Schemas with a name of their own move to the components; everything else stays in place. */
function withReferences(schema: unknown, named: Map<string, Json>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withReferences(item, named));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $id, ...rest } = schema as Json & { $id?: string };
  const plain = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withReferences(value, named)]));
  if (!$id) return plain;
  named.set($id, plain);
  return ref($id);
}

/** What a route can refuse, from what it is: signed-in, restricted, validated, versioned, written. */
function errorsOf(route: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>(["database.unavailable", "server.internal", ...(route.errors ?? [])]);
  const holder = holderOf(route.permission);
  if (holder !== "public") {
    codes.add("auth.required").add("auth.invalid_token");
    codes.add("auth.insufficient_scope");
    if (!route.whileExpired) codes.add("password.expired");
    if (!route.whileEnrolling) codes.add("mfa.enrollment_required");
    if (route.method !== "GET") codes.add("auth.foreign_origin");
  }
  if (holder === "superuser") codes.add("access.superuser");
  // Where roles in an organization decide, its own rules do, too.
  if (codes.has("access.denied")) codes.add("organization.mfa_required");
  if (route.params || route.query || route.body) codes.add("request.invalid");
  if (route.paged) codes.add("cursor.invalid");
  if (route.body) codes.add("request.media_type").add("request.too_large");
  if (route.etag && route.method !== "GET" && route.method !== "POST") codes.add("etag.mismatch");
  if (route.method === "POST" && !route.notIdempotent) codes.add("idempotency.key_reused").add("idempotency.key_invalid");
  return [...codes];
}

function errorAnswers(route: Route): Json {
  const byStatus = Map.groupBy(errorsOf(route), (code) => ERROR_TYPES[ERRORS[code].type]);
  const answers: Json = {};
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    const examples = Object.fromEntries(
      codes.map((code) => [
        code,
        { value: { detail: exampleDetail(code), type: ERRORS[code].type, code, request_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55" } },
      ]),
    );
    const names = [...new Set(codes.map((code) => ERRORS[code].type))].join(", ");
    const description = `${names}: ${codes.map((code) => `\`${code}\``).join(", ")}`;
    answers[String(status)] = { description, content: { "application/json": { schema: ref(status === 422 ? "ValidationProblem" : "Problem"), examples } } };
  }
  return answers;
}

function exampleDetail(code: ErrorCode): unknown {
  if (ERRORS[code].type !== "ValidationError") return ERRORS[code].detail;
  return [{ type: "value_error", loc: ["query", "limit"], msg: ERRORS[code].detail, input: "x" }];
}

interface ObjectSchema {
  readonly properties?: Record<string, Json>;
  readonly required?: readonly string[];
}

function parameters(place: "path" | "query", schema: unknown, named: Map<string, Json>): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, property]) => {
    const { description, examples, ...rest } = withReferences(property, named) as Json;
    return {
      name,
      in: place,
      // A default makes a query parameter optional for the client.
      required: place === "path" || (required.includes(name) && !("default" in rest)),
      ...(description ? { description } : {}),
      schema: { ...rest, ...(examples ? { examples } : {}) },
      ...(rest["type"] === "array" ? { style: "form", explode: false } : {}),
    };
  });
}

const header = (name: string, description: string) => ({ name, in: "header", required: false, description, schema: { type: "string" } });

function headerParameters(route: Route): Json[] {
  const found: Json[] = [];
  if (route.etag && (route.method === "PATCH" || route.method === "DELETE"))
    found.push(header("If-Match", "The ETag of the version that may be changed; 412 when there is another by now."));
  if (route.etag && route.method === "GET") found.push(header("If-None-Match", "An ETag; 304 when it is still the current one."));
  if (route.method === "POST" && !route.notIdempotent)
    found.push(header("Idempotency-Key", "Repeat the request with the same key for 24 hours and get the first answer again."));
  for (const [name, description] of Object.entries(route.headers ?? {})) found.push(header(name, description));
  return found;
}

const LOCATION = { description: "Where the browser goes on.", schema: { type: "string" } };

function answerHeaders(route: Route): Json {
  const described = (description: string) => ({ description, schema: { type: "string" } });
  return {
    "X-Request-Id": described("Id of the request; name it when you report a problem."),
    ...(route.etag && route.method !== "DELETE" && { ETag: described("Version of the resource.") }),
    ...(route.paged && { Link: described('`<...>; rel="next"`: the next page, when there is one (RFC 8288).') }),
  };
}

/** Who may call: an OAuth 2 token with the route's scope, or a browser's session. */
function securityOf(route: Route): Json[] {
  if (holderOf(route.permission) === "public") return [];
  const scope = scopeOf(route.permission);
  return [{ oauth2: scope === null ? [] : [scope] }, { session: [] }];
}

function operation(route: Route, named: Map<string, Json>): Json {
  const media = route.encoding === "form" ? "application/x-www-form-urlencoded" : "application/json";
  const note = `Permission: \`${route.permission}\` - ${PERMISSIONS[route.permission].sentence}`;
  return {
    operationId: route.id,
    ...(route.deprecated && { deprecated: true }),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, note].filter(Boolean).join("\n\n"),
    security: securityOf(route),
    parameters: [...parameters("path", route.params, named), ...parameters("query", route.query, named), ...headerParameters(route)],
    ...(route.body && {
      requestBody: {
        required: !route.bodyOptional,
        content: { [media]: { schema: withReferences(route.body, named), ...(route.example ? { example: route.example } : {}) } },
      },
    }),
    responses: {
      ...(route.redirects
        ? { "303": { description: "The browser is sent on.", headers: { ...answerHeaders(route), Location: LOCATION }, content: {} } }
        : {
            "200": {
              description: "Done.",
              headers: answerHeaders(route),
              content: { [route.mediaType?.split(";")[0] ?? "application/json"]: { schema: withReferences(route.answer, named) } },
            },
          }),
      ...errorAnswers(route),
    },
  };
}

const PROBLEM = {
  type: "object",
  required: ["detail", "type", "code", "request_id"],
  description: "What was refused, and why.",
  properties: {
    detail: { type: "string", description: "A sentence for people." },
    type: { type: "string", enum: Object.keys(ERROR_TYPES), description: "Name of the error." },
    code: { type: "string", description: "Stable code for programs." },
    request_id: { type: "string" },
  },
};

const ISSUE = {
  type: "object",
  required: ["type", "loc", "msg", "input"],
  properties: {
    type: { type: "string" },
    loc: { type: "array", items: { type: ["string", "integer"] }, description: "Where: path, query, body or header, then the field." },
    msg: { type: "string" },
    input: { description: "What came; null for secrets and for objects." },
    ctx: { type: "object" },
  },
};

/** The security that the operations stand behind (contract A.4): the authorization server's own addresses. */
function securitySchemes(base: string): Json {
  const token = { tokenUrl: `${base}/oauth/token`, refreshUrl: `${base}/oauth/token`, scopes: SCOPES };
  return {
    oauth2: {
      type: "oauth2",
      description: `Discovery: ${base}/.well-known/openid-configuration. PKCE (S256) is required. Tokens of POST /auth/login are taken too.`,
      flows: { clientCredentials: token, authorizationCode: { authorizationUrl: `${base}/oauth/authorize`, ...token } },
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "roster_session",
      description: "Set by signing in with a browser; what changes something must come from the same origin.",
    },
  };
}

/** The OpenAPI 3.1 document of the routes: from the schemas that validate and serialize, and nothing else. */
export function openApiDocument(routes: readonly Route[], facts: ApiFacts): Json {
  const named = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as Json)[route.method.toLowerCase()] = operation(route, named);
  }
  const problem = {
    ...PROBLEM,
    properties: { ...PROBLEM.properties, detail: { type: "array", items: ISSUE } },
    description: "The input does not fit the schema.",
  };
  const schemas = { ...Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))), Problem: PROBLEM, ValidationProblem: problem };
  return {
    openapi: "3.1.0",
    info: {
      title: "Roster",
      version: facts.version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description: "Users, sessions and audit of a multi-tenant platform.",
    },
    servers: facts.servers.map((url) => ({ url })),
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: securitySchemes(facts.servers[0] ?? "") },
  };
}

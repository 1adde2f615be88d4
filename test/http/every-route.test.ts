import { connect as connectTcp } from "node:net";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Route } from "../../src/http/define-route.ts";
import { holderOf } from "../../src/kernel/permissions.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";

/** What holds for every route there is, found in the route list itself; it takes the longer the more there are. */
vi.setConfig({ testTimeout: 180_000 });
let server: Harness;
let routes: readonly Route[];
let person: Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
  routes = server.app.routes;
  person = await makeUser(server);
});
afterAll(() => server.close());

const SOME_ID = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";
const pathOf = (route: Route, id = SOME_ID) => route.path.replaceAll(/\{\w+\}/g, id);

/** The query that a route cannot do without. */
function neededQuery({ query }: Route): string {
  const { required = [], properties } = (query ?? {}) as unknown as { required?: string[]; properties: Record<string, { format?: string }> };
  const pairs = required.map((name) => `${name}=${properties[name]?.format === "uuid" ? SOME_ID : "read"}`);
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** The fields of a body; `undefined` where it is a list. */
const fieldsOf = ({ body }: Route) => (body as unknown as { properties?: object } | undefined)?.properties;

/** No answer may be our fault, and none may show what is inside. */
function expectClean(reply: Reply, what: string): void {
  expect.soft([what, reply.status < 500], `${what}: ${reply.status} ${reply.text.slice(0, 300)}`).toEqual([what, true]);
  expect.soft(reply.text, what).not.toMatch(/\bat .*\.ts:\d+|SELECT |INSERT |syntax error|node_modules|\$argon2/);
  if (reply.status >= 400) {
    expect.soft(reply.json, what).toMatchObject({ code: expect.any(String), type: expect.any(String), request_id: expect.any(String) });
    expect.soft(reply.json.detail, what).toBeTruthy();
  }
}

test("without a credential, and with a bad one, every route that is not public answers 401", async () => {
  for (const route of routes.filter((r) => holderOf(r.permission) !== "public")) {
    for (const headers of [
      {},
      { authorization: "Bearer x.y.z" },
      { authorization: "Basic YTpi" },
      { authorization: "Bearer" },
      { cookie: "roster_session=x" },
    ]) {
      const reply = await server.call(route.method, pathOf(route), { headers });
      const isForeign = "cookie" in headers && route.method !== "GET";
      expect([route.id, headers, reply.status]).toEqual([route.id, headers, isForeign ? 403 : 401]);
      if (!isForeign) expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer realm="roster"/);
    }
  }
});

test("what only superusers may do, a person may not", async () => {
  for (const route of routes.filter((r) => holderOf(r.permission) === "superuser")) {
    const reply = await server.call(route.method, pathOf(route), { token: person.token });
    expect([route.id, reply.status, reply.json.type]).toEqual([route.id, 403, "IllegalOperationError"]);
  }
});

const ATHWART = [
  "a'b",
  "1e400",
  "-1",
  "99999999999999999999999",
  "NaN",
  "null",
  "true",
  "[]",
  "{}",
  "%00",
  "%ud83d",
  "%ED%A0%80",
  "%FF",
  "../../etc",
  "💥",
  "x".repeat(4000),
  "' OR 1=1 --",
  "0x10",
  "1.5",
  " ",
  "\u202e",
];

test("junk in any query parameter is a 4xx or harmless", async () => {
  // Signing out would end what the other routes are asked with.
  for (const route of routes.filter((r) => r.query && r.method === "GET" && r.id !== "logoutByLink")) {
    for (const name of Object.keys((route.query as { properties: object }).properties)) {
      for (const value of ATHWART) {
        const encoded = value.startsWith("%") ? value : encodeURIComponent(value);
        expectClean(await server.call("GET", `${pathOf(route)}?${name}=${encoded}`, { token: server.admin }), `${route.id} ${name}=${value.slice(0, 40)}`);
      }
      expectClean(await server.call("GET", `${pathOf(route)}?${name}=1&${name}=2`, { token: server.admin }), `${route.id} ${name} twice`);
    }
  }
});

test("junk in any path parameter is 422, and a UUID may be in any case", async () => {
  for (const route of routes.filter((r) => r.params)) {
    for (const value of ["x", "123", "%00", "%2e%2e%2f", "0".repeat(400), "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e5g"]) {
      const reply = await server.call(route.method, pathOf(route, value), { token: server.admin, ...(route.body && { body: {} }) });
      expectClean(reply, `${route.id} ${value}`);
      expect.soft([route.id, value.slice(0, 20), [404, 422].includes(reply.status)]).toEqual([route.id, value.slice(0, 20), true]);
    }
    const mixed = await server.call(route.method, pathOf(route, SOME_ID.toUpperCase()), { token: server.admin, ...(route.body && { body: {} }) });
    // A query that lacks what it must have is refused for that, not for the path.
    const places = mixed.status === 422 ? mixed.json.detail.map((issue: { loc: string[] }) => issue.loc[0]) : [];
    expect.soft([route.id, places.includes("path")]).toEqual([route.id, false]);
  }
});

const values = [null, true, 0, -1, 1e308, "", " ", "\u0000", "\ud800", "x".repeat(5000), [], {}, [[]], { $ne: 1 }, "💥"];

describe.each(["POST", "PATCH", "PUT"] as const)("%s", (method) => {
  test("junk in any body field is a 4xx or harmless", async () => {
    for (const route of routes.filter((r) => r.method === method && r.body && r.encoding !== "form")) {
      const fields = fieldsOf(route);
      if (!fields) {
        for (const value of values) {
          const reply = await server.call(method, pathOf(route) + neededQuery(route), { token: server.admin, body: [value] });
          expectClean(reply, `${route.id} ${JSON.stringify(value).slice(0, 40)}`);
        }
      }
      for (const name of Object.keys(fields ?? {})) {
        // What fits may well end the sign-in that sent it: each field has a superuser of its own.
        const { token, id } = await makeUser(server, { is_superuser: true });
        for (const value of values) {
          expectClean(
            await server.call(method, pathOf(route, id), { token, body: { [name]: value } }),
            `${route.id} ${name}=${JSON.stringify(value).slice(0, 40)}`,
          );
        }
      }
    }
  });

  test("a body that is no object, no JSON, too deep, too large or of another type has a clear refusal", async () => {
    const json = { "content-type": "application/json" };
    const deep = "[".repeat(100_000);
    const cases: [string | Buffer, Record<string, string>, number][] = [
      ["[]", json, 422],
      ["null", json, 422],
      ['"x"', json, 422],
      ["{", json, 422],
      ['{"name": "\\ud800"}', json, 422],
      ['{"name": "a\\u0000b"}', json, 422],
      [deep, json, 422],
      [`{"metadata": ${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`, json, 422],
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), json, 422],
      [`{"name": "${"x".repeat(10 * 1024 * 1024)}"}`, json, 413],
      ["{}", { "content-type": "text/plain" }, 415],
      ["{}", { "content-type": "multipart/form-data; boundary=x" }, 415],
      ["<a/>", { "content-type": "application/xml" }, 415],
    ];
    for (const route of routes.filter((r) => r.method === method && r.body && r.encoding !== "form")) {
      for (const [raw, headers, status] of cases) {
        const path = pathOf(route, person.id) + (fieldsOf(route) ? "" : neededQuery(route));
        const reply = await server.call(method, path, { token: server.admin, raw, headers });
        const isFit = raw === "[]" && !fieldsOf(route);
        expect([route.id, raw.toString().slice(0, 20), reply.status]).toEqual([route.id, raw.toString().slice(0, 20), isFit ? 200 : status]);
        expectClean(reply, route.id);
      }
    }
  });
});

test("a fault in JSON is told with its offset, one in a field with its place, and a secret is never repeated", async () => {
  const send = (raw: string) => server.call("PATCH", `/users/${person.id}`, { token: server.admin, raw, headers: { "content-type": "application/json" } });
  expect((await send('{"name": oops}')).json.detail[0]).toMatchObject({ type: "json_invalid", loc: ["body", 9] });
  expect((await send('{"name": 1, "is_active": "yes"}')).json.detail).toEqual([
    { type: "string_type", loc: ["body", "name"], msg: "Input should be a valid string", input: 1 },
    { type: "bool_type", loc: ["body", "is_active"], msg: "Input should be a valid boolean", input: "yes" },
  ]);
  const secret = await send(`{"password": ${JSON.stringify("hunter2".repeat(200))}, "current_password": 12345678}`);
  expect(secret.status).toBe(422);
  expect(secret.text).not.toMatch(/hunter2|12345678/);
  const query = await server.call("POST", `/users?username=a%20b&password=${"hunter2".repeat(200)}`, { token: server.admin });
  expect(query.status).toBe(422);
  expect(query.text).not.toMatch(/hunter2/);
});

test("every method that a path does not take is 405 with Allow, and an unknown path 404", async () => {
  for (const path of new Set(routes.map((route) => pathOf(route)))) {
    const taken = new Set<string>(routes.filter((route) => pathOf(route) === path).map((route) => route.method));
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"].filter((m) => !taken.has(m))) {
      // `/users/me` is also a `/users/{user_id}`, with an id that is none.
      if (routes.some((route) => route.method === method && new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path))) continue;
      const reply = await server.call(method, path, { token: server.admin });
      expect([path, method, reply.status]).toEqual([path, method, 405]);
      for (const allowed of taken) expect(reply.headers.get("allow")).toContain(allowed);
    }
  }
  const unknown = await server.call("GET", "/nothing/here", {});
  expect([unknown.status, unknown.json.code]).toEqual([404, "request.unknown_path"]);
});

test("a request that is no HTTP gets a 400 with the same body", async () => {
  const { port } = new URL(server.url);
  for (const bytes of [
    "BLAH /users HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /users HTTP/9\r\n\r\n",
    "GET /users\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(100_000)}\r\n\r\n`,
  ]) {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connectTcp(Number(port), "127.0.0.1", () => socket.write(bytes));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("end", () => resolve(text));
      socket.on("error", (error) => (text ? resolve(text) : reject(error)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).toContain('"code":"request.bad"');
  }
  expect((await server.call("GET", "/users/%", { token: server.admin })).status).toBe(400);
});

test("what a route answers fits its schema to the letter: no field more, none less", async () => {
  const ajv = new Ajv({ strict: false, formats: { uuid: true, "date-time": true, date: true, email: true } });
  const closed = (schema: unknown): unknown => {
    if (Array.isArray(schema)) return schema.map(closed);
    if (typeof schema !== "object" || schema === null) return schema;
    const { $id: _, ...rest } = schema as Record<string, unknown>;
    const open = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closed(value)]));
    return "properties" in open ? { ...open, additionalProperties: false } : open;
  };
  const { id } = (await server.call("POST", "/users", { token: server.admin, body: { username: "fits", name: "F", metadata: { a: 1 } } })).json;
  let checked = 0;
  for (const route of routes.filter((r) => r.method === "GET" && !r.mediaType && r.id !== "logoutByLink" && r.id !== "getOpenApi")) {
    const reply = await server.call("GET", pathOf(route, id), { token: server.admin });
    if (reply.status !== 200) continue;
    const fits = ajv.compile(closed(route.answer) as object);
    expect([route.id, fits(reply.json), fits.errors]).toEqual([route.id, true, null]);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(10);
});

test("no password, hash, token or key appears in the audit log", async () => {
  const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(a)::text AS text FROM audit_log a" });
  const all = rows.map((row) => row.text).join("\n");
  expect(all).not.toContain(person.password);
  expect(all).not.toContain(ADMIN_PASSWORD);
  expect(all).not.toMatch(/argon2|"(refresh|cookie)_hash"|eyJ/);
});

test("each change writes exactly one audit row, with who, what, before, after and the request", async () => {
  const { id } = (await server.call("POST", "/users", { token: server.admin, body: { username: "audited" } })).json;
  const changes: [string, string, unknown, string][] = [
    ["PATCH", `/users/${id}`, { name: "New" }, "user.update"],
    ["PATCH", `/users/${id}`, { username: "audited-2", is_superuser: true }, "user.update"],
    ["DELETE", `/users/${id}`, undefined, "user.delete"],
    ["POST", `/users/${id}/restore`, undefined, "user.restore"],
  ];
  for (const [method, path, body, action] of changes) {
    const reply = await server.call(method, path, { token: server.admin, body });
    const log = await server.call("GET", `/audit?request_id=${reply.headers.get("x-request-id")}`, { token: server.admin });
    expect(log.json).toHaveLength(1);
    expect(log.json[0]).toMatchObject({ action, target_type: "user", target_id: id, actor_kind: "user", address: "127.0.0.1" });
  }
  const log = await server.call("GET", `/audit?target_id=${id}&action=user.update`, { token: server.admin });
  expect(log.json[0]).toMatchObject({ before: { username: "audited", is_superuser: false }, after: { username: "audited-2", is_superuser: true } });
  expect(log.json[1]).toMatchObject({ before: { name: null }, after: { name: "New" } });
});

import { connect as connectTcp } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication } from "../support/oauth.ts";

const APP = "https://app.example";
const LOCAL = "http://localhost:5173";
let server: Harness;

beforeAll(async () => {
  server = await startServer({ ROSTER_CORS_ORIGINS: `${APP}, ${LOCAL}` });
});
afterAll(() => server.close());

const corsHeaders = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith("access-control-"));
const listOf = (headers: Headers, name: string) => (headers.get(name) ?? "").split(", ").sort();
const preflight = (path: string, origin: string, method = "PATCH", at = server) =>
  at.call("OPTIONS", path, { headers: { origin, "access-control-request-method": method, "access-control-request-headers": "authorization,if-match" } });

describe("a page of an origin that is named", () => {
  test.each([APP, LOCAL])("%s may ask what it wants to send, and is told methods and headers", async (origin) => {
    for (const path of ["/users/me", "/api/v1/users/me", "/auth/login"]) {
      const { status, headers, text } = await preflight(path, origin);
      expect([path, status, text]).toEqual([path, 204, ""]);
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(headers.get("vary")).toBe("Origin");
      expect(listOf(headers, "access-control-allow-methods")).toEqual(["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"]);
      expect(listOf(headers, "access-control-allow-headers")).toEqual(["Authorization", "Content-Type", "DPoP", "Idempotency-Key", "If-Match"]);
      expect(Number(headers.get("access-control-max-age"))).toBeGreaterThan(0);
      expect(headers.has("access-control-allow-credentials")).toBe(false);
    }
  });

  test("signs in, reads and changes with a token; refusals can be read, too", async () => {
    const { username, password } = await makeUser(server);
    const headers = { origin: APP };
    const signedIn = await server.call("POST", "/auth/login", { form: { username, password }, headers });
    expect([signedIn.status, signedIn.headers.get("access-control-allow-origin")]).toEqual([200, APP]);
    expect(signedIn.headers.getSetCookie()).toEqual([]);
    const token = signedIn.json.access_token;
    const me = await server.call("GET", "/users/me", { token, headers });
    expect([me.status, me.headers.get("access-control-allow-origin"), me.headers.get("vary")]).toEqual([200, APP, "Origin"]);
    expect(listOf(me.headers, "access-control-expose-headers")).toEqual(
      ["ETag", "Link", "X-Total-Count", "X-Total-Count-Kind", "Retry-After", "WWW-Authenticate", "DPoP-Nonce"].sort(),
    );
    const changed = await server.call("PATCH", "/users/me", {
      token,
      headers: { ...headers, "if-match": me.headers.get("etag") ?? "" },
      body: { name: "Ada" },
    });
    expect([changed.status, changed.json.name]).toEqual([200, "Ada"]);
    const refusals = [
      await server.call("GET", "/users/me", { headers }),
      await server.call("GET", "/users?limit=x", { token, headers }),
      await server.call("GET", "/nothing/here", { headers }),
      await server.call("PUT", "/users/me", { token, headers }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([401, 422, 404, 405]);
    for (const refused of refusals) expect(refused.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test("cannot use a cookie to change something", async () => {
    const { username, password } = await makeUser(server);
    const cookie = (await server.signIn(username, password)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await server.call("GET", "/users/me", { headers: { cookie } })).status).toBe(200);
    const reply = await server.call("PATCH", "/users/me", { headers: { cookie, origin: APP }, body: { name: "x" } });
    expect([reply.status, reply.json.code]).toEqual([403, "auth.foreign_origin"]);
    expect(reply.headers.has("access-control-allow-credentials")).toBe(false);
  });
});

describe("any other origin", () => {
  test.each([
    "https://evil.example",
    "https://app.example.evil.example",
    "https://sub.app.example",
    "https://app.example:443",
    "https://app.example/",
    "https://APP.example",
    "http://app.example",
    "http://localhost",
    "null",
    "*",
    `${APP}, ${LOCAL}`,
    `${APP} ${LOCAL}`,
    "%00",
    "\u00ff\u00fe",
    "__proto__",
    "x".repeat(8000),
    ISSUER,
  ])("%s is told nothing, and nothing of it comes back", async (origin) => {
    const asked = await preflight("/users/me", origin);
    expect([asked.status, corsHeaders(asked.headers), asked.headers.get("vary")]).toEqual([405, [], "Origin"]);
    const read = await server.call("GET", "/server/info", { headers: { origin } });
    expect([read.status, corsHeaders(read.headers), read.headers.get("vary")]).toEqual([200, [], "Origin"]);
  });

  test("also one that is sent twice, beside one that is named", async () => {
    const { port } = new URL(server.url);
    const request = `GET /server/info HTTP/1.1\r\nHost: x\r\nOrigin: ${APP}\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n`;
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connectTcp(Number(port), "127.0.0.1", () => socket.write(request));
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("end", () => resolve(text)).on("error", reject);
    });
    expect(answer).not.toContain("evil.example");
  });
});

test("a request without an origin gets no leave, and caches keep the answers apart", async () => {
  const { headers } = await server.call("GET", "/server/info");
  expect([corsHeaders(headers), headers.get("vary")]).toEqual([[], "Origin"]);
});

test("OPTIONS that is no preflight is a method like any other that a path does not take", async () => {
  const reply = await server.call("OPTIONS", "/users/me", { headers: { origin: APP } });
  expect([reply.status, reply.json.code]).toEqual([405, "request.method"]);
});

test("pages are not for other origins", async () => {
  const { status, headers } = await server.call("GET", "/sign-in", { headers: { origin: APP, accept: "text/html" } });
  expect([status, corsHeaders(headers)]).toEqual([200, []]);
});

test("the authorization server answers for itself: clients' own origins, and everybody at discovery", async () => {
  const discovery = await server.call("GET", "/.well-known/openid-configuration", { headers: { origin: "https://anyone.example" } });
  expect(discovery.headers.get("access-control-allow-origin")).toBe("https://anyone.example");
  const client = await makeApplication(server, { type: "single_page", redirect_uris: ["https://spa.example/callback"], scopes: ["openid"] });
  const token = (origin: string) =>
    server.call("POST", "/oauth/token", { form: { client_id: client.client_id, grant_type: "authorization_code", code: "x" }, headers: { origin } });
  expect((await token("https://spa.example")).headers.get("access-control-allow-origin")).toBe("https://spa.example");
  expect((await token(APP)).headers.get("access-control-allow-origin")).toBeNull();
  expect((await preflight("/oauth/token", APP, "POST")).status).toBe(204);
});

test("where no origin is named there is no such header at all", async () => {
  const plain = await server.sibling({ ROSTER_CORS_ORIGINS: "" });
  try {
    expect((await preflight("/users/me", APP, "PATCH", plain)).status).toBe(405);
    const { headers } = await plain.call("GET", "/server/info", { headers: { origin: APP } });
    expect([corsHeaders(headers), headers.get("vary")]).toEqual([[], null]);
  } finally {
    await plain.close();
  }
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, problemOf, whoIs } from "./browser.ts";
import { type HostileProvider, startHostileProvider } from "./hostile-provider.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "./strict-provider.ts";

let server: Harness;
let strict: StrictProvider;
let hostile: HostileProvider;
let browser: Browser;
let id: string;
let hostileId: string;

const post = (path: string) => server.call("POST", path, { token: server.admin });

beforeAll(async () => {
  [strict, hostile] = await Promise.all([startStrictProvider(), startHostileProvider()]);
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
  const create = (body: object) => server.call("POST", "/connections", { token: server.admin, body: { ...CLIENT, ...body } });
  id = (await create({ name: "strict", issuer: strict.issuer, is_enabled: false })).json.id;
  hostileId = (await create({ name: "hostile", issuer: hostile.issuer })).json.id;
});
afterAll(async () => {
  await server.close();
  await Promise.all([strict.close(), hostile.close()]);
});
beforeEach(() => {
  browser = createBrowser(server);
  hostile.does = {};
});

/** A dry run up to its page. */
async function tryOut(connection: string, by = browser) {
  const started = await post(`/connections/${connection}/test`);
  const back = await by.follow(started.json.authorize_url, (url) => url.pathname.startsWith("/sign-in/connection-test/"));
  const outcome = await server.call("GET", `/connections/${connection}/tests/${started.json.id}`, { token: server.admin });
  return { started, back, outcome: outcome.json };
}

function someone(sub: string, claims: Record<string, unknown>) {
  strict.accounts.set(sub, { email: `${sub}@example.com`, email_verified: true, ...claims });
  strict.login = sub;
}

describe("a dry run", () => {
  test("shows claims, profile and what would happen, also where the connection is off, and signs nobody in", async () => {
    someone("dry", { name: "<script>alert(1)</script>", groups: ["x"] });
    const { back, outcome, started } = await tryOut(id);
    expect(back.location).toBe(`http://roster.test/sign-in/connection-test/${started.json.id}`);
    expect(outcome).toMatchObject({
      outcome: "make",
      reason: null,
      profile: { subject: "dry", email: "dry@example.com", email_verified: true, groups: ["x"] },
    });
    expect(outcome.claims).toMatchObject({ sub: "dry", iss: strict.issuer });
    expect(outcome.claims).not.toHaveProperty("nonce");
    expect(await whoIs(server, browser)).toBeUndefined();
    expect((await server.call("GET", "/users?email=dry@example.com", { token: server.admin })).json).toEqual([]);
    // The page is for superusers who are signed in here.
    expect((await browser.follow(back.location ?? "")).url).toContain("/sign-in?return_to=");
    const person = await makeUser(server);
    await browser.open("/sign-in", { username: person.username, password: person.password });
    expect((await browser.open(back.location ?? "")).status).toBe(403);
    await browser.open("/sign-in", { username: "admin", password: ADMIN_PASSWORD });
    const page = await browser.open(back.location ?? "");
    expect(page.status).toBe(200);
    expect(page.text).toContain("&lt;script&gt;");
    expect(page.text).not.toContain("<script>alert");
  });

  test("tells what would be linked, asked and refused", async () => {
    await server.call("POST", "/users", { token: server.admin, body: { email: "nopassword@example.com" } });
    await makeUser(server, { email: "withpassword@example.com" });
    const outcomes: unknown[] = [];
    for (const [sub, claims] of [
      ["nopassword", {}],
      ["withpassword", {}],
      ["unverified", { email: "nopassword@example.com", email_verified: false }],
    ] as const) {
      someone(sub, claims);
      const { outcome } = await tryOut(id, createBrowser(server));
      outcomes.push([outcome.outcome, outcome.reason !== null]);
    }
    expect(outcomes).toEqual([
      ["link", false],
      ["ask_password", false],
      ["refused", true],
    ]);
  });

  test("tells what is wrong with a provider", async () => {
    hostile.does = { claims: (claims) => ({ ...claims, aud: "somebody" }) };
    expect((await tryOut(hostileId)).outcome).toMatchObject({ outcome: "failed", claims: null, reason: expect.stringContaining("aud") });
    hostile.does = { instead: { "/token": (_q, s) => s.writeHead(401, { "content-type": "application/json" }).end('{"error":"invalid_client"}') } };
    expect((await tryOut(hostileId, createBrowser(server))).outcome).toMatchObject({ outcome: "failed", reason: expect.stringContaining("invalid_client") });
  });

  test("begins once, within the hour, and is gone afterwards; another connection does not have it", async () => {
    const started = await post(`/connections/${id}/test`);
    const path = `/connections/${id}/tests/${started.json.id}`;
    expect((await server.call("GET", path, { token: server.admin })).json).toMatchObject({ outcome: "waiting", claims: null });
    expect((await server.call("GET", path.replace(id, hostileId), { token: server.admin })).status).toBe(404);
    expect((await browser.open(started.json.authorize_url)).location).toContain(strict.issuer);
    expect(problemOf(await browser.follow(started.json.authorize_url))).toBe("connection.test_not_found");
    const late = await post(`/connections/${id}/test`);
    server.clock.advance(3_601_000);
    expect(problemOf(await browser.follow(late.json.authorize_url))).toBe("connection.test_not_found");
    const token = (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token;
    expect((await server.call("GET", path, { token })).status).toBe(404);
    const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(t)::text AS text FROM connection_tests t" });
    expect(rows.map((row) => row.text).join()).not.toContain(new URL(late.json.authorize_url).searchParams.get("test"));
  });
});

describe("a check", () => {
  const check = async (connection: string) => {
    const token = (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token;
    return (await server.call("POST", `/connections/${connection}/check`, { token })).json;
  };
  const stepOf = (outcome: { steps: { name: string; ok: boolean }[] }, name: string) => outcome.steps.find((step) => step.name === name);

  test("finds discovery, issuer, keys, algorithms, and says what to register", async () => {
    const outcome = await check(id);
    expect(outcome).toMatchObject({ ok: true, callback_url: "http://roster.test/auth/callback" });
    expect(outcome.steps.map((step: { name: string }) => step.name)).toEqual(["discovery", "issuer", "endpoints", "keys"]);
    expect(outcome.algorithms).toContain("RS256");
  });

  test("says which part is wrong", async () => {
    hostile.does = { discovery: (document) => ({ ...document, issuer: `${hostile.issuer}/x` }) };
    expect(stepOf(await check(hostileId), "issuer")).toMatchObject({ ok: false, detail: expect.stringContaining("slash") });
    hostile.does = { instead: { "/.well-known/openid-configuration": (_q, s) => s.writeHead(404).end() } };
    expect(stepOf(await check(hostileId), "discovery")).toMatchObject({ ok: false, detail: expect.stringContaining("404") });
    hostile.does = { discovery: (document) => ({ ...document, jwks_uri: "https://10.0.0.1/jwks" }) };
    expect(stepOf(await check(hostileId), "keys")).toMatchObject({ ok: false, detail: expect.stringContaining("ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES") });
    hostile.does = { discovery: (document) => ({ ...document, token_endpoint: "javascript:0" }) };
    expect(stepOf(await check(hostileId), "endpoints")).toMatchObject({ ok: false });
    hostile.does = { instead: { "/jwks": (_q, s) => s.writeHead(200, { "content-type": "application/json" }).end('{"keys":[null,7]}') } };
    expect(stepOf(await check(hostileId), "keys")).toMatchObject({ ok: false });
  });
});

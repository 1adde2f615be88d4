import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hiddenField } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER } from "../support/oauth.ts";
import {
  getTokens,
  isActive,
  makeTrusted,
  meStatus,
  newBrowser,
  OFFLINE,
  type Person,
  payloadOf,
  type Registered,
  refresh,
  type TokenAnswer,
} from "./support.ts";

let server: Harness;
let person: Person;
let app: Registered;
const BYE = "https://app.example/bye";

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  app = await makeTrusted(server, { post_logout_redirect_uris: [BYE] });
});
afterAll(() => server.close());

async function signOut({ browser, id_token }: TokenAnswer, params: Record<string, string> = {}) {
  const page = await browser.go(`/oauth/logout?${new URLSearchParams({ id_token_hint: id_token, ...params })}`);
  expect(page.status, page.text).toBe(200);
  return browser.submit("/oauth/logout/confirm", { xsrf: hiddenField(page.text, "xsrf"), logout: "yes" });
}

describe("signing out for an application", () => {
  test("ends the browser's session and every token without offline_access, and leaves the others", async () => {
    const browser = newBrowser(server);
    const short = await getTokens(server, app, person, "openid users:read", { browser });
    const other = await makeTrusted(server, { name: "Other" });
    const elsewhere = await getTokens(server, other, person, "openid users:read", { browser });
    const long = await getTokens(server, await makeTrusted(server, { name: "Offline" }), person, OFFLINE["scope"], { browser, params: OFFLINE });
    const back = await signOut({ ...short, browser }, { post_logout_redirect_uri: BYE, state: "s t" });
    expect(back.url).toBe(`${BYE}?state=s+t`);
    expect(browser.cookie("roster_session")).toBeUndefined();
    expect(await Promise.all([short, elsewhere, long].map(({ access_token }) => meStatus(server, access_token)))).toEqual([401, 401, 200]);
    expect((await refresh(server, app, short.refresh_token)).json.error).toBe("invalid_grant");
    expect((await browser.go("/")).url).toContain("/sign-in");
  });

  test("asks first, and does nothing without an answer of its own page", async () => {
    const tokens = await getTokens(server, app, person);
    await tokens.browser.go(`/oauth/logout?${new URLSearchParams({ id_token_hint: tokens.id_token })}`);
    const forged = await tokens.browser.submit("/oauth/logout/confirm", { xsrf: "guessed", logout: "yes" });
    expect(forged.status).toBe(400);
    expect(await meStatus(server, tokens.access_token)).toBe(200);
  });

  test("leads to registered addresses only", async () => {
    const tokens = await getTokens(server, app, person);
    for (const uri of ["https://evil.example/", `${BYE}/`, `${BYE}?x=1`, "https://app.example/callback", "javascript:alert(1)"]) {
      const page = await tokens.browser.go(`/oauth/logout?${new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: uri })}`);
      expect([page.status, new URL(page.url).origin], uri).toEqual([400, ISSUER]);
    }
    const unnamed = await tokens.browser.go(`/oauth/logout?${new URLSearchParams({ post_logout_redirect_uri: BYE })}`);
    const done = await tokens.browser.submit("/oauth/logout/confirm", { xsrf: hiddenField(unnamed.text, "xsrf"), logout: "yes" });
    expect(new URL(done.url).origin).toBe(ISSUER);
  });

  test("takes no hint that it did not sign", async () => {
    const tokens = await getTokens(server, app, person);
    const [header, , signature] = tokens.id_token.split(".");
    const forged = [header, Buffer.from(JSON.stringify({ ...payloadOf(tokens.id_token), sub: "x" })).toString("base64url"), signature].join(".");
    for (const hint of [forged, "x", `${tokens.id_token}x`]) {
      const page = await tokens.browser.go(`/oauth/logout?${new URLSearchParams({ id_token_hint: hint })}`);
      expect(page.status).toBe(400);
    }
  });
});

describe("the end of a browser's session", () => {
  test("ends tokens without offline_access at once, and those with it stay", async () => {
    const browser = newBrowser(server);
    const short = await getTokens(server, app, person, "openid users:read", { browser });
    const long = await getTokens(server, await makeTrusted(server, { name: "Stays" }), person, OFFLINE["scope"], { browser, params: OFFLINE });
    const out = await server.call("POST", "/auth/logout", { headers: { cookie: `roster_session=${browser.cookie("roster_session")}`, origin: ISSUER } });
    expect(out.status).toBe(200);
    expect([await meStatus(server, short.access_token), await meStatus(server, long.access_token)]).toEqual([401, 200]);
    expect((await refresh(server, app, short.refresh_token)).status).toBe(400);
  });

  test("is no end of offline access that was not asked for with prompt=consent only", async () => {
    const tokens = await getTokens(server, app, person, "openid offline_access users:read");
    const held = String((await refresh(server, app, tokens.refresh_token)).json.scope).split(" ");
    await server.call("POST", "/auth/logout", { headers: { cookie: `roster_session=${tokens.browser.cookie("roster_session")}`, origin: ISSUER } });
    expect(await meStatus(server, tokens.access_token)).toBe(401);
    expect(held).not.toContain("offline_access");
  });
});

describe("back-channel logout", () => {
  let receiver: Server;
  const got: string[] = [];
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        got.push(new URLSearchParams(body).get("logout_token") ?? "");
        response.end();
      });
    }).listen(0, "127.0.0.1");
    await once(receiver, "listening");
  });
  afterAll(() => receiver.close());

  test("tells the application with a signed logout token of the session that ended", async () => {
    const uri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/gone`;
    const told = await makeTrusted(server, { name: "Told", backchannel_logout_uri: uri });
    const tokens = await getTokens(server, told, person);
    await signOut(tokens);
    await server.app.notifier.idle();
    expect(got).toHaveLength(1);
    const jwks = createLocalJWKSet((await server.call("GET", "/.well-known/jwks.json")).json);
    const { payload, protectedHeader } = await jwtVerify(got[0] ?? "", jwks, { issuer: ISSUER, audience: told.client_id, typ: "logout+jwt" });
    expect(protectedHeader.alg).toBe("ES256");
    expect(payload["events"]).toEqual({ "http://schemas.openid.net/event/backchannel-logout": {} });
    expect(payload["sid"]).toBe(payloadOf(tokens.id_token)["sid"]);
    expect(payload).not.toHaveProperty("nonce");
    expect(payload.jti).toEqual(expect.any(String));
    // What is told to an application lets nobody in.
    expect(await meStatus(server, got[0] ?? "")).toBe(401);
  });
});

describe("what ends an account's access ends it at applications", () => {
  const rows: [string, (someone: Person) => Promise<unknown>][] = [
    ["switched off", (someone) => server.call("PATCH", `/users/${someone.id}`, { token: server.admin, body: { is_active: false } })],
    ["deleted", (someone) => server.call("DELETE", `/users/${someone.id}`, { token: server.admin })],
    [
      "given another password",
      (someone) => server.call("PATCH", `/users/${someone.id}`, { token: server.admin, body: { password: "another password of theirs" } }),
    ],
  ];
  test.each(rows)("an account that is %s: at once here, within a second elsewhere", async (_, change) => {
    const sibling = await server.sibling();
    try {
      const someone = await makeUser(server);
      const tokens = await getTokens(server, app, someone, OFFLINE["scope"], { params: OFFLINE });
      expect([await meStatus(server, tokens.access_token), await meStatus(sibling, tokens.access_token)]).toEqual([200, 200]);
      expect(await isActive(sibling, app, tokens.access_token)).toBe(true);
      await change(someone);
      expect(await meStatus(server, tokens.access_token)).toBe(401);
      expect(await isActive(server, app, tokens.access_token)).toBe(false);
      expect((await refresh(server, app, tokens.refresh_token)).json.error).toBe("invalid_grant");
      expect((await refresh(sibling, app, tokens.refresh_token)).json.error).toBe("invalid_grant");
      server.clock.advance(1000);
      expect(await meStatus(sibling, tokens.access_token)).toBe(401);
      expect(await isActive(sibling, app, tokens.access_token)).toBe(false);
    } finally {
      await sibling.close();
    }
  });

  test("an application that is switched off: its tokens, at once here, within a second elsewhere", async () => {
    const sibling = await server.sibling();
    try {
      const off = await makeTrusted(server, { name: "Off" });
      const tokens = await getTokens(server, off, person, OFFLINE["scope"], { params: OFFLINE });
      expect([await meStatus(server, tokens.access_token), await meStatus(sibling, tokens.access_token)]).toEqual([200, 200]);
      await server.call("PATCH", `/applications/${off.client_id}`, { token: server.admin, body: { is_active: false } });
      expect(await meStatus(server, tokens.access_token)).toBe(401);
      server.clock.advance(1000);
      expect(await meStatus(sibling, tokens.access_token)).toBe(401);
      expect([401, 400]).toContain((await refresh(server, off, tokens.refresh_token)).status);
    } finally {
      await sibling.close();
    }
  });
});

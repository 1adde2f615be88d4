import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication, REDIRECT } from "../support/oauth.ts";
import { authorizationUrl, getCode, goOn, makeTrusted, newBrowser, type Person, pkce, type Registered, redeem, tokenRequest } from "./support.ts";

let server: Harness;
let person: Person;
let web: Registered;
let native: Registered;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  web = await makeTrusted(server, { redirect_uris: [REDIRECT, "http://127.0.0.1:4000/callback"] });
  native = await makeApplication(server, {
    type: "native",
    redirect_uris: ["http://127.0.0.1/callback", "http://[::1]/callback", "com.example.app:/callback"],
  });
});
afterAll(() => server.close());

const challenged = () => ({ code_challenge: pkce().challenge, code_challenge_method: "S256" });
const ask = (app: Registered, params: Record<string, string>) => newBrowser(server).go(authorizationUrl(app, { ...challenged(), scope: "openid", ...params }));

/** A page of ours that says no, and nothing that leads away. */
async function expectStays(app: Registered, params: Record<string, string>): Promise<void> {
  const arrival = await ask(app, params);
  const said = JSON.stringify(params);
  expect(new URL(arrival.url).origin, said).toBe(ISSUER);
  expect(arrival.status, said).toBe(400);
  expect(arrival.headers.get("content-type"), said).toContain("text/html");
  expect(arrival.headers.get("location"), said).toBeNull();
  expect(arrival.text, said).not.toContain('http-equiv="refresh"');
  // The one mention is in the link that shows this page in another language.
  expect(arrival.text, said).not.toMatch(/href="(?!\/|#|data:,)/);
}

describe("a redirect URI", () => {
  test("that is not registered character by character gets an error page and no redirect", async () => {
    const near = [
      "https://evil.example/callback",
      "https://app.example/callback/",
      "https://app.example/callback/more",
      "https://app.example/call",
      "https://app.example/callback?more=1",
      "https://app.example/callback#part",
      "https://app.example/Callback",
      "https://APP.example/callback",
      "https://app.example/x/../callback",
      "https://app.example/%63allback",
      "https://app.example:443/callback",
      "https://app.example:8443/callback",
      "https://user@app.example/callback",
      "https://app.example.evil.example/callback",
      "https://app.example@evil.example/callback",
      "http://app.example/callback",
      "//evil.example/callback",
      "javascript:alert(1)",
      "data:text/html,x",
      "/callback",
      "*",
    ];
    for (const redirect_uri of near) await expectStays(web, { redirect_uri });
  });

  test("that is left out is not guessed", async () => {
    await expectStays(await makeTrusted(server, { name: "One address" }), { redirect_uri: "" });
  });

  test("of a web application on the same machine has its port", async () => {
    await expectStays(web, { redirect_uri: "http://127.0.0.1:4001/callback" });
    await expectStays(web, { redirect_uri: "http://127.0.0.1/callback" });
  });

  test("of a native application on the same machine has any port, and nothing else of its own", async () => {
    for (const redirect_uri of ["http://127.0.0.1:51004/callback", "http://[::1]:8080/callback", "com.example.app:/callback"]) {
      const code = await getCode(server, native, person, { params: { redirect_uri, scope: "openid" } });
      expect((await redeem(server, native, code)).status, redirect_uri).toBe(200);
    }
    for (const redirect_uri of [
      "http://127.0.0.1:51004/other",
      "http://127.0.0.2:51004/callback",
      "http://localhost:51004/callback",
      "https://127.0.0.1:51004/callback",
      "http://127.0.0.1.evil.example:51004/callback",
      "http://192.168.0.1:51004/callback",
      "com.example.app:/other",
      "com.example.other:/callback",
    ]) {
      await expectStays(native, { redirect_uri });
    }
  });
});

describe("an error in the request", () => {
  test("of an unknown, malformed or inactive client stays with us", async () => {
    await expectStays({ client_id: "00000000-0000-7000-8000-000000000000", client_secret: "" }, {});
    await expectStays({ client_id: "'; DROP TABLE users; --", client_secret: "" }, {});
    await expectStays({ client_id: "\u0000", client_secret: "" }, {});
    const off = await makeTrusted(server, { name: "Off" });
    expect((await server.call("PATCH", `/applications/${off.client_id}`, { token: server.admin, body: { is_active: false } })).status).toBe(200);
    await expectStays(off, {});
  });

  test("of any other kind goes to the registered address only", async () => {
    for (const params of [
      { scope: "openid", response_mode: "nonsense" },
      { prompt: "nonsense" },
      { max_age: "x" },
      { response_type: "token" },
      { request: "x.y.z" },
      { request_uri: "https://evil.example/r" },
    ]) {
      const arrival = await ask(web, params);
      const isOurs = new URL(arrival.url).origin === ISSUER && arrival.status === 400;
      expect(isOurs || arrival.url.startsWith(`${REDIRECT}?`) || arrival.url.startsWith(`${REDIRECT}#`), `${JSON.stringify(params)} ${arrival.url}`).toBe(true);
    }
  });

  test("names nobody's markup as its own", async () => {
    const arrival = await ask(web, { redirect_uri: 'https://evil.example/"><script>alert(1)</script>' });
    expect(arrival.text).not.toContain("<script>alert");
    expect(arrival.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});

describe("nothing sends a browser to a place of a stranger", () => {
  test("neither the sign-in page, nor signing out, nor an interaction", async () => {
    const browser = newBrowser(server);
    for (const return_to of ["https://evil.example", "//evil.example", "/\\evil.example", "/oauth/../..//evil.example", "javascript:alert(1)"]) {
      const arrival = await browser.submit("/sign-in", { username: person.username, password: person.password, return_to });
      expect(new URL(arrival.url).origin, return_to).toBe(ISSUER);
    }
    for (const path of ["/oauth/logout", "/oauth/interaction/x", "/oauth/device"]) {
      const arrival = await browser.go(
        `${path}?${new URLSearchParams({ post_logout_redirect_uri: "https://evil.example/", redirect_uri: "https://evil.example/", return_to: "https://evil.example/" })}`,
      );
      expect(new URL(arrival.url).origin, path).toBe(ISSUER);
    }
  });

  test("a sign-in form that another site sends is refused", async () => {
    const reply = await server.call("POST", "/sign-in", {
      form: { username: person.username, password: person.password },
      headers: { origin: "https://evil.example", accept: "text/html" },
    });
    expect(reply.status).toBe(403);
    expect(reply.headers.getSetCookie().join()).not.toContain("roster_session=r");
  });
});

describe("the pages of an authorization", () => {
  test("cannot be framed, are not kept, and tell no other site where they are", async () => {
    const app = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], name: "Asks" });
    const browser = newBrowser(server);
    await browser.signIn(person.username, person.password);
    const consent = await browser.go(authorizationUrl(app, { ...challenged(), scope: "openid" }));
    expect(consent.text).toContain('name="decision"');
    expect(consent.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(consent.headers.get("cache-control")).toContain("no-store");
    expect(consent.headers.get("referrer-policy")).toBe("same-origin");
  });

  test("another browser cannot go on with an interaction that it did not begin", async () => {
    const app = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], name: "Asks too" });
    const browser = newBrowser(server);
    await browser.signIn(person.username, person.password);
    const consent = await browser.go(authorizationUrl(app, { ...challenged(), scope: "openid" }));
    const stranger = newBrowser(server);
    await stranger.signIn(person.username, person.password);
    const arrival = await stranger.submit(`${new URL(consent.url).pathname}/consent`, { decision: "allow" });
    expect([new URL(arrival.url).origin, arrival.status]).toEqual([ISSUER, 400]);
    const back = await goOn(browser, person, consent);
    expect(back.url).toContain("code=");
  });
});

test("the token endpoint takes no GET, and its answers are kept by nobody", async () => {
  expect((await server.call("GET", "/oauth/token?grant_type=client_credentials")).status).toBeGreaterThanOrEqual(404);
  const reply = await tokenRequest(server, web, { grant_type: "refresh_token", refresh_token: "x" });
  expect(reply.headers.get("cache-control")).toContain("no-store");
  const code = await getCode(server, web, person);
  expect((await redeem(server, web, code)).headers.get("cache-control")).toContain("no-store");
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication, REDIRECT } from "../support/oauth.ts";
import {
  answerOf,
  authorizationUrl,
  getCode,
  getTokens,
  goOn,
  isActive,
  makeTrusted,
  newBrowser,
  type Person,
  payloadOf,
  pkce,
  type Registered,
  redeem,
} from "./support.ts";

let server: Harness;
let person: Person;
let other: Person;
let app: Registered;

beforeAll(async () => {
  server = await startServer();
  [person, other] = [await makeUser(server), await makeUser(server)];
  app = await makeTrusted(server);
});
afterAll(() => server.close());

const url = (client: Registered, params: Record<string, string>) =>
  authorizationUrl(client, { scope: "openid", code_challenge: pkce().challenge, code_challenge_method: "S256", ...params });
async function signedIn(as = person): Promise<Browser> {
  const browser = newBrowser(server);
  await browser.signIn(as.username, as.password);
  return browser;
}
/** Lets a minute pass since somebody signed in. */
async function letPass(): Promise<void> {
  await server.db.query({ text: "UPDATE sessions SET auth_time = auth_time - interval '1 minute'", values: [] });
  server.clock.advance(600);
}
const asking = (more: Record<string, unknown> = {}) =>
  makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", "profile", "email"], ...more });

describe("prompt=none", () => {
  test("answers login_required without a session, and shows nothing", async () => {
    expect(answerOf(await newBrowser(server).go(url(app, { prompt: "none" })))).toMatchObject({ error: "login_required", iss: ISSUER });
  });

  test("answers consent_required where nobody agreed yet, and a code where somebody did", async () => {
    const client = await asking();
    const browser = await signedIn();
    await getTokens(server, app, person, "openid", { browser });
    expect(answerOf(await browser.go(url(client, { prompt: "none" })))["error"]).toBe("consent_required");
    await getCode(server, client, person, { browser, params: { scope: "openid" } });
    expect(answerOf(await browser.go(url(client, { prompt: "none" })))["code"]).toEqual(expect.any(String));
  });
});

describe("a fresh sign-in", () => {
  test("is asked for by prompt=login though somebody is signed in", async () => {
    const browser = await signedIn();
    await getTokens(server, app, person, "openid", { browser });
    await letPass();
    const arrival = await browser.go(url(app, { prompt: "login" }));
    expect(new URL(arrival.url).pathname).toBe("/sign-in");
    expect(answerOf(await goOn(browser, person, arrival))["code"]).toEqual(expect.any(String));
  });

  test("is asked for when the last is older than max_age, and the ID token says when it was", async () => {
    const browser = await signedIn();
    const recent = await getTokens(server, app, person, "openid", { browser, params: { max_age: "1000" } });
    expect(payloadOf(recent.id_token)).toMatchObject({ auth_time: expect.any(Number), amr: ["pwd"], acr: "urn:roster:acr:single-factor" });
    await letPass();
    expect(new URL((await browser.go(url(app, { max_age: "0" }))).url).pathname).toBe("/sign-in");
  });
});

describe("accounts in one browser", () => {
  test("the choice of an account is offered where it is asked for", async () => {
    const browser = await signedIn();
    await letPass();
    const arrival = await browser.go(url(app, { prompt: "select_account" }));
    expect([arrival.status, new URL(arrival.url).pathname]).toEqual([200, expect.stringMatching(/^\/oauth\/interaction\//)]);
    expect(arrival.text).toContain('name="choice"');
  });

  test("a code is for whoever is signed in now, not for whoever was", async () => {
    const browser = await signedIn();
    const mine = await getTokens(server, app, person, "openid", { browser });
    expect(payloadOf(mine.id_token)["sub"]).toBe(person.id);
    await browser.signIn(other.username, other.password);
    const theirs = await getTokens(server, app, other, "openid", { browser });
    expect(payloadOf(theirs.id_token)["sub"]).toBe(other.id);
    expect(await isActive(server, app, mine.access_token)).toBe(false);
  });

  test("a hint of another account is not answered with this one", async () => {
    const hint = (await getTokens(server, app, other, "openid")).id_token;
    const browser = await signedIn();
    await getTokens(server, app, person, "openid", { browser });
    await letPass();
    expect(answerOf(await browser.go(url(app, { prompt: "none", id_token_hint: hint })))["error"]).toBe("login_required");
    const asked = await browser.go(url(app, { id_token_hint: hint }));
    expect(new URL(asked.url).pathname).toBe("/sign-in");
    const end = await goOn(browser, person, asked);
    expect(answerOf(end)["error"]).toBe("login_required");
  });
});

describe("consent", () => {
  test("is remembered, and asked for again when more is wanted", async () => {
    const client = await asking();
    const browser = await signedIn();
    await getCode(server, client, person, { browser, params: { scope: "openid" } });
    expect(answerOf(await browser.go(url(client, {})))["code"]).toEqual(expect.any(String));
    const wider = await browser.go(url(client, { scope: "openid email" }));
    expect(wider.text).toContain('name="decision"');
    expect(answerOf(await goOn(browser, person, wider))["code"]).toEqual(expect.any(String));
  });

  test("that is refused is access_denied, and grants nothing", async () => {
    const client = await asking();
    const browser = await signedIn();
    const denied = answerOf(await goOn(browser, person, await browser.go(url(client, { state: "s" })), "deny"));
    expect(denied).toMatchObject({ error: "access_denied", state: "s", iss: ISSUER });
    expect(answerOf(await browser.go(url(client, { prompt: "none" })))["error"]).toBe("consent_required");
  });

  test("of a native application is asked for every time", async () => {
    const native = await makeApplication(server, { type: "native", redirect_uris: ["http://127.0.0.1/cb"] });
    const browser = await signedIn();
    const params = { redirect_uri: "http://127.0.0.1:5000/cb" };
    for (let i = 0; i < 2; i++) expect((await goOn(browser, person, await browser.go(url(native, params)))).url).toContain("code=");
    expect((await browser.go(url(native, params))).text).toContain('name="decision"');
  });
});

describe("a pushed authorization request", () => {
  const push = (client: Registered, more: Record<string, string> = {}) => {
    const { challenge, verifier } = pkce();
    const form = {
      ...client,
      response_type: "code",
      redirect_uri: REDIRECT,
      scope: "openid",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...more,
    };
    return server.call("POST", "/oauth/par", { form }).then((reply) => ({ ...reply, verifier }));
  };
  const use = (client: Registered, request_uri: string, browser: Browser) =>
    browser.go(`/oauth/authorize?${new URLSearchParams({ client_id: client.client_id, request_uri })}`);

  test("is asked of an application that must push, and works once", async () => {
    const client = await makeTrusted(server, { require_par: true, name: "Pushes" });
    const browser = await signedIn();
    expect(answerOf(await browser.go(url(client, {})))["error"]).toBe("invalid_request");
    const pushed = await push(client);
    expect([pushed.status, pushed.json]).toEqual([
      201,
      { request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:/), expires_in: expect.any(Number) },
    ]);
    const { code } = answerOf(await goOn(browser, person, await use(client, pushed.json.request_uri, browser)));
    expect((await redeem(server, client, { code: code ?? "", verifier: pushed.verifier, redirect_uri: REDIRECT, browser })).status).toBe(200);
    const again = await goOn(browser, person, await use(client, pushed.json.request_uri, browser));
    expect(again.url).not.toContain("code=");
  });

  test("needs the client's proof, its own redirect URI, and no request_uri of its own", async () => {
    expect((await push({ ...app, client_secret: "wrong" })).status).toBe(401);
    expect((await push(app, { redirect_uri: "https://evil.example/cb" })).status).toBe(400);
    expect((await push(app, { request_uri: "urn:ietf:params:oauth:request_uri:x" })).status).toBe(400);
    expect((await push(app, { code_challenge_method: "plain" })).status).toBe(400);
  });

  test("of one client is of no use to another, made up of no use to anybody", async () => {
    const client = await makeTrusted(server, { name: "Another" });
    const pushed = await push(app);
    for (const [who, uri] of [
      [client, pushed.json.request_uri],
      [app, "urn:ietf:params:oauth:request_uri:made-up"],
    ] as const) {
      const arrival = await goOn(newBrowser(server), person, await use(who, uri, newBrowser(server)));
      expect([new URL(arrival.url).origin, arrival.status]).toEqual([ISSUER, 400]);
    }
  });
});

test("an account that was switched off between two authorizations gets no code", async () => {
  const someone = await makeUser(server);
  const browser = await signedIn(someone);
  const { access_token } = await getTokens(server, app, someone, "openid", { browser });
  await server.call("PATCH", `/users/${someone.id}`, { token: server.admin, body: { is_active: false } });
  expect(await isActive(server, app, access_token)).toBe(false);
  expect(answerOf(await browser.go(url(app, { prompt: "none" })))["error"]).toBe("login_required");
});

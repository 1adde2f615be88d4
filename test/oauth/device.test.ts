import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Arrival, type Browser, hiddenField } from "../support/browser.ts";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication } from "../support/oauth.ts";
import { goOn, makeTrusted, meStatus, newBrowser, type Person, type Registered, tokenRequest } from "./support.ts";

const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

let server: Harness;
let person: Person;
let app: Registered;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  app = {
    ...(await makeApplication(server, { type: "native", redirect_uris: ["http://127.0.0.1/cb"], scopes: ["openid", "offline_access", "users:read"] })),
    client_secret: "",
  };
});
afterAll(() => server.close());

const begin = async (scope = "openid users:read") =>
  (await server.call("POST", "/oauth/device_authorization", { form: { client_id: app.client_id, scope } })).json;
const poll = (device_code: string, by = app) => tokenRequest(server, by, { grant_type: DEVICE_CODE, device_code });
const error = (reply: Reply) => [reply.status, reply.json.error];

async function enter(browser: Browser, userCode: string): Promise<Arrival> {
  const form = await browser.go("/oauth/device");
  return browser.submit("/oauth/device", { xsrf: hiddenField(form.text, "xsrf"), user_code: userCode });
}

async function decide(browser: Browser, userCode: string, answer: Record<string, string>): Promise<Arrival> {
  const confirm = await enter(browser, userCode);
  const there = await browser.submit("/oauth/device", { xsrf: hiddenField(confirm.text, "xsrf"), user_code: userCode, ...answer });
  return goOn(browser, person, there);
}

describe("the device flow of an application", () => {
  test("lets a device in when a person says so: pending until then, then tokens, once", async () => {
    const asked = await begin();
    expect(asked).toMatchObject({ device_code: expect.any(String), verification_uri: `${ISSUER}/oauth/device`, expires_in: expect.any(Number) });
    expect(asked.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(error(await poll(asked.device_code))).toEqual([400, "authorization_pending"]);
    const browser = newBrowser(server);
    const confirm = await enter(browser, asked.user_code);
    expect(confirm.text).toContain(asked.user_code);
    server.clock.advance(5000);
    expect(error(await poll(asked.device_code))).toEqual([400, "authorization_pending"]);
    const done = await decide(browser, asked.user_code, { confirm: "yes" });
    expect([done.status, new URL(done.url).origin]).toEqual([200, ISSUER]);
    const got = await poll(asked.device_code);
    expect(got.status).toBe(200);
    expect(await meStatus(server, got.json.access_token)).toBe(200);
  });

  test("gives tokens to one of many polls at once, and a code that comes again ends what it gave", async () => {
    const asked = await begin();
    await decide(newBrowser(server), asked.user_code, { confirm: "yes" });
    const replies = await Promise.all(Array.from({ length: 5 }, () => poll(asked.device_code)));
    const won = replies.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const reply of replies) if (reply.status !== 200) expect(error(reply)).toEqual([400, "invalid_grant"]);
    expect(error(await poll(asked.device_code))).toEqual([400, "invalid_grant"]);
    for (const { json } of won) expect(await meStatus(server, json.access_token)).toBe(401);
  });

  test("is refused where the person says no", async () => {
    const asked = await begin();
    await decide(newBrowser(server), asked.user_code, { abort: "yes" });
    expect(error(await poll(asked.device_code))).toEqual([400, "access_denied"]);
  });

  test("is refused where the person does not consent", async () => {
    const asked = await begin();
    const browser = newBrowser(server);
    const confirm = await enter(browser, asked.user_code);
    const there = await browser.submit("/oauth/device", { xsrf: hiddenField(confirm.text, "xsrf"), user_code: asked.user_code, confirm: "yes" });
    await goOn(browser, person, there, "deny");
    expect(error(await poll(asked.device_code))).toEqual([400, "access_denied"]);
  });

  test("asks again for a code that is wrong, and says nothing about others", async () => {
    for (const code of ["BBBB-BBBB", "", "x".repeat(60), '"><script>', "\u0000"]) {
      const arrival = await enter(newBrowser(server), code);
      expect(arrival.status, code).toBeLessThan(500);
      expect(arrival.text).toContain('name="user_code"');
      expect(arrival.text).not.toContain("<script>");
    }
  });

  test("slows a device that polls faster than every five seconds, and no other", async () => {
    const [one, other] = [await begin(), await begin()];
    expect(error(await poll(one.device_code))).toEqual([400, "authorization_pending"]);
    expect(error(await poll(one.device_code))).toEqual([400, "slow_down"]);
    expect(error(await poll(other.device_code))).toEqual([400, "authorization_pending"]);
    server.clock.advance(5000);
    const replies = await Promise.all(Array.from({ length: 4 }, () => poll(one.device_code)));
    expect(replies.map(({ json }) => json.error).sort()).toEqual(["authorization_pending", "slow_down", "slow_down", "slow_down"]);
    await decide(newBrowser(server), one.user_code, { confirm: "yes" });
    expect((await poll(one.device_code)).status).toBe(200);
  });

  test("takes no code that another site's form brings", async () => {
    const asked = await begin();
    const browser = newBrowser(server);
    await browser.go("/oauth/device");
    const forged = await browser.submit("/oauth/device", { xsrf: "guessed", user_code: asked.user_code, confirm: "yes" });
    expect(forged.status).toBe(400);
    expect(error(await poll(asked.device_code))).toEqual([400, "authorization_pending"]);
  });

  test("takes a user code once", async () => {
    const asked = await begin();
    await decide(newBrowser(server), asked.user_code, { confirm: "yes" });
    const again = await enter(newBrowser(server), asked.user_code);
    expect(again.text).not.toContain('name="confirm"');
  });

  test("gives the device code of one application to no other", async () => {
    const other = { ...(await makeApplication(server, { type: "native", redirect_uris: ["http://127.0.0.1/cb"], name: "Other" })), client_secret: "" };
    const asked = await begin();
    await decide(newBrowser(server), asked.user_code, { confirm: "yes" });
    expect(error(await poll(asked.device_code, other))).toEqual([400, "invalid_grant"]);
    expect((await poll(asked.device_code)).status).toBe(200);
  });

  test("is not for applications that are not native, and invents no device code", async () => {
    const web = await makeTrusted(server);
    const refused = await server.call("POST", "/oauth/device_authorization", { form: { client_id: web.client_id, client_secret: web.client_secret } });
    expect(refused.status).toBe(400);
    expect(error(await poll("made-up"))).toEqual([400, "invalid_grant"]);
  });

  test("ends with the lifetime of the code", async () => {
    const own = await startServer();
    try {
      const client = await makeApplication(own, { type: "native", redirect_uris: ["http://127.0.0.1/cb"] });
      const asked = (await own.call("POST", "/oauth/device_authorization", { form: { client_id: client.client_id, scope: "openid" } })).json;
      own.clock.advance((asked.expires_in + 1) * 1000);
      const late = await tokenRequest(own, { ...client, client_secret: "" }, { grant_type: DEVICE_CODE, device_code: asked.device_code });
      expect([late.status, late.json.error]).toEqual([400, expect.stringMatching(/^(expired_token|invalid_grant)$/)]);
    } finally {
      await own.close();
    }
  });

  test("holds back who guesses user codes, and nobody who signed in meanwhile", async () => {
    const own = await startServer();
    try {
      const client = await makeApplication(own, { type: "native", redirect_uris: ["http://127.0.0.1/cb"], scopes: ["openid"] });
      const asked = (await own.call("POST", "/oauth/device_authorization", { form: { client_id: client.client_id, scope: "openid" } })).json;
      const stranger = newBrowser(own);
      const wrong = ["BBBB-BBBB", "CCCC-CCCC", "DDDD-DDDD", "FFFF-FFFF", "GGGG-GGGG", "HHHH-HHHH", "JJJJ-JJJJ", "KKKK-KKKK"];
      const arrivals: Arrival[] = [];
      for (const code of wrong) arrivals.push(await enter(stranger, code));
      expect(arrivals.slice(0, 6).map(({ status }) => status)).toEqual(Array(6).fill(200));
      expect(arrivals.some(({ status, text }) => status === 429 && text.includes("Too many wrong codes"))).toBe(true);
      const someone = await makeUser(own);
      const browser = newBrowser(own);
      await browser.signIn(someone.username, someone.password);
      expect((await enter(browser, asked.user_code)).text).toContain('name="confirm"');
      own.clock.advance(900_000);
    } finally {
      await own.close();
    }
  });
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalJWKSet, type JWTPayload, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { type Browser, hiddenField } from "../support/browser.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER } from "../support/oauth.ts";
import { getTokens, makeTrusted, meStatus, newBrowser, OFFLINE, type Person, payloadOf, type Registered, refresh, type TokenAnswer } from "./support.ts";

/** A relying party's end of the back channel. */
interface Receiver {
  readonly uri: string;
  /** The logout tokens that came, in order, with the type of each body. */
  readonly got: { readonly token: string; readonly type: string | undefined }[];
  /** What it answers. */
  status: number;
  close(): Promise<void>;
}

/** @param port any free one, where none is named */
async function startReceiver(port = 0): Promise<Receiver> {
  const receiver: { status: number } & Pick<Receiver, "got"> = { got: [], status: 200 };
  const http: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      receiver.got.push({ token: new URLSearchParams(body).get("logout_token") ?? "", type: request.headers["content-type"] });
      response.writeHead(receiver.status, { location: "/elsewhere" }).end("heard");
    });
  }).listen(port, "127.0.0.1");
  await once(http, "listening");
  return Object.assign(receiver, {
    uri: `http://127.0.0.1:${(http.address() as AddressInfo).port}/gone`,
    close: async () => {
      http.close();
      await once(http, "close");
    },
  });
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
let server: Harness;
let receiver: Receiver;
let app: Registered;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
  app = await makeTrusted(server, { name: "Told", backchannel_logout_uri: receiver.uri });
});
afterAll(async () => {
  await server.close();
  await receiver.close();
});
beforeEach(async () => {
  // Tests here let days pass.
  const { json } = await server.signIn("admin", ADMIN_PASSWORD);
  server = { ...server, admin: json.access_token };
  await server.app.notifier.idle();
  receiver.got.length = 0;
  receiver.status = 200;
});

const sidOf = ({ id_token }: TokenAnswer) => String(payloadOf(id_token)["sid"]);
const waiting = async () => Number((await server.db.query<{ n: number }>({ text: "SELECT count(*)::int AS n FROM logout_notices" })).rows[0]?.n);

/** The sessions that the application has been told of, once all that is due has been tried. */
async function told(): Promise<string[]> {
  await server.app.notifier.idle();
  return receiver.got.map(({ token }) => String(payloadOf(token)["sid"])).sort();
}

interface SignedIn {
  readonly person: Person;
  readonly tokens: TokenAnswer;
}
const cookieOf = ({ browser }: TokenAnswer) => `roster_session=${browser.cookie("roster_session")}`;
const admin = (method: string, path: string, body?: unknown) => server.call(method, path, { token: server.admin, ...(body !== undefined && { body }) });
const parentOf = async (sid: string) =>
  String(
    (await server.db.query<{ id: string }>({ text: "SELECT COALESCE(parent_id, outlives) AS id FROM sessions WHERE id = $1", values: [sid] })).rows[0]?.id,
  );

const signInAs = (browser: Browser, { username, password }: Person) => browser.signIn(username, password);

async function signOutForApplication({ browser, id_token }: TokenAnswer) {
  const page = await browser.go(`/oauth/logout?${new URLSearchParams({ id_token_hint: id_token })}`);
  return browser.submit("/oauth/logout/confirm", { xsrf: hiddenField(page.text, "xsrf"), logout: "yes" });
}

/** Every way in which a browser's session ends, with the application's. */
const BROWSER_ENDS: [string, (signedIn: SignedIn) => Promise<unknown>][] = [
  ["signs out for the application", ({ tokens }) => signOutForApplication(tokens)],
  ["signs out through the API", ({ tokens }) => server.call("POST", "/auth/logout", { headers: { cookie: cookieOf(tokens), origin: ISSUER } })],
  ["signs out at the page", ({ tokens }) => tokens.browser.submit("/sign-out", {})],
  ["has the browser's session ended", async ({ person, tokens }) => admin("DELETE", `/users/${person.id}/sessions/${await parentOf(sidOf(tokens))}`)],
];
const ENDS: [string, (signedIn: SignedIn) => Promise<unknown>][] = [
  ...BROWSER_ENDS,
  ["is switched off", ({ person }) => admin("PATCH", `/users/${person.id}`, { is_active: false })],
  ["is deleted", ({ person }) => admin("DELETE", `/users/${person.id}`)],
  ["is given another password", ({ person }) => admin("PATCH", `/users/${person.id}`, { password: "another password of theirs" })],
  ["has the application's session ended", ({ person, tokens }) => admin("DELETE", `/users/${person.id}/sessions/${sidOf(tokens)}`)],
  ["is signed out everywhere", ({ person }) => admin("DELETE", `/users/${person.id}/sessions`)],
  ["signs in as another in the same browser", async ({ tokens: { browser } }) => signInAs(browser, await makeUser(server))],
];

describe("an application is told once that a session ended, when its person", () => {
  test.each(ENDS)("%s", async (_, end) => {
    const person = await makeUser(server);
    const tokens = await getTokens(server, app, person);
    await end({ person, tokens });
    expect(await told()).toEqual([sidOf(tokens)]);
    server.clock.advance(60 * SECOND);
    expect(await told()).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  test("uses a refresh token again that was used before", async () => {
    const tokens = await getTokens(server, app, await makeUser(server));
    await refresh(server, app, tokens.refresh_token);
    server.clock.advance(60 * SECOND);
    expect((await refresh(server, app, tokens.refresh_token)).status).toBe(400);
    expect(await told()).toEqual([sidOf(tokens)]);
  });

  test.each(BROWSER_ENDS)("%s, also with offline_access, whose tokens go on", async (_, end) => {
    const person = await makeUser(server);
    const tokens = await getTokens(server, app, person, OFFLINE["scope"], { params: OFFLINE });
    await end({ person, tokens });
    expect(await told()).toEqual([sidOf(tokens)]);
    expect(await meStatus(server, tokens.access_token)).toBe(200);
    receiver.got.length = 0;
    await admin("PATCH", `/users/${person.id}`, { is_active: false });
    expect(await told()).toEqual([sidOf(tokens)]);
  });
});

describe("nobody is told", () => {
  test("of the end of time: sessions that expired, and what hung on them", async () => {
    const person = await makeUser(server);
    const browser = newBrowser(server);
    const short = await getTokens(server, app, person, "openid", { browser });
    const other = await makeTrusted(server, { name: "Offline, too", backchannel_logout_uri: receiver.uri });
    await getTokens(server, other, person, OFFLINE["scope"], { browser, params: OFFLINE });
    const left = async () =>
      (await server.db.query({ text: "SELECT 1 FROM sessions WHERE user_id = $1 AND application_id IS NOT NULL", values: [person.id] })).rowCount;
    // The application's session hangs on one that expires before it.
    await server.db.query({ text: "UPDATE sessions SET expires = expires + interval '5 days' WHERE id = $1", values: [sidOf(short)] });
    expect(await left()).toBe(2);
    server.clock.advance(31 * DAY);
    await keepHouse({ app: server.app.services, db: server.db, actor: { kind: "system", name: "test" }, requestId: "test", address: null });
    expect(await left()).toBe(0);
    expect(await waiting()).toBe(0);
    expect(await told()).toEqual([]);
  });

  test("where the application has no address for it", async () => {
    const person = await makeUser(server);
    await getTokens(server, await makeTrusted(server, { name: "Not told" }), person);
    await admin("DELETE", `/users/${person.id}/sessions`);
    expect(await waiting()).toBe(0);
    expect(await told()).toEqual([]);
  });

  test("of what did not happen: the transaction was rolled back", async () => {
    const tokens = await getTokens(server, app, await makeUser(server));
    const attempt = server.db.transaction(async (tx) => {
      await tx.query({ text: "DELETE FROM sessions WHERE id = $1", values: [sidOf(tokens)] });
      expect((await tx.query({ text: "SELECT 1 FROM logout_notices" })).rowCount).toBe(1);
      throw new Error("changed my mind");
    });
    await expect(attempt).rejects.toThrow("changed my mind");
    expect(await told()).toEqual([]);
    expect((await server.db.query({ text: "SELECT 1 FROM sessions WHERE id = $1", values: [sidOf(tokens)] })).rowCount).toBe(1);
  });

  test("where it signs in again in the same browser as the same person", async () => {
    const person = await makeUser(server);
    const browser = newBrowser(server);
    const short = await getTokens(server, app, person, "openid users:read", { browser });
    const other = await makeTrusted(server, { name: "Goes on", backchannel_logout_uri: receiver.uri });
    const long = await getTokens(server, other, person, OFFLINE["scope"], { browser, params: OFFLINE });
    await signInAs(browser, person);
    expect(await told()).toEqual([]);
    await browser.submit("/sign-out", {});
    expect(await told()).toEqual([sidOf(short), sidOf(long)].sort());
  });

  test.each([
    ["is deleted", (id: string) => admin("DELETE", `/applications/${id}`)],
    ["wants to be told no more", (id: string) => admin("PATCH", `/applications/${id}`, { backchannel_logout_uri: null })],
  ])("when the application %s meanwhile", async (_, change) => {
    receiver.status = 503;
    const other = await makeTrusted(server, { name: "Short-lived", backchannel_logout_uri: receiver.uri });
    const tokens = await getTokens(server, other, await makeUser(server));
    await tokens.browser.submit("/sign-out", {});
    expect(await told()).toHaveLength(1);
    await change(other.client_id);
    server.clock.advance(DAY);
    expect(await told()).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });
});

describe("telling an application", () => {
  const signedOut = async (): Promise<string> => {
    const tokens = await getTokens(server, app, await makeUser(server));
    await tokens.browser.submit("/sign-out", {});
    return sidOf(tokens);
  };

  test("is done by one of several processes that look at the same time", async () => {
    const siblings = await Promise.all([server.sibling(), server.sibling()]);
    try {
      receiver.status = 503;
      const sids = [await signedOut(), await signedOut(), await signedOut()].sort();
      await told();
      receiver.got.length = 0;
      receiver.status = 200;
      server.clock.advance(31 * SECOND);
      await Promise.all([server, ...siblings].map((one) => one.app.notifier.idle()));
      expect(await told()).toEqual(sids);
      expect(await waiting()).toBe(0);
    } finally {
      await Promise.all(siblings.map((sibling) => sibling.close()));
    }
  });

  test("is tried again, later and later, while the application is down, and given up in the end", async () => {
    receiver.status = 500;
    const sid = await signedOut();
    expect(await told()).toEqual([sid]);
    server.clock.advance(29 * SECOND);
    expect(await told()).toHaveLength(1);
    server.clock.advance(2 * SECOND);
    expect(await told()).toHaveLength(2);
    server.clock.advance(31 * SECOND);
    expect(await told()).toHaveLength(2);
    for (let hour = 0; hour < 12; hour++) {
      server.clock.advance(DAY / 24);
      await told();
    }
    expect(receiver.got).toHaveLength(8);
    expect(await waiting()).toBe(0);
    // Each try has a token of its own.
    expect(new Set(receiver.got.map(({ token }) => payloadOf(token)["jti"])).size).toBe(8);
  });

  test("is tried again when nothing listens there", async () => {
    const later = await startReceiver();
    const { port } = new URL(later.uri);
    await later.close();
    const other = await makeTrusted(server, { name: "Down", backchannel_logout_uri: later.uri });
    const tokens = await getTokens(server, other, await makeUser(server));
    await tokens.browser.submit("/sign-out", {});
    await told();
    expect(await waiting()).toBe(1);
    const back = await startReceiver(Number(port));
    try {
      server.clock.advance(31 * SECOND);
      await told();
      expect(back.got.map(({ token }) => payloadOf(token)["sid"])).toEqual([sidOf(tokens)]);
      expect(await waiting()).toBe(0);
    } finally {
      await back.close();
    }
  });

  test("goes on for the others where what came of one cannot be written down, and is done again for that one", async () => {
    const [one, other] = [await getTokens(server, app, await makeUser(server)), await getTokens(server, app, await makeUser(server))];
    const run = (text: string) => server.db.query({ text });
    await run("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$");
    await run(`CREATE TRIGGER refuse BEFORE DELETE ON logout_notices FOR EACH ROW WHEN (OLD.session_id = '${sidOf(one)}') EXECUTE FUNCTION refuse()`);
    for (const { browser } of [one, other]) await browser.submit("/sign-out", {});
    expect(await told()).toEqual([sidOf(one), sidOf(other)].sort());
    expect(await waiting()).toBe(1);
    await run("DROP TRIGGER refuse ON logout_notices");
    server.clock.advance(121 * SECOND);
    expect(await told()).toEqual([sidOf(one), sidOf(one), sidOf(other)].sort());
    expect(await waiting()).toBe(0);
  });

  test.each([400, 401, 404, 302])("is not tried again when it answers %i", async (status) => {
    receiver.status = status;
    const sid = await signedOut();
    expect(await told()).toEqual([sid]);
    expect(await waiting()).toBe(0);
    server.clock.advance(DAY);
    expect(await told()).toHaveLength(1);
  });

  test.each([200, 204])("is done when it answers %i", async (status) => {
    receiver.status = status;
    expect(await told()).toEqual([]);
    const sid = await signedOut();
    expect(await told()).toEqual([sid]);
    expect(await waiting()).toBe(0);
  });

  test("goes out though the account is erased in the same moment", async () => {
    const erasing = await startServer({ ROSTER_TOMBSTONE_DAYS: "0" });
    try {
      const other = await makeTrusted(erasing, { backchannel_logout_uri: receiver.uri });
      const person = await makeUser(erasing);
      const tokens = await getTokens(erasing, other, person);
      await erasing.call("DELETE", `/users/${person.id}`, { token: erasing.admin });
      await erasing.app.notifier.idle();
      expect(receiver.got.map(({ token }) => payloadOf(token)["sub"])).toEqual([person.id]);
      expect(payloadOf(receiver.got[0]?.token ?? "")["sid"]).toBe(sidOf(tokens));
    } finally {
      await erasing.close();
    }
  });

  test("of an application that is switched off, too", async () => {
    const other = await makeTrusted(server, { name: "Off", backchannel_logout_uri: receiver.uri });
    const tokens = await getTokens(server, other, await makeUser(server));
    await admin("PATCH", `/applications/${other.client_id}`, { is_active: false });
    expect(await told()).toEqual([sidOf(tokens)]);
  });
});

test("a logout token has the claims of the specification, no others, and two minutes", async () => {
  const person = await makeUser(server);
  const tokens = await getTokens(server, app, person);
  await tokens.browser.submit("/sign-out", {});
  await told();
  const [sent] = receiver.got;
  const jwks = createLocalJWKSet((await server.call("GET", "/.well-known/jwks.json")).json);
  const now = new Date(server.clock.now());
  const { payload, protectedHeader } = await jwtVerify(sent?.token ?? "", jwks, {
    issuer: ISSUER,
    audience: app.client_id,
    typ: "logout+jwt",
    currentDate: now,
  });
  expect(sent?.type).toBe("application/x-www-form-urlencoded");
  expect(protectedHeader).toEqual({ alg: "ES256", typ: "logout+jwt", kid: expect.any(String) });
  const iat = Number(payload.iat);
  expect(payload).toEqual<JWTPayload>({
    iss: ISSUER,
    sub: person.id,
    aud: app.client_id,
    iat,
    exp: iat + 120,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    sid: sidOf(tokens),
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
  });
  expect(Math.abs(iat - now.getTime() / SECOND)).toBeLessThan(5);
  expect(payload.sub).toBe(payloadOf(tokens.id_token)["sub"]);
  expect(await meStatus(server, sent?.token ?? "")).toBe(401);
});

test("discovery says that applications are told, and of which session", async () => {
  const { json } = await server.call("GET", "/.well-known/openid-configuration");
  expect([json.backchannel_logout_supported, json.backchannel_logout_session_supported]).toEqual([true, true]);
});

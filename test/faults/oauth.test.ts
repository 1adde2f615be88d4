import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  authorizationUrl,
  basic,
  getCode,
  getTokens,
  introspect,
  makeTrusted,
  newBrowser,
  OFFLINE,
  type Person,
  pkce,
  type Registered,
  redeem,
  refresh,
} from "../oauth/support.ts";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { createNetwork, type Network } from "../support/network.ts";
import { makeApplication, REDIRECT } from "../support/oauth.ts";

let server: Harness;
let network: Network;
let person: Person;
let app: Registered;
let native: Registered;
beforeAll(async () => {
  server = await startServer({}, async (direct) => {
    network = await createNetwork({ host: String(direct.host), port: Number(direct.port) });
    return { ...direct, host: "127.0.0.1", port: network.port };
  });
  person = await makeUser(server);
  app = await makeTrusted(server);
  native = await makeApplication(server, { type: "native", redirect_uris: ["http://127.0.0.1/cb"], scopes: ["openid"] });
  await run("CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$");
});
afterAll(async () => {
  await server.close();
  await network.close();
});

const run = (text: string) => server.db.query<Record<string, unknown>>({ text, values: [] });

/** While work runs, the connection that writes a thing of this kind breaks. */
async function breakingAt<T>(kind: string, event: "INSERT" | "UPDATE", work: () => Promise<T>): Promise<T> {
  await run(`CREATE TRIGGER break BEFORE ${event} ON oauth_artifacts FOR EACH ROW WHEN (NEW.kind = '${kind}') EXECUTE FUNCTION break()`);
  try {
    return await work();
  } finally {
    await run("DROP TRIGGER break ON oauth_artifacts");
  }
}

async function whileGone<T>(work: () => Promise<T>): Promise<T> {
  await network.cut();
  try {
    return await work();
  } finally {
    await network.mend();
  }
}

function expectAway(reply: Reply): void {
  expect([reply.status, reply.json?.error ?? reply.json?.code], reply.text).toEqual([
    503,
    expect.stringMatching(/^(temporarily_unavailable|database\.unavailable)$/),
  ]);
  expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(reply.text).not.toMatch(/\bat .*\.[jt]s:\d+/);
}

const push = () =>
  server.call("POST", "/oauth/par", {
    form: {
      client_id: app.client_id,
      response_type: "code",
      redirect_uri: REDIRECT,
      scope: "openid",
      code_challenge: pkce().challenge,
      code_challenge_method: "S256",
    },
    headers: basic(app),
  });
const askForDevice = () => server.call("POST", "/oauth/device_authorization", { form: { client_id: native.client_id, scope: "openid" } });

describe("a database that is gone", () => {
  test("leaves a code as good as it was", async () => {
    const code = await getCode(server, app, person);
    expectAway(await whileGone(() => redeem(server, app, code)));
    expect((await redeem(server, app, code)).status).toBe(200);
  });

  test("leaves a refresh token as good as it was", async () => {
    const { refresh_token } = await getTokens(server, app, person, OFFLINE["scope"], { params: OFFLINE });
    expectAway(await whileGone(() => refresh(server, app, refresh_token)));
    expect((await refresh(server, app, refresh_token)).status).toBe(200);
  });

  test("is told at introspection, revocation, userinfo, PAR and device authorization, and all work again after it", async () => {
    const { access_token, refresh_token } = await getTokens(server, app, person, OFFLINE["scope"], { params: OFFLINE });
    const revoke = () => server.call("POST", "/oauth/revoke", { form: { token: refresh_token }, headers: basic(app) });
    const userinfo = () => server.call("GET", "/oauth/userinfo", { token: access_token });
    const ask = () => server.call("POST", "/oauth/introspect", { form: { token: access_token }, headers: basic(app) });
    for (const work of [ask, revoke, userinfo, push, askForDevice]) {
      // What was read within half a second needs no database.
      server.clock.advance(1000);
      expectAway(await whileGone(work));
    }
    expect(await introspect(server, app, access_token)).toMatchObject({ active: true });
    for (const work of [userinfo, push, askForDevice, revoke]) {
      const reply = await work();
      expect(reply.status, reply.text).toBeLessThan(300);
    }
    expect(await introspect(server, app, access_token)).toMatchObject({ active: false });
  });

  test("is told at the authorization endpoint, and the same browser goes on after it", async () => {
    const { browser } = await getCode(server, app, person);
    const { pathname, search } = new URL(authorizationUrl(app, { code_challenge: pkce().challenge, code_challenge_method: "S256" }));
    const cookie = ["roster_session", "roster_authorizations"].map((name) => `${name}=${browser.cookie(name)}`).join("; ");
    const reply = await whileGone(() => server.call("GET", `${pathname}${search}`, { headers: { cookie } }));
    expect([303, 503]).toContain(reply.status);
    if (reply.status === 303) expect(reply.headers.get("location")).toMatch(/[?&]error=temporarily_unavailable/);
    expect(reply.text).not.toMatch(/\bat .*\.[jt]s:\d+/);
    expect((await redeem(server, app, await getCode(server, app, person, { browser }))).status).toBe(200);
  });
});

describe("a connection that breaks", () => {
  test("while a code is taken leaves the code as good as it was", async () => {
    const code = await getCode(server, app, person);
    expectAway(await breakingAt("AuthorizationCode", "UPDATE", () => redeem(server, app, code)));
    expect((await redeem(server, app, code)).status).toBe(200);
  });

  test("while the first token of a code is written leaves the code as good as it was", async () => {
    const code = await getCode(server, app, person);
    expectAway(await breakingAt("RefreshToken", "INSERT", () => redeem(server, app, code)));
    expect((await redeem(server, app, code)).status).toBe(200);
  });

  test("between the two tokens of a code makes its next use invalid_grant, and ends what it gave", async () => {
    // Without a scope of the API the access token is opaque: it is written, with the code, before the refresh token.
    const code = await getCode(server, app, person, { params: { scope: "openid" } });
    expectAway(await breakingAt("RefreshToken", "INSERT", () => redeem(server, app, code)));
    const again = await redeem(server, app, code);
    expect([again.status, again.json.error]).toEqual([400, "invalid_grant"]);
    expect((await redeem(server, app, await getCode(server, app, person))).status).toBe(200);
  });

  test("while a refresh token rotates leaves it good for its successor", async () => {
    const { refresh_token } = await getTokens(server, app, person, OFFLINE["scope"], { params: OFFLINE });
    for (const event of ["UPDATE", "INSERT"] as const) expectAway(await breakingAt("RefreshToken", event, () => refresh(server, app, refresh_token)));
    const reply = await refresh(server, app, refresh_token);
    expect(reply.status).toBe(200);
    expect((await refresh(server, app, reply.json.refresh_token)).status).toBe(200);
  });

  test("while a grant is written leaves nothing, and the next try works", async () => {
    const other = await makeTrusted(server);
    const browser = newBrowser(server);
    await browser.signIn(person.username, person.password);
    const url = authorizationUrl(other, { code_challenge: pkce().challenge, code_challenge_method: "S256" });
    const refused = await breakingAt("Grant", "INSERT", () => browser.go(url));
    expect(`${refused.status} ${refused.url}`).toMatch(/temporarily_unavailable|^503/);
    const { rows } = await server.db.query({ text: "SELECT id FROM sessions WHERE application_id = $1", values: [other.client_id] });
    expect(rows).toEqual([]);
    expect((await redeem(server, other, await getCode(server, other, person, { browser }))).status).toBe(200);
  });
});

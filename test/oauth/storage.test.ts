import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { removeExpiredArtifacts } from "../../src/oauth/engine/artifacts-store.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeApplication } from "../support/oauth.ts";
import { getCode, getTokens, makeTrusted, OFFLINE, pkce, redeem, refresh, type TokenAnswer } from "./support.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Every row of every table, as text; bytes as hexadecimal and as they are. */
async function dump(): Promise<string> {
  const { rows: tables } = await server.db.query<{ name: string }>({
    text: "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    values: [],
  });
  const texts = await Promise.all(tables.map(({ name }) => server.db.query<{ row: string }>({ text: `SELECT t::text AS row FROM ${name} t`, values: [] })));
  const all = texts.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
  const bytes = [...all.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"));
  return `${all}\n${bytes.join("\n")}`;
}

test("no code, token, secret or user code is in any table in clear", async () => {
  const person = await makeUser(server);
  const app = await makeTrusted(server);
  const native = await makeApplication(server, { type: "native", redirect_uris: ["http://127.0.0.1/cb"] });
  const code = await getCode(server, app, person, { params: OFFLINE });
  const pending = await getCode(server, app, person, { params: OFFLINE });
  const first: TokenAnswer = (await redeem(server, app, code)).json;
  const second = (await refresh(server, app, first.refresh_token)).json;
  const opaque = await getTokens(server, app, person, "openid");
  const device = (await server.call("POST", "/oauth/device_authorization", { form: { client_id: native.client_id, scope: "openid" } })).json;
  const pushed = await server.call("POST", "/oauth/par", {
    form: {
      ...app,
      response_type: "code",
      redirect_uri: "https://app.example/callback",
      scope: "openid",
      code_challenge: pkce().challenge,
      code_challenge_method: "S256",
    },
  });
  const cookies = ["roster_session", "roster_authorizations"].map((name) => pending.browser.cookie(name) ?? "");
  const everything = await dump();
  expect(everything).toContain(app.client_id);
  const secrets = {
    code: code.code,
    "unused code": pending.code,
    "refresh token": first.refresh_token,
    "its successor": second.refresh_token,
    "access token": first.access_token,
    "opaque access token": opaque.access_token,
    "id token": first.id_token,
    "client secret": app.client_secret,
    "device code": device.device_code,
    "user code": device.user_code,
    "user code without its dash": device.user_code.replace("-", ""),
    "request uri": pushed.json.request_uri.split(":").at(-1),
    "session cookie": cookies[0],
    "cookie of the engine": cookies[1],
    verifier: code.verifier,
  };
  for (const [what, value] of Object.entries(secrets)) {
    expect(value.length, what).toBeGreaterThan(7);
    expect(everything.includes(value), `${what} is in the database in clear`).toBe(false);
  }
});

test("what expired is removed, and nothing else", async () => {
  const person = await makeUser(server);
  const app = await makeTrusted(server);
  const tokens = await getTokens(server, app, person, OFFLINE["scope"], { params: OFFLINE });
  await getCode(server, app, person);
  const codes = async () =>
    (await server.db.query<{ n: number }>({ text: "SELECT count(*)::int AS n FROM oauth_artifacts WHERE kind = 'AuthorizationCode'", values: [] })).rows[0]?.n;
  expect(await codes()).toBeGreaterThan(0);
  server.clock.advance(120_000);
  await removeExpiredArtifacts(systemContext(server.app.services, server.db, "housekeeping"), 10_000);
  expect(await codes()).toBe(0);
  expect((await refresh(server, app, tokens.refresh_token)).status).toBe(200);
});

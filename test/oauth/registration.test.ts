import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { REDIRECT } from "../support/oauth.ts";
import { answerOf, authorizationUrl, getCode, goOn, newBrowser, redeem, tokenRequest } from "./support.ts";

const TOKEN = "initial-access-token-of-at-least-32-characters";
let server: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_REGISTRATION_TOKEN: TOKEN });
});
afterAll(() => server.close());

const META = { client_name: "Editor", redirect_uris: [REDIRECT], token_endpoint_auth_method: "client_secret_basic", scope: "openid profile" };
const register = (body: object, token: string | undefined = TOKEN): Promise<Reply> => server.call("POST", "/oauth/register", { token, body });
const pathOf = (made: Reply) => new URL(made.json.registration_client_uri).pathname;

describe("dynamic registration", () => {
  test("is off unless the setting is there", async () => {
    const own = await startServer();
    try {
      const reply = await own.call("POST", "/oauth/register", { token: TOKEN, body: META });
      expect([404, 405]).toContain(reply.status);
      expect((await own.call("GET", "/.well-known/openid-configuration")).json).not.toHaveProperty("registration_endpoint");
    } finally {
      await own.close();
    }
  });

  test("makes a client that signs people in, with their consent", async () => {
    const made = await register(META);
    expect([200, 201]).toContain(made.status);
    expect(made.json).toMatchObject({ client_id: expect.any(String), client_secret: expect.any(String), registration_access_token: expect.any(String) });
    const person = await makeUser(server);
    const browser = newBrowser(server);
    const code = await getCode(server, made.json, person, { browser, params: { scope: "openid profile" } });
    expect((await redeem(server, made.json, code)).status).toBe(200);
    const denied = await goOn(newBrowser(server), person, await newBrowser(server).go(authorizationUrl(made.json, { scope: "openid" })));
    expect(answerOf(denied)["error"]).toBe("invalid_request");
  });

  test("lets whoever holds the registration access token read, change and remove the client", async () => {
    const made = await register(META);
    const path = pathOf(made);
    const token = made.json.registration_access_token;
    const read = await server.call("GET", path, { token });
    expect([read.status, read.json.client_name]).toEqual([200, "Editor"]);
    expect(read.json).not.toHaveProperty("client_secret");
    const {
      client_secret: secret,
      registration_access_token: _,
      registration_client_uri: __,
      client_secret_expires_at: ___,
      client_id_issued_at: ____,
      ...said
    } = made.json;
    const changed = await server.call("PUT", path, { token, body: { ...said, client_name: "Writer" } });
    expect([changed.status, changed.json.client_name]).toEqual([200, "Writer"]);
    expect(changed.json).not.toHaveProperty("client_secret");
    const authenticate = (client_secret: string) =>
      tokenRequest(server, { ...made.json, client_secret }, { grant_type: "refresh_token", refresh_token: "x" }).then(({ json }) => json.error);
    expect(await Promise.all([secret, "kept as a hash", "wrong"].map(authenticate))).toEqual(["invalid_grant", "invalid_client", "invalid_client"]);
    const removed = await server.call("DELETE", path, { token });
    expect([200, 204]).toContain(removed.status);
    expect((await server.call("GET", path, { token })).status).toBe(401);
    expect((await server.call("GET", `/applications/${made.json.client_id}`, { token: server.admin })).status).toBe(404);
  });

  test("takes a change that repeats the secret, and none that names another", async () => {
    const made = await register(META);
    const {
      client_secret: secret,
      registration_access_token: token,
      registration_client_uri: _,
      client_secret_expires_at: __,
      client_id_issued_at: ___,
      ...said
    } = made.json;
    const change = (client_secret: unknown, by = token) => server.call("PUT", pathOf(made), { token: by, body: { ...said, client_secret } });
    const right = await change(secret);
    expect([right.status, right.json.client_name]).toEqual([200, "Editor"]);
    expect(right.json).not.toHaveProperty("client_secret");
    const other = (await register(META)).json.client_secret;
    for (const one of [other, `${secret}x`, "kept as a hash", "", null, 7, [secret]]) {
      const refused = await change(one);
      expect([refused.status, refused.json.error], JSON.stringify(one)).toEqual([400, "invalid_request"]);
    }
    expect((await change(secret, TOKEN)).status).toBe(401);
    const use = await tokenRequest(server, made.json, { grant_type: "refresh_token", refresh_token: "x" });
    expect(use.json.error).toBe("invalid_grant");
  });

  test("is for the bearer of the token alone, and a client's token is for that client alone", async () => {
    for (const token of [undefined, "wrong", `${TOKEN}x`, server.admin]) {
      const reply = await server.call("POST", "/oauth/register", { token, body: META });
      expect([400, 401]).toContain(reply.status);
    }
    const [one, other] = [await register(META), await register(META)];
    for (const token of [undefined, TOKEN, other.json.registration_access_token]) {
      for (const method of ["GET", "DELETE"]) expect([400, 401], `${method} ${token}`).toContain((await server.call(method, pathOf(one), { token })).status);
    }
    expect((await server.call("GET", pathOf(one), { token: one.json.registration_access_token })).status).toBe(200);
  });

  test("refuses addresses that are no place to send a person to, or to fetch from", async () => {
    const bad: object[] = [
      ...["javascript:alert(1)", "http://app.example/cb", "https://app.example/cb#x", "data:text/html,x", "/cb", "https://u:p@app.example/cb"].map((uri) => ({
        redirect_uris: [uri],
      })),
      { redirect_uris: [] },
      { redirect_uris: "https://app.example/cb" },
      { backchannel_logout_uri: "http://127.0.0.1:5432/" },
      { jwks_uri: "http://169.254.169.254/latest", token_endpoint_auth_method: "private_key_jwt" },
      { logo_uri: "javascript:alert(1)" },
    ];
    for (const more of bad) {
      const reply = await register({ ...META, ...more });
      expect(reply.status, `${JSON.stringify(more)} ${reply.text}`).toBe(400);
      expect(reply.json.error).toMatch(/^invalid_(redirect_uri|client_metadata)$/);
    }
  });

  test("answers junk with a refusal of its own", async () => {
    for (const raw of [
      "",
      "{",
      "[]",
      "null",
      '"x"',
      '{"redirect_uris":{}}',
      '{"redirect_uris":["https://app.example/\\u0000"]}',
      '{"client_name":"\\u0000","redirect_uris":["https://app.example/cb"]}',
    ]) {
      const reply = await server.call("POST", "/oauth/register", { token: TOKEN, raw, headers: { "content-type": "application/json" } });
      expect(reply.status, `${raw} ${reply.text}`).toBe(400);
    }
  });

  test("gives nobody a trusted client, nor a scope that it does not know", async () => {
    const made = await register({ ...META, is_trusted: true, is_system: true });
    if (made.status < 400)
      expect((await server.call("GET", `/applications/${made.json.client_id}`, { token: server.admin })).json).toMatchObject({
        is_trusted: false,
        is_system: false,
      });
    expect((await register({ ...META, scope: "openid everything" })).status).toBe(400);
  });

  test("keeps the secrets that it gave out in no table", async () => {
    const made = await register(META);
    const { rows } = await server.db.query<{ dump: string }>({
      text: `SELECT (SELECT jsonb_agg(a)::text FROM applications a) || (SELECT jsonb_agg(s)::text FROM application_secrets s) ||
        coalesce((SELECT string_agg(encode(payload, 'escape'), ' ') FROM oauth_artifacts), '') AS dump`,
      values: [],
    });
    const dump = rows[0]?.dump ?? "";
    expect(dump).toContain(made.json.client_id);
    expect(dump).not.toContain(made.json.client_secret);
    expect(dump).not.toContain(made.json.registration_access_token);
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { makeApplication } from "../support/oauth.ts";

/** The contract's client credentials at POST /auth/login. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const login = (form: Record<string, string>) => server.call("POST", "/auth/login", { form });

test("an application signs in by its id and secret, with and without a grant type, and the token is its own", async () => {
  const app = await makeApplication(server, { type: "machine", scopes: ["users:read"] });
  const credentials = { client_id: app.client_id, client_secret: app.client_secret };
  for (const form of [
    credentials,
    { ...credentials, grant_type: "client_credentials" },
    { ...credentials, username: "", password: "", audience: "http://roster.test/api/v1" },
  ]) {
    const reply = await login(form);
    expect(reply.json).toMatchObject({ token_type: "bearer", expires_in: 3600, scope: "users:read", refresh_token: null, device_id: null });
    expect(reply.json.token).toBe(reply.json.access_token);
    const me = await server.call("GET", "/users/me", { token: reply.json.access_token });
    expect(me.json).toMatchObject({ id: app.client_id, is_service_account: true });
  }
});

test("a wrong secret, another kind of application and an unknown one are 401, a foreign audience 400", async () => {
  const machine = await makeApplication(server, { type: "machine", scopes: ["users:read"] });
  const web = await makeApplication(server, { type: "web", redirect_uris: ["https://app.example/callback"] });
  const cases = [
    { client_id: machine.client_id, client_secret: web.client_secret },
    { client_id: web.client_id, client_secret: web.client_secret },
    { client_id: "nobody", client_secret: "x" },
  ];
  for (const form of cases) expect((await login(form)).status).toBe(401);
  const foreign = await login({ client_id: machine.client_id, client_secret: machine.client_secret, audience: "http://roster.test.evil.example/" });
  expect([foreign.status, foreign.json.code]).toEqual([400, "auth.unknown_audience"]);
});

test("a machine that was switched off or deactivated is signed out at once here, and within a second elsewhere", async () => {
  const sibling = await server.sibling();
  for (const end of ["application", "account"]) {
    const app = await makeApplication(server, { type: "machine", scopes: ["users:read"] });
    const { access_token: token } = (await login({ client_id: app.client_id, client_secret: app.client_secret })).json;
    expect((await sibling.call("GET", "/users/me", { token })).status).toBe(200);
    const path = end === "application" ? `/applications/${app.client_id}` : `/users/${app.client_id}`;
    expect((await server.call("PATCH", path, { token: server.admin, body: { is_active: false } })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token })).status).toBe(401);
    server.clock.advance(1000);
    expect((await sibling.call("GET", "/users/me", { token })).status).toBe(401);
  }
  await sibling.close();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication } from "../support/oauth.ts";
import { basic, type Form, getTokens, introspect, isActive, makeTrusted, meStatus, type Person, type Registered, refresh, tokenRequest } from "./support.ts";

let server: Harness;
let person: Person;
let app: Registered;
let other: Registered;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server, { email: "ada@example.com", name: "Ada" });
  app = await makeTrusted(server);
  other = await makeTrusted(server, { name: "Other" });
});
afterAll(() => server.close());

const revoke = (by: Registered, token: string, more: Form = {}) => server.call("POST", "/oauth/revoke", { form: { token, ...more }, headers: basic(by) });

describe("introspection", () => {
  test("says of an access token whose it is, for what and until when; to every confidential client", async () => {
    const { access_token } = await getTokens(server, app, person);
    const said = await introspect(server, app, access_token);
    expect(said).toMatchObject({
      active: true,
      sub: person.id,
      client_id: app.client_id,
      scope: "openid users:read",
      aud: ISSUER,
      iss: ISSUER,
      token_type: "Bearer",
    });
    expect(said["exp"]).toEqual(expect.any(Number));
    expect(await isActive(server, other, access_token)).toBe(true);
  });

  test("knows opaque tokens, refresh tokens and those of machines", async () => {
    const { access_token, refresh_token } = await getTokens(server, app, person, "openid");
    expect(await introspect(server, app, access_token)).toMatchObject({ active: true, sub: person.id });
    expect(await introspect(server, app, refresh_token)).toMatchObject({ active: true, client_id: app.client_id });
    const machine = await makeApplication(server, { type: "machine", scopes: ["users:read"] });
    const { json } = await tokenRequest(server, machine, { grant_type: "client_credentials" });
    expect(await introspect(server, app, json.access_token)).toMatchObject({ active: true, client_id: machine.client_id, sub: machine.client_id });
  });

  test("says nothing but inactive of what does not count", async () => {
    for (const token of ["x", "a.b.c", server.admin, "\u0000", "ü".repeat(2000)]) expect(await introspect(server, app, token)).toEqual({ active: false });
  });

  test("is for clients that prove who they are", async () => {
    const { access_token } = await getTokens(server, app, person);
    for (const headers of [{}, basic({ ...app, client_secret: "wrong" })] as Form[]) {
      const reply = await server.call("POST", "/oauth/introspect", { form: { token: access_token }, headers });
      expect([400, 401]).toContain(reply.status);
    }
    expect((await server.call("GET", `/oauth/introspect?token=${access_token}`)).status).toBeGreaterThanOrEqual(404);
  });

  test("of a public client knows that client's tokens alone", async () => {
    const single = await makeApplication(server, { type: "single_page", redirect_uris: ["https://spa.example/cb"] });
    const { access_token } = await getTokens(server, app, person);
    const reply = await server.call("POST", "/oauth/introspect", { form: { token: access_token, client_id: single.client_id } });
    expect(reply.json).toEqual({ active: false });
  });

  test("of a used refresh token ends nothing", async () => {
    const { refresh_token } = await getTokens(server, app, person);
    const next = (await refresh(server, app, refresh_token)).json.refresh_token;
    await isActive(server, app, refresh_token);
    expect(await isActive(server, app, next)).toBe(true);
  });
});

describe("revocation", () => {
  test("of a refresh token ends the access tokens of its grant, in every form", async () => {
    const { access_token, refresh_token } = await getTokens(server, app, person);
    expect((await revoke(app, refresh_token)).status).toBe(200);
    expect([await meStatus(server, access_token), await isActive(server, app, access_token), await isActive(server, app, refresh_token)]).toEqual([
      401,
      false,
      false,
    ]);
  });

  test("of an access token, opaque or JWT, ends it", async () => {
    for (const scope of ["openid", "openid users:read"]) {
      const { access_token } = await getTokens(server, app, person, scope);
      expect((await revoke(app, access_token, { token_type_hint: "access_token" })).status).toBe(200);
      expect(await isActive(server, app, access_token)).toBe(false);
      expect((await server.call("GET", "/oauth/userinfo", { token: access_token })).status).toBe(401);
    }
  });

  test("of another client's token ends nothing", async () => {
    const { access_token, refresh_token } = await getTokens(server, app, person);
    for (const token of [access_token, refresh_token]) expect((await revoke(other, token)).status).toBe(200);
    expect(await meStatus(server, access_token)).toBe(200);
    expect((await refresh(server, app, refresh_token)).status).toBe(200);
  });

  test("of what is no token is a success, with or without a wrong hint; of nobody's is refused", async () => {
    expect((await revoke(app, "nonsense")).status).toBe(200);
    const { refresh_token } = await getTokens(server, app, person);
    expect((await revoke(app, refresh_token, { token_type_hint: "access_token" })).status).toBe(200);
    expect(await isActive(server, app, refresh_token)).toBe(false);
    expect((await server.call("POST", "/oauth/revoke", { form: { token: "x" } })).status).toBeGreaterThanOrEqual(400);
  });
});

describe("userinfo", () => {
  test("answers GET and POST, to opaque tokens and JWTs, what the scopes allow", async () => {
    for (const scope of ["openid email", "openid email users:read"]) {
      const { access_token } = await getTokens(server, app, person, scope);
      for (const method of ["GET", "POST"]) {
        const { status, json } = await server.call(method, "/oauth/userinfo", { token: access_token });
        expect([status, json.sub, json.email], `${method} ${scope}`).toEqual([200, person.id, "ada@example.com"]);
        expect(json).not.toHaveProperty("name");
      }
    }
  });

  test("takes the token in the header alone, never from the address", async () => {
    const { access_token } = await getTokens(server, app, person);
    expect((await server.call("GET", `/oauth/userinfo?access_token=${access_token}`)).status).toBe(400);
    expect((await server.call("GET", `/users/me?access_token=${access_token}`)).status).toBe(401);
  });

  test("says a changed name at once here, and on every other process within a second; of a session that ended nothing", async () => {
    const sibling = await server.sibling();
    try {
      const one = await makeUser(server, { name: "Before" });
      const { access_token: token } = await getTokens(server, app, one, "openid profile users:read");
      const name = async (at: Harness) => (await at.call("GET", "/oauth/userinfo", { token })).json.name;
      expect([await name(server), await name(sibling)]).toEqual(["Before", "Before"]);
      await server.call("PATCH", `/users/${one.id}`, { token: server.admin, body: { name: "After" } });
      expect(await name(server)).toBe("After");
      server.clock.advance(1000);
      expect(await name(sibling)).toBe("After");
      expect([await isActive(server, app, token), await isActive(sibling, app, token)]).toEqual([true, true]);
      await server.call("DELETE", `/users/${one.id}/sessions`, { token: server.admin });
      const status = async (at: Harness) => (await at.call("GET", "/oauth/userinfo", { token })).status;
      expect([await status(server), await isActive(server, app, token)]).toEqual([401, false]);
      server.clock.advance(1000);
      expect([await status(sibling), await isActive(sibling, app, token)]).toEqual([401, false]);
    } finally {
      await sibling.close();
    }
  });

  test("needs the scope openid, and a token that counts", async () => {
    const machine = await makeApplication(server, { type: "machine", scopes: ["users:read"] });
    const { json } = await tokenRequest(server, machine, { grant_type: "client_credentials" });
    for (const token of [json.access_token, "x", server.admin]) {
      const reply = await server.call("GET", "/oauth/userinfo", { token });
      expect([401, 403]).toContain(reply.status);
      expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer /);
    }
    const { access_token } = await getTokens(server, app, person, "users:read");
    expect([401, 403]).toContain((await server.call("GET", "/oauth/userinfo", { token: access_token })).status);
  });
});

test("discovery says the same at both addresses, and what is really there", async () => {
  const [openid, oauth] = await Promise.all(["openid-configuration", "oauth-authorization-server"].map((name) => server.call("GET", `/.well-known/${name}`)));
  expect(oauth?.json).toEqual(openid?.json);
  expect(openid?.json).toMatchObject({
    issuer: ISSUER,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    token_endpoint: `${ISSUER}/oauth/token`,
    pushed_authorization_request_endpoint: `${ISSUER}/oauth/par`,
    jwks_uri: `${ISSUER}/.well-known/jwks.json`,
  });
  expect(openid?.json.grant_types_supported).not.toContain("implicit");
  const { keys } = (await server.call("GET", "/.well-known/jwks.json")).json;
  for (const key of keys) expect(Object.keys(key)).not.toContain("d");
});

test("a bearer challenge names the scope that was missing, and nothing of the token", async () => {
  const { access_token } = await getTokens(server, app, person);
  const reply = await server.call("PATCH", "/users/me", { token: access_token, body: { name: "x" } });
  expect([reply.status, reply.headers.get("www-authenticate")]).toEqual([403, 'Bearer realm="roster", error="insufficient_scope", scope="users:write"']);
  const bad = await server.call("GET", "/users/me", { token: "x" });
  expect([bad.status, bad.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining('error="invalid_token"')]);
  expect((await server.call("GET", "/users/me")).headers.get("www-authenticate")).not.toContain("error=");
});

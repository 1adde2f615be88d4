import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** API keys of service accounts, and personal access tokens: as bearer and at /auth/login. */
let server: Harness;
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);
const admin = () => ({ token: server.admin });
const login = (form: Record<string, string>) => server.call("POST", "/auth/login", { form });
const me = (token: string) => server.call("GET", "/users/me", { token });

let made = 0;
async function machineOf(owner: Person, extra: object = {}) {
  const organization = (await call(owner, "POST", "/organizations", { name: `Works ${++made}` })).json;
  const path = `/organizations/${organization.id}/service_accounts`;
  const account = await call(owner, "POST", path, { username: `bot-${made}`, ...extra });
  expect([account.status, account.text]).toEqual([200, expect.any(String)]);
  const key = (await call(owner, "POST", `${path}/${account.json.id}/api_keys`, { name: "ci" })).json;
  return { organization, path, account: account.json, key, keys: `${path}/${account.json.id}/api_keys` };
}

describe("a service account", () => {
  test("belongs to its organization, is answered for by its maker, and is found by its username", async () => {
    const [ada, eve] = [await makeUser(server), await makeUser(server)];
    const { organization, path, account } = await machineOf(ada, { description: "Builds" });
    expect(account).toMatchObject({ is_service_account: true, organization_id: organization.id, description: "Builds", owner_id: ada.id, is_active: true });
    expect((await call(ada, "GET", `${path}/${account.username.toUpperCase()}`)).json).toEqual(account);
    expect((await call(ada, "GET", path)).json).toEqual([account]);
    expect((await call(ada, "POST", path, { username: account.username.toUpperCase() })).json.code).toBe("user.identifier_taken");
    for (const at of [path, `${path}/${account.id}`, `${path}/${account.id}/api_keys`]) {
      expect([at, (await call(eve, "GET", at)).json.code]).toEqual([at, "organization.not_found"]);
    }
    expect((await call(ada, "PATCH", `${path}/${account.id}`, { username: "renamed", description: null })).json).toMatchObject({
      username: "renamed",
      description: null,
    });
    expect((await call(ada, "DELETE", `${path}/${account.id}`)).json).toBeNull();
    expect((await call(ada, "GET", `${path}/${account.id}`)).json.code).toBe("service_account.not_found");
    expect((await call(ada, "POST", path, { username: account.username })).status).toBe(200);
  });

  test("does what its role lets it do, and makes no organization", async () => {
    const ada = await makeUser(server);
    const { organization, path, key, account } = await machineOf(ada);
    const bot = { token: key.key };
    expect((await call(bot, "GET", `/organizations/${organization.id}`)).json.code).toBe("organization.not_found");
    const viewer = (await call(ada, "GET", `/organizations/${organization.id}/roles?name=organization%20viewer`)).json[0].id;
    await call(ada, "POST", `/roles/${viewer}/assignments?user_id=${account.id}`);
    expect((await call(bot, "GET", path)).json).toHaveLength(1);
    expect((await call(bot, "POST", path, { username: "child" })).json.code).toBe("access.denied");
    expect((await call(bot, "POST", "/organizations", { name: "Of a bot" })).json.code).toBe("organization.service_account");
  });

  test("stays a member without a role, and keeps its places in teams", async () => {
    const ada = await makeUser(server);
    const { organization, account } = await machineOf(ada);
    const [role] = (await call(ada, "GET", `/organizations/${organization.id}/roles?name=Organization%20Member`)).json;
    const team = (await call(ada, "POST", "/teams", { name: "Machines", organization_id: organization.id })).json;
    await call(ada, "POST", `/roles/${role.id}/assignments?user_id=${account.id}`);
    expect((await call(ada, "POST", `/teams/${team.id}/members?user_id=${account.id}`)).status).toBe(200);
    expect((await call(ada, "DELETE", `/roles/${role.id}/assignments?user_id=${account.id}`)).status).toBe(200);
    expect((await call(ada, "GET", `/teams/${team.id}/members`)).json.map((u: { id: string }) => u.id)).toEqual([account.id]);
  });

  test("that may do more than the caller is not theirs to change, and neither are its keys", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { organization, path, account, keys } = await machineOf(ada);
    const role = async (name: string) => (await call(ada, "GET", `/organizations/${organization.id}/roles?name=${encodeURIComponent(name)}`)).json[0].id;
    await call(ada, "POST", `/roles/${await role("Organization Admin")}/assignments?user_id=${account.id}`);
    await call(admin(), "POST", `/roles/${await role("Organization Manager")}/assignments?user_id=${bob.id}`);
    for (const [method, at, body] of [
      ["POST", keys, { name: "theirs" }],
      ["PATCH", `${path}/${account.id}`, { is_active: false }],
      ["DELETE", `${path}/${account.id}`],
    ] as const) {
      expect([at, (await call(bob, method, at, body)).json.code]).toEqual([at, "role.beyond_own"]);
    }
  });

  test("with a role from the start holds it; one that the maker does not hold makes none", async () => {
    const ada = await makeUser(server);
    const { organization, path } = await machineOf(ada);
    const viewer = (await call(ada, "GET", `/organizations/${organization.id}/roles?name=organization%20viewer`)).json[0].id;
    const account = (await call(ada, "POST", path, { username: "with-role", role_id: viewer })).json;
    const members = (await call(ada, "GET", `/organizations/${organization.id}/members?role_id=${viewer}`)).json;
    expect(members).toMatchObject([{ id: account.id, type: "service_account" }]);
    const before = (await call(ada, "GET", path)).json.length;
    expect((await call(ada, "POST", path, { username: "without", role_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55" })).json.code).toBe("role.not_found");
    expect((await call(ada, "GET", path)).json).toHaveLength(before);
  });
});

describe("a key", () => {
  test("works as a bearer token and at /auth/login in each of its forms, and its text is in one answer only", async () => {
    const ada = await makeUser(server);
    const { account, key, keys } = await machineOf(ada);
    expect(key.key).toMatch(/^ZENPROKEY_[A-Za-z0-9+/]+=*$/);
    const { id, key: secret } = JSON.parse(Buffer.from(key.key.slice("ZENPROKEY_".length), "base64").toString());
    expect(id).toBe(key.id);
    expect((await me(key.key)).json.id).toBe(account.id);
    for (const form of [
      { password: key.key },
      { grant_type: "zenml_api_key", password: key.key },
      { grant_type: "zenml-api-key", password: key.key, username: "" },
      { client_id: account.id, client_secret: key.key },
    ]) {
      const reply = await login(form);
      expect([form, reply.status]).toEqual([form, 200]);
      expect(reply.json).toMatchObject({ token_type: "bearer", refresh_token: null, token: reply.json.access_token });
      expect((await me(reply.json.access_token)).json.id).toBe(account.id);
    }
    const listed = await call(ada, "GET", keys);
    expect(listed.text).not.toContain(secret);
    expect(listed.json).toMatchObject([{ id, name: "ci", active: true, owner_id: account.id }]);
    const { rows } = await server.db.query<{ row: string }>({ text: "SELECT row_to_json(a)::text AS row FROM audit_log a" });
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });

  test("beside an Authorization header that holds it too, is not disturbed", async () => {
    const ada = await makeUser(server);
    const { key } = await machineOf(ada);
    const reply = await server.call("POST", "/auth/login", { form: { password: key.key }, headers: { authorization: `Bearer ${key.key}` } });
    expect(reply.status).toBe(200);
  });

  test.each([
    [
      "another secret",
      (text: string) =>
        `ZENPROKEY_${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(text.slice(10), "base64").toString()), key: "x" })).toString("base64")}`,
    ],
    ["no base64 of JSON", () => "ZENPROKEY_abc"],
    ["an unknown id", () => `ZENPROKEY_${Buffer.from(JSON.stringify({ id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", key: "x" })).toString("base64")}`],
    ["an id that is none", () => `ZENPROKEY_${Buffer.from(JSON.stringify({ id: 1, key: null })).toString("base64")}`],
  ])("with %s is 401 everywhere", async (_, spoil) => {
    const ada = await makeUser(server);
    const { key, account } = await machineOf(ada);
    const bad = spoil(key.key);
    expect((await me(bad)).status).toBe(401);
    expect((await login({ password: bad })).status).toBe(401);
    expect((await login({ client_id: account.id, client_secret: bad })).status).toBe(401);
    expect((await login({ client_id: ada.id, client_secret: key.key })).status).toBe(401);
  });

  test("and tokens got with it stop at once when it is switched off, deleted, or its account is", async () => {
    for (const end of ["off", "deleted", "account off", "account deleted", "organization deleted"]) {
      const ada = await makeUser(server);
      const { organization, path, account, key, keys } = await machineOf(ada);
      const { access_token } = (await login({ password: key.key })).json;
      expect([end, (await me(access_token)).status, (await me(key.key)).status]).toEqual([end, 200, 200]);
      if (end === "off") await call(ada, "PATCH", `${keys}/${key.id}`, { active: false });
      if (end === "deleted") await call(ada, "DELETE", `${keys}/${key.id}`);
      if (end === "account off") await call(ada, "PATCH", `${path}/${account.id}`, { is_active: false });
      if (end === "account deleted") await call(ada, "DELETE", `${path}/${account.id}`);
      if (end === "organization deleted") {
        await call(ada, "DELETE", `/organizations/${organization.id}`);
        server.clock.advance(600);
      }
      expect([end, (await me(access_token)).status, (await me(key.key)).status, (await login({ password: key.key })).status]).toEqual([end, 401, 401, 401]);
    }
  });

  test("and a machine application of an organization stop counting when the organization is deleted", async () => {
    const ada = await makeUser(server);
    const { organization } = await machineOf(ada);
    const machine = { name: "Export", type: "machine", organization_id: organization.id, scopes: ["users:read"] };
    const { client_id, client_secret } = (await call(admin(), "POST", "/applications", machine)).json;
    const { access_token } = (await login({ client_id, client_secret })).json;
    expect((await me(access_token)).status).toBe(200);
    await call(ada, "DELETE", `/organizations/${organization.id}`);
    server.clock.advance(600);
    expect([(await me(access_token)).status, (await login({ client_id, client_secret })).status]).toEqual([401, 401]);
    await call(admin(), "POST", `/organizations/${organization.id}/restore`);
    server.clock.advance(600);
    expect((await me(access_token)).status).toBe(200);
  });

  test("stops within a second on every other process", async () => {
    const ada = await makeUser(server);
    const { key, keys } = await machineOf(ada);
    const other = await server.sibling();
    expect((await other.call("GET", "/users/me", { token: key.key })).status).toBe(200);
    await call(ada, "DELETE", `${keys}/${key.id}`);
    server.clock.advance(1000);
    expect((await other.call("GET", "/users/me", { token: key.key })).status).toBe(401);
    await other.close();
  });

  test("expires, and its tokens do not outlive it", async () => {
    const ada = await makeUser(server);
    const { keys } = await machineOf(ada);
    const short = (await call(ada, "POST", keys, { name: "short", expires_in_minutes: 5 })).json;
    const token = (await login({ password: short.key })).json;
    expect(token.expires_in).toBeLessThanOrEqual(300);
    server.clock.advance(5 * 60_000);
    expect((await me(short.key)).status).toBe(401);
    expect((await me(token.access_token)).status).toBe(401);
  });

  test("rotated, the old value works for the retain period and no longer; rotated again, only the last two", async () => {
    const ada = await makeUser(server);
    const { key, keys } = await machineOf(ada);
    const second = (await call(ada, "PUT", `${keys}/${key.id}/rotate`, { retain_period_minutes: 10 })).json;
    expect(second).toMatchObject({ id: key.id, retain_period_minutes: 10, last_rotated: expect.any(String) });
    expect([(await me(key.key)).status, (await me(second.key)).status]).toEqual([200, 200]);
    const third = (await call(ada, "PUT", `${keys}/${key.id}/rotate`, { retain_period_minutes: 10 })).json;
    expect([(await me(key.key)).status, (await me(second.key)).status, (await me(third.key)).status]).toEqual([401, 200, 200]);
    server.clock.advance(10 * 60_000);
    expect([(await me(second.key)).status, (await me(third.key)).status]).toEqual([401, 200]);
    const fourth = (await call(ada, "PUT", `${keys}/${key.id}/rotate`)).json;
    expect([(await me(third.key)).status, (await me(fourth.key)).status]).toEqual([401, 200]);
  });

  test("last_login is written, once a minute", async () => {
    const ada = await makeUser(server);
    const { key, keys } = await machineOf(ada);
    const last = async () => (await call(ada, "GET", `${keys}/${key.id}`)).json.last_login;
    expect(await last()).toBeNull();
    await me(key.key);
    await expect.poll(last).not.toBeNull();
    const first = await last();
    server.clock.advance(30_000);
    await me(key.key);
    server.clock.advance(31_000);
    await me(key.key);
    await expect.poll(last).not.toBe(first);
    // The use in between, 30 seconds after the first, was not written.
    expect(Date.parse(await last()) - Date.parse(first)).toBeGreaterThanOrEqual(61_000);
  });

  test("has a name of its own, and there are at most 50", async () => {
    const ada = await makeUser(server);
    const { keys } = await machineOf(ada);
    expect((await call(ada, "POST", keys, { name: "CI" })).json.code).toBe("api_key.name_taken");
    const replies = await Promise.all(Array.from({ length: 55 }, (_, i) => call(ada, "POST", keys, { name: `k${i}` })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(replies.filter(({ status }) => status !== 200).map(({ json }) => json.code))).toEqual(new Set(["api_key.too_many"]));
  });
});

describe("personal access tokens", () => {
  test("stand for their owner, with the owner's rights, and are no recent sign-in", async () => {
    const ada = await makeUser(server);
    const key = (await call(ada, "POST", "/users/me/api_keys", { name: "laptop" })).json;
    const by = { token: key.key };
    expect((await me(key.key)).json.id).toBe(ada.id);
    expect((await call(ada, "GET", `/users/${ada.id}/deletion`)).json.goes).toContainEqual({ resource: "api_key", count: 1 });
    expect((await call(by, "PATCH", "/users/me", { name: "Ada" })).json.name).toBe("Ada");
    for (const [method, at, body] of [
      ["POST", "/users/me/api_keys", { name: "more" }],
      ["PUT", `/users/me/api_keys/${key.id}/rotate`],
      ["DELETE", `/users/me/api_keys/${key.id}`],
      ["PATCH", "/users/me", { email: "new@example.com" }],
    ] as const) {
      expect([at, (await call(by, method, at, body)).json.code]).toEqual([at, "auth.reauthentication_required"]);
    }
    expect((await call(by, "PATCH", "/users/me", { password: "another good password 1" })).json.code).toBe("password.confirmation_required");
    server.clock.advance(11 * 60_000);
    expect((await call(ada, "DELETE", `/users/me/api_keys/${key.id}`)).json.code).toBe("auth.reauthentication_required");
  });

  test("are not made by what is bounded by scopes: a key is not", async () => {
    const { json } = await call(admin(), "POST", "/applications", { name: "Bounded", type: "machine", scopes: ["credentials:read", "credentials:write"] });
    const token = (await login({ client_id: json.client_id, client_secret: json.client_secret })).json.access_token;
    expect((await call({ token }, "GET", "/users/me/api_keys")).json).toEqual([]);
    const reply = await call({ token }, "POST", "/users/me/api_keys", { name: "beyond" });
    expect([reply.status, reply.json.code]).toEqual([403, "auth.insufficient_scope"]);
  });

  test("of one person are not another's", async () => {
    const [ada, eve] = [await makeUser(server), await makeUser(server)];
    const key = (await call(ada, "POST", "/users/me/api_keys", { name: "mine" })).json;
    for (const [method, at] of [
      ["GET", ""],
      ["PATCH", ""],
      ["PUT", "/rotate"],
      ["DELETE", ""],
    ] as const) {
      const reply = await call(eve, method, `/users/me/api_keys/${key.id}${at}`, method === "PATCH" ? { name: "x" } : undefined);
      expect([method, reply.json.code]).toEqual([method, "api_key.not_found"]);
    }
    expect((await call(eve, "GET", "/users/me/api_keys")).json).toEqual([]);
  });

  test("of a person whose password was reset may do nothing until it is chosen anew; switched off and on again they work as before", async () => {
    const ada = await makeUser(server);
    const key = (await call(ada, "POST", "/users/me/api_keys", { name: "mine" })).json;
    await call(admin(), "PATCH", `/users/${ada.id}`, { password_expired: true });
    expect((await call({ token: key.key }, "GET", "/users")).json.code).toBe("password.expired");
    await call(admin(), "PATCH", `/users/${ada.id}`, { password_expired: false, is_active: false });
    expect((await me(key.key)).status).toBe(401);
    await call(admin(), "PATCH", `/users/${ada.id}`, { is_active: true });
    expect((await me(key.key)).status).toBe(200);
    expect((await call(ada, "DELETE", `/users/${ada.id}`)).status).toBe(401);
    await call(admin(), "DELETE", `/users/${ada.id}`);
    expect((await me(key.key)).status).toBe(401);
    await call(admin(), "POST", `/users/${ada.id}/restore`);
    expect((await me(key.key)).status).toBe(401);
  });
});

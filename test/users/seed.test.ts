import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";

/** The seed of the contract: list, update, delete (A.1 to A.3, B.1). */
let server: Harness;
const made: { id: string; username: string }[] = [];

const list = (query: string) => server.call("GET", `/users?${query}`, { token: server.admin });
const patch = (id: string, body: unknown) => server.call("PATCH", `/users/${id}`, { token: server.admin, body });
const usernames = async (query: string) => (await list(query)).json.map((user: { username: string }) => user.username);

beforeAll(async () => {
  server = await startServer();
  const bodies = [
    {
      username: "ada",
      email: "ada@example.com",
      name: "Ada Lovelace",
      company: "Engines",
      job_title: "Analyst",
      metadata: { team: "a", n: 1 },
      avatar_url: "https://x.test/a.png",
    },
    { email: "Grace@Example.com", name: "Grace Hopper", company: "Navy", password: "initial" },
    { username: "linus", name: "Linus" },
    { username: "Straße", email: "ß@exämple.de" },
  ];
  for (const body of bodies.slice(0, 3)) {
    const reply = await server.call("POST", "/users", { token: server.admin, body });
    expect(reply.status).toBe(200);
    made.push(reply.json);
  }
});
afterAll(() => server.close());

test("a user has exactly the fields of the read model, and never a secret", async () => {
  const [user] = (await list("username=ada")).json;
  expect(Object.keys(user)).toEqual([
    "id",
    "username",
    "email",
    "name",
    "avatar_url",
    "company",
    "job_title",
    "metadata",
    "password",
    "password_expired",
    "oauth_provider",
    "oauth_id",
    "is_active",
    "is_superuser",
    "is_service_account",
    "organization_id",
    "is_onboarded",
    "created",
    "updated",
    "last_login",
  ]);
  expect(user).toMatchObject({
    username: "ada",
    email: "ada@example.com",
    name: "Ada Lovelace",
    metadata: { team: "a", n: 1 },
    password: null,
    password_expired: null,
  });
  expect(user.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/);
});

test("the username defaults to the e-mail address as it was given", async () => {
  const [user] = (await list("email=grace@example.COM")).json;
  expect(user).toMatchObject({ username: "Grace@Example.com", email: "Grace@Example.com", password_expired: true });
});

test("a list is a bare array in the order of creation, cut by offset and limit", async () => {
  const all = await usernames("");
  expect(all).toEqual(["admin", "ada", "Grace@Example.com", "linus"]);
  expect(await usernames("offset=1&limit=2")).toEqual(all.slice(1, 3));
  expect(await usernames("offset=100")).toEqual([]);
  expect(await usernames("offset=9007199254740991")).toEqual([]);
});

const filters: [string, string[]][] = [
  ["username=ADA", ["ada"]],
  ["email=ada@example.com", ["ada"]],
  ["email=", ["admin", "ada", "Grace@Example.com", "linus"]],
  ["name=ada lovelace", ["ada"]],
  ["company=Engines", ["ada"]],
  ["job_title=Analyst", ["ada"]],
  ["avatar_url=https://x.test/a.png", ["ada"]],
  [`metadata=${encodeURIComponent('{"team":"a"}')}`, ["ada"]],
  ["is_active=True", ["admin", "ada", "Grace@Example.com", "linus"]],
  ["is_active=0", []],
  ["is_superuser=1", ["admin"]],
  ["is_service_account=FALSE&limit=1", ["admin"]],
  ["is_onboarded=true", []],
  ["password_expired=true", ["Grace@Example.com"]],
  ["password_expired=false", ["admin"]],
  ["oauth_provider=google", []],
  ["oauth_id=7", []],
  ["organization_id=01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", []],
  ["locked=true", []],
  ["locked=false&username=ada", ["ada"]],
  ["q=lovel", ["ada"]],
  ["q=LOVEL", ["ada"]],
  ["q=ad", ["admin", "ada"]],
  ["q=a", ["admin", "ada"]],
  ["q=%25", []],
  ["q=_da", []],
  ["q=example.com&is_superuser=false&company=Navy", ["Grace@Example.com"]],
  ["created_after=2000-01-01T00:00:00Z&limit=1", ["admin"]],
  ["created_before=2000-01-01T00:00:00Z", []],
  ["last_login_after=2000-01-01T00:00:00Z", ["admin"]],
  ["last_login_before=2000-01-01T00:00:00%2B02:00", []],
];
test.each(filters)("filter %s", async (query, expected) => {
  expect(await usernames(query)).toEqual(expected);
});

test.each(["is_activ=false", "role=x", "name[]=x", "__proto__=x"])("a filter that there is not (%s) is refused, and does not list everybody", async (query) => {
  const reply = await list(query);
  expect(reply.status).toBe(422);
  expect(reply.json.detail[0]).toMatchObject({ type: "extra_forbidden", loc: ["query", query.split("=")[0]] });
});

test.each([`{"a":"\\ud800"}`, `{"a\\u0000":1}`, '{"a":1e400}', `${'{"a":'.repeat(900)}1${"}".repeat(900)}`, "[]", "x"])(
  "metadata that cannot be kept (%#) is refused in a query too",
  async (text) => {
    const metadata = encodeURIComponent(text);
    expect((await list(`metadata=${metadata}`)).status).toBe(422);
    expect((await server.call("POST", `/users?username=never&metadata=${metadata}`, { token: server.admin })).status).toBe(422);
  },
);

test("user_id and ids find accounts, in any case of the hexadecimal", async () => {
  const [ada, grace] = made as unknown as [{ id: string }, { id: string }];
  expect(await usernames(`user_id=${ada.id.toUpperCase()}`)).toEqual(["ada"]);
  expect(await usernames(`ids=${ada.id},${grace.id}`)).toEqual(["ada", "Grace@Example.com"]);
  expect(await usernames(`ids=${grace.id}&ids=${ada.id.replaceAll("-", "")}`)).toEqual(["ada", "Grace@Example.com"]);
  expect(await usernames(`user_id=${ada.id}&username=linus`)).toEqual([]);
});

test("the query form makes a user without a body, whatever the content type", async () => {
  const reply = await server.call("POST", "/users?username=old.client&password=pw&is_superuser=False&name=Old%20Client", {
    token: server.admin,
    headers: { "content-type": "application/json" },
  });
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({ username: "old.client", name: "Old Client", is_superuser: false, password_expired: true });
  expect((await server.signIn("old.client", "pw")).status).toBe(200);
});

test("every path answers under the prefix as well", async () => {
  const reply = await server.call("GET", "/api/v1/users?limit=1", { token: server.admin });
  expect(reply.json).toHaveLength(1);
  expect(reply.headers.get("link")).toMatch(/^<http:\/\/roster\.test\/api\/v1\/users\?limit=1&cursor=/);
  expect((await server.call("GET", "/api/v1users", { token: server.admin })).status).toBe(404);
});

describe("PATCH", () => {
  test("changes each field, clears with null, leaves what is absent, ignores what is unknown", async () => {
    const { id } = made[2] as { id: string };
    const changes = {
      name: "Linus T",
      avatar_url: "https://x.test/l.png",
      company: "Kernel",
      job_title: "Maintainer",
      metadata: { a: [1, { b: null }] },
      username: "torvalds",
      email: "l@example.com",
      is_onboarded: true,
      is_superuser: true,
      is_active: true,
      nonsense: 1,
    };
    const { nonsense: _, ...kept } = changes;
    const changed = await patch(id, changes);
    expect(changed.status).toBe(200);
    expect(changed.json).toMatchObject(kept);
    const cleared = await patch(id, {
      name: null,
      avatar_url: null,
      company: null,
      job_title: null,
      metadata: null,
      email: null,
      username: null,
      is_active: null,
      is_superuser: null,
    });
    expect(cleared.json).toMatchObject({
      name: null,
      avatar_url: null,
      company: null,
      job_title: null,
      metadata: null,
      email: null,
      username: "torvalds",
      is_active: true,
      is_superuser: true,
    });
    expect(await usernames("q=linus")).toEqual([]);
    expect(await usernames("q=torv")).toEqual(["torvalds"]);
    expect((await patch(id, { is_superuser: false })).json.is_superuser).toBe(false);
    expect((await patch(id, {})).json).toMatchObject({ username: "torvalds" });
  });

  test("lengths count code points, and an e-mail address may be a username", async () => {
    const { id } = made[2] as { id: string };
    expect((await patch(id, { name: "𝒳".repeat(50) })).status).toBe(200);
    expect((await patch(id, { name: "𝒳".repeat(51) })).status).toBe(422);
    expect((await patch(id, { name: "" })).status).toBe(422);
    const long = `${"a".repeat(40)}+tag@${"b".repeat(20)}.example.com`;
    expect((await patch(id, { username: long })).json.username).toBe(long);
    expect((await patch(id, { username: "with space" })).status).toBe(422);
    expect((await patch(id, { username: "x".repeat(51) })).status).toBe(422);
  });

  test("an account that does not exist is refused with 403", async () => {
    const reply = await patch("01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", { name: "x" });
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({ type: "IllegalOperationError", code: "user.update_denied" });
    expect((await patch("01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", { is_active: false })).json.code).toBe("user.update_denied");
    expect((await patch("01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", {})).json.code).toBe("user.update_denied");
  });
});

describe("DELETE", () => {
  test("previews, deletes, restores, and the name is free in between", async () => {
    const body = { username: "to-delete", email: "del@example.com", password: "initial" };
    const { id } = (await server.call("POST", "/users", { token: server.admin, body })).json;
    await server.signIn("to-delete", "initial");
    const preview = await server.call("GET", `/users/${id}/deletion`, { token: server.admin });
    expect(preview.json).toMatchObject({ user_id: id, allowed: true, blocks: [] });
    expect(preview.json.goes).toContainEqual({ resource: "session", count: 1 });
    const deleted = await server.call("DELETE", `/users/${id}`, { token: server.admin, headers: { "content-type": "application/json" } });
    expect([deleted.status, deleted.text]).toEqual([200, "null"]);
    expect((await server.call("GET", `/users/${id}`, { token: server.admin })).status).toBe(404);
    expect((await server.call("DELETE", `/users/${id}`, { token: server.admin })).json.type).toBe("KeyError");
    expect((await server.signIn("to-delete", "initial")).status).toBe(401);

    const squatter = (await server.call("POST", "/users", { token: server.admin, body: { username: "DEL@example.com" } })).json;
    const blocked = await server.call("POST", `/users/${id}/restore`, { token: server.admin });
    expect(blocked.json.code).toBe("user.identifier_taken");
    await server.call("DELETE", `/users/${squatter.id}`, { token: server.admin });

    const restored = await server.call("POST", `/users/${id}/restore`, { token: server.admin });
    expect(restored.json).toMatchObject({ id, username: "to-delete" });
    expect((await server.signIn("to-delete", "initial")).status).toBe(200);
    expect((await server.call("POST", `/users/${id}/restore`, { token: server.admin })).status).toBe(404);
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { listRows, listRowsOfOrganization } from "../../src/modules/api-keys/list-store.ts";
import type { ApiKeyListQuery } from "../../src/modules/api-keys/schema.ts";
import { signInDevice } from "../devices/support.ts";
import { ADMIN_PASSWORD, callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** Which keys to take care of: those of an organization's service accounts, and one's own. */
let server: Harness;
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);
const DAY = 86_400_000;

/** Goes on to another day. The sign-ins of before have ended by then. */
async function pass(days: number, person: Person): Promise<void> {
  server.clock.advance(days * DAY);
  server = { ...server, admin: (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token };
  person.token = (await server.signIn(person.username, person.password)).json.access_token;
}

let made = 0;
async function company() {
  const owner = await makeUser(server);
  const { id } = (await call(owner, "POST", "/organizations", { name: `Keys ${++made}` })).json as { id: string };
  const accounts = `/organizations/${id}/service_accounts`;
  const bot = async () => (await call(owner, "POST", accounts, { username: `key-bot-${++made}` })).json as { id: string; username: string };
  const key = async (account: { id: string }, fields: object = {}) => {
    const reply = await call(owner, "POST", `${accounts}/${account.id}/api_keys`, { name: `key-${++made}`, ...fields });
    expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
    return reply.json as { id: string; name: string; key: string };
  };
  const list = async (query = "", as: { token: string } = owner) => (await call(as, "GET", `/organizations/${id}/api_keys${query}`)).json;
  const names = async (query = "") => (await list(query)).map(({ name }: { name: string }) => name);
  return { id, owner, accounts, bot, key, list, names };
}

test("the keys of all service accounts are listed with whose they are, and never their values", async () => {
  const { owner, bot, key, list, accounts } = await company();
  const [one, two] = [await bot(), await bot()];
  const keys = [await key(one, { description: "Builds" }), await key(two), await key(one)];
  const answerable = { id: owner.id, username: owner.username, is_active: true };
  const listed = await list();
  expect(listed).toMatchObject([
    { id: keys[0]?.id, description: "Builds", service_account: { id: one.id, username: one.username, is_active: true, owner: answerable } },
    { id: keys[1]?.id, owner_id: two.id, service_account: { id: two.id, username: two.username, owner: answerable } },
    { id: keys[2]?.id, service_account: { id: one.id } },
  ]);
  const text = JSON.stringify(listed);
  for (const { key: value } of keys) {
    const secret = JSON.parse(Buffer.from(value.slice("ZENPROKEY_".length), "base64").toString()).key;
    for (const hidden of [value, secret]) expect(text).not.toContain(hidden);
  }
  expect(text).not.toContain("hash");
  await call(owner, "DELETE", `${accounts}/${two.id}`);
  expect(await list()).toHaveLength(2);
});

test("when whoever answered for an account is switched off, left or is gone, the list says so", async () => {
  const { id, owner, accounts, bot, key, list } = await company();
  const keeper = await makeUser(server);
  const account = await bot();
  await key(account);
  const [{ id: role }] = (await call(owner, "GET", `/organizations/${id}/roles?name=organization%20viewer`)).json;
  await call({ token: server.admin }, "POST", `/roles/${role}/assignments?user_id=${keeper.id}`);
  expect((await call(owner, "PATCH", `${accounts}/${account.id}`, { owner_id: keeper.id })).status).toBe(200);
  await call({ token: server.admin }, "PATCH", `/users/${keeper.id}`, { is_active: false });
  expect((await list())[0].service_account.owner).toEqual({ id: keeper.id, username: keeper.username, is_active: false });
  await call(owner, "DELETE", `/organizations/${id}/members?user_id=${keeper.id}`);
  expect((await list())[0].service_account.owner).toBeNull();
  await call({ token: server.admin }, "POST", `/roles/${role}/assignments?user_id=${keeper.id}`);
  expect((await list())[0].service_account.owner).toMatchObject({ id: keeper.id });
  await call({ token: server.admin }, "DELETE", `/users/${keeper.id}`);
  expect((await list())[0].service_account.owner).toBeNull();
});

test("the filters find what is unused, what stops soon, what has stopped, and what is off", async () => {
  const { owner, accounts, bot, key, names } = await company();
  const account = await bot();
  const [idle, used, brief, off] = [
    await key(account, { name: "idle" }),
    await key(account, { name: "used" }),
    await key(account, { name: "brief", expires_in_minutes: 10 * 1440 }),
    await key(account, { name: "off" }),
  ];
  await call(owner, "PATCH", `${accounts}/${account.id}/api_keys/${off.id}`, { active: false });
  expect(await names("?unused_for_days=1")).toEqual([]);
  expect(await names("?expires_within_days=9")).toEqual([]);
  expect(await names("?expires_within_days=10")).toEqual(["brief"]);
  expect(await names("?active=false")).toEqual(["off"]);
  expect(await names("?active=true")).toEqual(["idle", "used", "brief"]);
  await pass(11, owner);
  expect((await server.call("GET", "/users/me", { token: used.key })).status).toBe(200);
  await expect.poll(() => names("?unused_for_days=11")).toEqual(["idle", "brief", "off"]);
  expect(await names("?unused_for_days=11&active=true&expired=false")).toEqual(["idle"]);
  expect(await names("?expired=true")).toEqual(["brief"]);
  expect(await names("?expired=false")).toEqual(["idle", "used", "off"]);
  expect(await names("?expires_within_days=30")).toEqual([]);
  expect((await server.call("GET", "/users/me", { token: brief.key })).status).toBe(401);
  expect((await server.call("GET", "/users/me", { token: idle.key })).status).toBe(200);
  // The same where the keys of one account are listed.
  const ofAccount = (await call(owner, "GET", `${accounts}/${account.id}/api_keys?expired=true`)).json;
  expect(ofAccount).toMatchObject([{ name: "brief" }]);
});

test("the filters turn over at the very millisecond at which keys do", async () => {
  const { id, bot, key } = await company();
  const account = await bot();
  const { id: keyId } = await key(account);
  const now = Date.UTC(2030, 0, 31);
  const at = (ms: number) => new Date(now + ms);
  /** Whether the key, with these moments, is found: in the list of its organization, and in that of its account. */
  async function found(moments: { created: Date; last_login?: Date; expires?: Date }, filters: Partial<ApiKeyListQuery>) {
    const { created, last_login = null, expires = null } = moments;
    const text = "UPDATE api_keys SET created = $2, last_login = $3, expires = $4 WHERE id = $1";
    await server.db.query({ text, values: [keyId, created, last_login, expires] });
    const query = { offset: 0, limit: 10, ...filters };
    const readers = [listRowsOfOrganization(server.db, id, query, now), listRows(server.db, account.id, query, now)];
    const counts = await Promise.all(readers.map((reader) => reader.count("exact")));
    expect(new Set(counts).size).toBe(1);
    return counts[0] === 1;
  }
  const [old, young] = [at(-30 * DAY), at(-30 * DAY + 1)];
  expect(await found({ created: old }, { unused_for_days: 30 })).toBe(true);
  expect(await found({ created: young }, { unused_for_days: 30 })).toBe(false);
  expect(await found({ created: at(-90 * DAY), last_login: old }, { unused_for_days: 30 })).toBe(true);
  expect(await found({ created: at(-90 * DAY), last_login: young }, { unused_for_days: 30 })).toBe(false);
  const created = at(-90 * DAY);
  expect(await found({ created, expires: at(0) }, { expired: true })).toBe(true);
  expect(await found({ created, expires: at(0) }, { expires_within_days: 7 })).toBe(false);
  expect(await found({ created, expires: at(1) }, { expired: true })).toBe(false);
  expect(await found({ created, expires: at(1) }, { expires_within_days: 7 })).toBe(true);
  expect(await found({ created, expires: at(7 * DAY) }, { expires_within_days: 7 })).toBe(true);
  expect(await found({ created, expires: at(7 * DAY + 1) }, { expires_within_days: 7 })).toBe(false);
  expect(await found({ created }, { expired: false })).toBe(true);
  expect(await found({ created }, { expired: true })).toBe(false);
});

test("the list goes on page by page, and its cursor fits no other organization and no other filter", async () => {
  const { id, owner, bot, key, names } = await company();
  const account = await bot();
  for (const name of ["a", "b", "c", "d", "e"]) await key(account, { name });
  const got: string[] = [];
  let path: string | undefined = `/organizations/${id}/api_keys?limit=2&expired=false`;
  let cursor = "";
  while (path) {
    const reply = await call(owner, "GET", path);
    got.push(...reply.json.map(({ name }: { name: string }) => name));
    path = /<http:\/\/roster\.test([^>]+)>/.exec(reply.headers.get("link") ?? "")?.[1];
    cursor = new URL(path ?? "/", "http://roster.test").searchParams.get("cursor") ?? cursor;
  }
  expect(got).toEqual(["a", "b", "c", "d", "e"]);
  const counted = await call(owner, "GET", `/organizations/${id}/api_keys?limit=1&count=exact`);
  expect(counted.headers.get("x-total-count")).toBe("5");
  const elsewhere = await company();
  for (const [as, at] of [
    [owner, `/organizations/${id}/api_keys?limit=2&expired=true`],
    [elsewhere.owner, `/organizations/${elsewhere.id}/api_keys?limit=2&expired=false`],
  ] as const) {
    expect([at, (await call(as, "GET", `${at}&cursor=${cursor}`)).json.code]).toEqual([at, "cursor.invalid"]);
  }
  expect(await elsewhere.names()).toEqual([]);
  expect(await names("?limit=2&offset=4")).toEqual(["e"]);
});

test("whoever may not see service accounts does not see their keys; personal tokens are nobody else's", async () => {
  const { id, owner, bot, key, list } = await company();
  await key(await bot());
  await call(owner, "POST", "/users/me/api_keys", { name: "of mine" });
  expect(await list()).toHaveLength(1);
  const [eve, member, viewer] = [await makeUser(server), await makeUser(server), await makeUser(server)];
  const give = async (role: string, to: Person) => {
    const [{ id: roleId }] = (await call(owner, "GET", `/organizations/${id}/roles?name=${encodeURIComponent(role)}`)).json;
    await call({ token: server.admin }, "POST", `/roles/${roleId}/assignments?user_id=${to.id}`);
  };
  await give("Organization Member", member);
  await give("Organization Viewer", viewer);
  expect((await list("", eve)).code).toBe("organization.not_found");
  expect((await list("", member)).code).toBe("access.denied");
  expect(await list("", viewer)).toHaveLength(1);
  const device = await signInDevice(server, viewer.token);
  expect((await list("", { token: device.json.access_token })).code).toBe("api_key.device_denied");
});

test("one's own tokens are filtered the same way", async () => {
  const ada = await makeUser(server);
  for (const [name, expires_in_minutes] of [
    ["lasting", null],
    ["brief", 60],
  ] as const) {
    expect((await call(ada, "POST", "/users/me/api_keys", { name, expires_in_minutes })).status).toBe(200);
  }
  const names = async (query: string) => (await call(ada, "GET", `/users/me/api_keys?${query}`)).json.map(({ name }: { name: string }) => name);
  expect(await names("expires_within_days=1")).toEqual(["brief"]);
  await pass(2, ada);
  expect(await names("expired=true")).toEqual(["brief"]);
  expect(await names("expired=false&unused_for_days=2")).toEqual(["lasting"]);
  expect(await names("unused_for_days=3")).toEqual([]);
  for (const query of ["unused_for_days=0", "expires_within_days=-1", "unused_for_days=99999", "expired=maybe"]) {
    expect([query, (await call(ada, "GET", `/users/me/api_keys?${query}`)).status]).toEqual([query, 422]);
  }
});

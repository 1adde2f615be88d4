import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** Organizations, their roles, members and teams, through the real server to the real database. */
let server: Harness;
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const callAs = callingAs(() => server);
const as = (person: Person) => ({ call: (method: string, path: string, body?: object) => callAs(person, method, path, body) });

let made = 0;
async function makeOrganization(owner: Person, extra: object = {}) {
  const reply = await as(owner).call("POST", "/organizations", { name: `Org ${++made} ${owner.id.slice(-6)}`, ...extra });
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return reply.json as { id: string; name: string };
}

async function roleId(organization: { id: string }, name: string): Promise<string> {
  const reply = await server.call("GET", `/organizations/${organization.id}/roles?name=${encodeURIComponent(name)}`, { token: server.admin });
  expect(reply.json).toHaveLength(1);
  return reply.json[0].id;
}

/** An administrator cannot know of strangers yet: superusers bring them in. */
async function give(organization: { id: string }, name: string, userId: string): Promise<void> {
  const reply = await server.call("POST", `/roles/${await roleId(organization, name)}/assignments?user_id=${userId}`, { token: server.admin });
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
}

describe("an organization", () => {
  test("its maker owns and administers it, and is its only member", async () => {
    const ada = await makeUser(server);
    const organization = await makeOrganization(ada, { description: "Engines" });
    const { call } = as(ada);
    expect((await call("GET", `/organizations/${organization.id}`)).json).toMatchObject({
      id: organization.id,
      description: "Engines",
      owner: { id: ada.id },
      trusted_domains: [],
      has_active_subscription: true,
      trial_expiry: null,
    });
    const members = (await call("GET", `/organizations/${organization.id}/members`)).json;
    expect(members).toMatchObject([{ type: "user", id: ada.id, user: { id: ada.id }, roles: [{ name: "Organization Admin", system_managed: true }] }]);
    expect((await call("GET", "/organizations")).json.map((o: { id: string }) => o.id)).toEqual([organization.id]);
  });

  test("is found by its name in any case, and for others it is not there", async () => {
    const ada = await makeUser(server);
    const eve = await makeUser(server);
    const { name, id } = await makeOrganization(ada, { name: `Überseehandel ${ada.id.slice(-8)}` });
    expect((await as(ada).call("GET", `/organizations/${encodeURIComponent(name.toUpperCase())}`)).json.id).toBe(id);
    for (const path of [id, encodeURIComponent(name)]) {
      const seen = await as(eve).call("GET", `/organizations/${path}`);
      const unknown = await as(eve).call("GET", "/organizations/01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55");
      expect([seen.status, seen.json.code, seen.json.detail]).toEqual([404, "organization.not_found", unknown.json.detail]);
    }
    expect((await as(eve).call("GET", "/organizations")).json).toEqual([]);
  });

  test("has a name of its own, whatever its case and width", async () => {
    const ada = await makeUser(server);
    const { name } = await makeOrganization(ada, { name: `Straße ${ada.id.slice(-8)}` });
    for (const same of [name, name.toUpperCase(), name.replace("Str", "Ｓtr")]) {
      const reply = await as(ada).call("POST", "/organizations", { name: same });
      expect([reply.status, reply.json.code]).toEqual([409, "organization.name_taken"]);
    }
  });

  test.each([
    ["", 422],
    ["x".repeat(51), 422],
    ["01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", 422],
    [" padded ", 422],
    ["a/b", 422],
  ])("cannot be called %j", async (name, status) => {
    expect((await server.call("POST", "/organizations", { token: server.admin, body: { name } })).status).toBe(status);
  });

  test("of two who take a name at once, one has it", async () => {
    const ada = await makeUser(server);
    const replies = await Promise.all(Array.from({ length: 8 }, () => as(ada).call("POST", "/organizations", { name: `Race ${ada.id}`.slice(0, 50) })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  });

  test("only superusers set domains and make one for others; the owner hands it over to an administrator", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { call } = as(ada);
    expect((await call("POST", "/organizations", { name: "For Bob", owner: bob.id })).json.code).toBe("organization.owner_denied");
    expect((await call("POST", "/organizations", { name: "Trusting", trusted_domains: ["example.com"] })).json.code).toBe("organization.domains_denied");
    const organization = await makeOrganization(ada);
    const path = `/organizations/${organization.id}`;
    expect((await call("PATCH", path, { trusted_domains: ["example.com"] })).json.code).toBe("organization.domains_denied");
    expect((await call("PATCH", path, { owner: bob.id })).json.code).toBe("organization.unknown_owner");
    await give(organization, "Organization Admin", bob.id);
    expect((await as(bob).call("PATCH", path, { owner: bob.id })).json.code).toBe("access.denied");
    expect((await call("PATCH", path, { owner: bob.id })).json.owner.id).toBe(bob.id);
    const set = await server.call("PATCH", path, { token: server.admin, body: { trusted_domains: ["Bücher.example", "EXAMPLE.com", "example.com"] } });
    expect(set.json.trusted_domains).toEqual(["example.com", "xn--bcher-kva.example"]);
    const bad = await server.call("PATCH", path, { token: server.admin, body: { trusted_domains: ["example", "a b.c"] } });
    expect([bad.status, bad.json.detail.length]).toEqual([422, 2]);
    expect((await server.call("PATCH", path, { token: server.admin, body: { trusted_domains: [] } })).json.trusted_domains).toEqual([]);
  });

  test("deleted it is gone with its roles and teams, its name is free, and a superuser brings it back", async () => {
    const ada = await makeUser(server);
    const { call } = as(ada);
    const organization = await makeOrganization(ada);
    const path = `/organizations/${organization.id}`;
    const team = (await call("POST", "/teams", { name: "T", organization_id: organization.id })).json;
    const admin = await roleId(organization, "Organization Admin");
    expect((await call("GET", `${path}/deletion`)).json.goes).toContainEqual({ resource: "team", count: 1 });
    const { headers } = await call("GET", path);
    const stale = await server.call("DELETE", path, { token: ada.token, headers: { "if-match": '"999"' } });
    expect(stale.status).toBe(412);
    expect((await server.call("DELETE", path, { token: ada.token, headers: { "if-match": headers.get("etag") ?? "" } })).status).toBe(200);
    for (const gone of [path, `${path}/members`, `${path}/roles`, `${path}/teams`, `/teams/${team.id}`, `/roles/${admin}`]) {
      expect([gone, (await call("GET", gone)).status]).toEqual([gone, 404]);
    }
    expect((await call("GET", "/organizations")).json).toEqual([]);
    const successor = await call("POST", "/organizations", { name: organization.name });
    expect(successor.status).toBe(200);
    expect((await server.call("POST", `${path}/restore`, { token: server.admin })).json.code).toBe("organization.name_taken");
    await call("DELETE", `/organizations/${successor.json.id}`);
    expect((await server.call("POST", `${path}/restore`, { token: server.admin })).json.id).toBe(organization.id);
    expect((await call("GET", `/teams/${team.id}`)).json.name).toBe("T");
  });
});

describe("the list of organizations", () => {
  const superuser = () => ({ token: server.admin });
  const names = (reply: { json: { name: string }[] }) => reply.json.map(({ name }) => name);

  test("is searched by any part of a name, or how one of its words begins, whatever its case, and nothing in it is a pattern", async () => {
    const ada = await makeUser(server);
    const { call } = as(ada);
    for (const name of ["Prefixed One", "prefixed TWO", "Unprefixed", "Pre%fixed"]) await call("POST", "/organizations", { name });
    expect(names(await call("GET", "/organizations?q=PREFIXED"))).toEqual(["Prefixed One", "prefixed TWO", "Unprefixed"]);
    expect(names(await call("GET", "/organizations?q=fixed%20t"))).toEqual(["prefixed TWO"]);
    // One or two characters begin a word.
    expect(names(await call("GET", "/organizations?q=On"))).toEqual(["Prefixed One"]);
    expect(names(await call("GET", "/organizations?q=re"))).toEqual([]);
    const all = { token: server.admin };
    expect(names(await server.call("GET", "/organizations?q=two&count=exact", all))).toEqual(["prefixed TWO"]);
    const page = await server.call("GET", "/organizations?q=prefixed&limit=2", all);
    expect(names(page)).toEqual(["Prefixed One", "prefixed TWO"]);
    expect(names(await call("GET", "/organizations?q=pre%25"))).toEqual(["Pre%fixed"]);
    expect(names(await call("GET", "/organizations?q=pre_"))).toEqual([]);
    expect(names(await call("GET", "/organizations?q="))).toHaveLength(4);
    expect(names(await as(await makeUser(server)).call("GET", "/organizations?q=prefixed"))).toEqual([]);
    expect((await call("GET", `/organizations?q=${"x".repeat(51)}`)).status).toBe(422);
  });

  test("shows superusers what was deleted, as long as it can be restored, and nobody else", async () => {
    const ada = await makeUser(server);
    const { call } = as(ada);
    const organization = await makeOrganization(ada);
    const path = `/organizations?is_deleted=true&q=${encodeURIComponent(organization.name)}`;
    expect((await callAs(superuser(), "GET", path)).json).toEqual([]);
    expect((await call("GET", `/organizations/${organization.id}`)).json.deleted).toBeNull();
    await call("DELETE", `/organizations/${organization.id}`);
    expect((await call("GET", path)).json).toMatchObject({ code: "access.denied" });
    const [gone] = (await callAs(superuser(), "GET", path)).json;
    expect([gone.id, Date.parse(gone.deleted)]).toEqual([organization.id, expect.any(Number)]);
    expect((await callAs(superuser(), "GET", path.replace("is_deleted=true&", ""))).json).toEqual([]);
    await callAs(superuser(), "POST", `/organizations/${organization.id}/restore`);
    expect((await callAs(superuser(), "GET", path)).json).toEqual([]);
  });
});

describe("members", () => {
  test("see one another among the accounts, and nobody else does", async () => {
    const [ada, bob, eve] = [await makeUser(server), await makeUser(server), await makeUser(server)];
    expect((await as(ada).call("GET", `/users/${bob.id}`)).status).toBe(404);
    const organization = await makeOrganization(ada);
    await give(organization, "Organization Member", bob.id);
    expect((await as(ada).call("GET", `/users/${bob.id}`)).json.id).toBe(bob.id);
    expect((await as(bob).call("GET", "/users")).json.map((u: { id: string }) => u.id)).toEqual([ada.id, bob.id]);
    expect((await as(eve).call("GET", `/users/${ada.id}`)).status).toBe(404);
    expect((await as(ada).call("GET", "/users?count=exact")).headers.get("x-total-count")).toBe("2");
  });

  test("know of the accounts in the domains that their organization trusts", async () => {
    const domain = "trusted.example";
    const [ada, bob] = [await makeUser(server), await makeUser(server, { email: `Bob.Trust@${domain}` })];
    const organization = await makeOrganization(ada);
    expect((await as(ada).call("GET", `/users/${bob.id}`)).status).toBe(404);
    await server.call("PATCH", `/organizations/${organization.id}`, { token: server.admin, body: { trusted_domains: [domain] } });
    const bot = (await as(ada).call("POST", `/organizations/${organization.id}/service_accounts`, { username: "trusting-bot" })).json;
    // One by one, by a filter that names them, and in a list: the same accounts.
    for (const { id } of [ada, bob, bot]) {
      expect((await as(ada).call("GET", `/users/${id}`)).json.id).toBe(id);
      expect((await as(ada).call("GET", `/users?user_id=${id}`)).json).toHaveLength(1);
    }
    expect((await as(ada).call("GET", "/users")).json.map((u: { id: string }) => u.id)).toEqual([ada.id, bob.id, bot.id].sort());
    expect((await as(bob).call("GET", `/users/${ada.id}`)).status).toBe(404);
    expect((await as(bob).call("GET", "/users")).json.map((u: { id: string }) => u.id)).toEqual([bob.id]);
  });

  test("may do what their role says, and no more", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const organization = await makeOrganization(ada);
    const path = `/organizations/${organization.id}`;
    await give(organization, "Organization Member", bob.id);
    const { call } = as(bob);
    expect((await call("GET", `${path}/members`)).status).toBe(200);
    for (const [method, at, body] of [
      ["PATCH", path, { name: "Mine" }],
      ["DELETE", path],
      ["DELETE", `${path}/members?user_id=${ada.id}`],
      ["POST", "/teams", { name: "T", organization_id: organization.id }],
      ["POST", "/roles", { name: "R", organization_id: organization.id, level: "organization", permissions: [] }],
      ["GET", `${path}/roles?user_id=${ada.id}`],
    ] as const) {
      const reply = await call(method, at, body);
      expect([method, at, reply.status, reply.json.code]).toEqual([method, at, 403, "access.denied"]);
    }
    expect((await call("GET", `${path}/roles`)).json).toHaveLength(15);
    expect((await call("GET", `${path}/roles?assigned_to_current_user=true`)).json.map((r: { name: string }) => r.name)).toEqual(["Organization Member"]);
  });

  test("leave by themselves; removed, they start clean when they come again", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { call } = as(ada);
    const organization = await makeOrganization(ada);
    const path = `/organizations/${organization.id}`;
    const team = (await call("POST", "/teams", { name: "Admins", organization_id: organization.id })).json;
    await call("POST", `/roles/${await roleId(organization, "Organization Admin")}/assignments?team_id=${team.id}`);
    await give(organization, "Organization Member", bob.id);
    expect((await call("POST", `/teams/${team.id}/members?user_id=${bob.id}`)).status).toBe(200);
    expect((await as(bob).call("PATCH", path, { description: "By Bob" })).status).toBe(200);
    expect((await call("DELETE", `${path}/members?user_id=${bob.id}`)).status).toBe(200);
    expect((await as(bob).call("GET", path)).status).toBe(404);
    await give(organization, "Organization Member", bob.id);
    expect((await as(bob).call("PATCH", path, { description: "By Bob" })).json.code).toBe("access.denied");
    expect((await call("GET", `/teams/${team.id}`)).json.member_count).toBe(0);
    expect((await as(bob).call("DELETE", `${path}/members?user_id=${bob.id}`)).status).toBe(200);
    expect((await call("DELETE", `${path}/members?user_id=${bob.id}`)).json.code).toBe("organization.member_not_found");
    expect((await call("DELETE", `${path}/members?user_id=${ada.id}`)).json.code).toBe("organization.last_admin");
    await give(organization, "Organization Admin", bob.id);
    const role = await roleId(organization, "Organization Admin");
    for (const way of [`${path}/members?user_id=${ada.id}`, `/roles/${role}/assignments?user_id=${ada.id}`]) {
      expect([way, (await as(bob).call("DELETE", way)).json.code]).toEqual([way, "organization.owner_leaves"]);
    }
    await call("PATCH", path, { owner: bob.id });
    expect((await call("DELETE", `${path}/members?user_id=${ada.id}`)).status).toBe(200);
  });

  test("are listed whole, in pages, whatever kind they are of", async () => {
    const ada = await makeUser(server);
    const { call } = as(ada);
    const organization = await makeOrganization(ada);
    const member = await roleId(organization, "Organization Member");
    const ids = new Set([ada.id]);
    for (let i = 0; i < 5; i++) {
      const { id } = await makeUser(server);
      await give(organization, "Organization Member", id);
      ids.add(id);
      ids.add((await call("POST", "/teams", { name: `Team ${i}`, organization_id: organization.id })).json.id);
    }
    const machine = await server.call("POST", "/applications", {
      token: server.admin,
      body: { name: "Bot", type: "machine", organization_id: organization.id },
    });
    ids.add(machine.json.service_account_id);
    const seen: string[] = [];
    let next: string | undefined = `/organizations/${organization.id}/members?limit=3&count=exact`;
    while (next) {
      const page = await call("GET", next);
      expect(page.headers.get("x-total-count")).toBe("12");
      seen.push(...page.json.map((m: { id: string }) => m.id));
      const link = /<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1];
      next = link && new URL(link).pathname + new URL(link).search;
    }
    expect(seen).toEqual([...ids].sort());
    const kinds = await call("GET", `/organizations/${organization.id}/members?include_users=false&include_teams=false`);
    expect(kinds.json).toMatchObject([{ type: "service_account", team: null, roles: [] }]);
    expect((await call("GET", `/organizations/${organization.id}/members?role_id=${member}`)).json).toHaveLength(5);
  });

  test("are found by part of a name or an address, each kind by its own, and nothing in it is a pattern", async () => {
    const ada = await makeUser(server, { name: "Ada Finder", email: "ada.finder@search.example" });
    const { call } = as(ada);
    const organization = await makeOrganization(ada);
    const grace = await makeUser(server, { name: "Grace 100% Sought", email: "grace@search.example" });
    await give(organization, "Organization Member", grace.id);
    const team = (await call("POST", "/teams", { name: "Soughtafter", organization_id: organization.id })).json;
    const machine = (await call("POST", `/organizations/${organization.id}/service_accounts`, { username: `sought-${grace.id.slice(-6)}` })).json;
    const invited = (await call("POST", `/organizations/${organization.id}/invitations`, { email: "sought@search.example" })).json;
    const found = async (query: string) => {
      const { json } = await call("GET", `/organizations/${organization.id}/members?include_invitations=true&q=${encodeURIComponent(query)}`);
      return json.map(({ id }: { id: string }) => id);
    };
    expect(await found("SOUGHT")).toEqual([grace.id, team.id, machine.id, invited.id]);
    expect(await found("search.example")).toEqual([ada.id, grace.id, invited.id]);
    expect(await found("100% s")).toEqual([grace.id]);
    expect(await found("100_")).toEqual([]);
    const counted = await call("GET", `/organizations/${organization.id}/members?q=sought&count=exact&limit=1`);
    expect([counted.json.length, counted.headers.get("x-total-count")]).toEqual([1, "3"]);
    const both = `/organizations/${organization.id}/members?q=sought&user_id=${grace.id}&role_id=${await roleId(organization, "Organization Member")}`;
    expect((await call("GET", both)).json).toMatchObject([{ id: grace.id }]);
  });
});

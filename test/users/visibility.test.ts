import { afterAll, beforeAll, expect, test } from "vitest";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** Lists show each account that the caller may know of, and no other, however many those are. */
let server: Harness;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);

/** Puts accounts that are made by the way into an organization. */
async function fill(organizationId: string, count: number): Promise<void> {
  await server.db.query({
    text: `WITH made AS (
        INSERT INTO users (id, username, username_key, name_key, email, email_key, search_text, is_active, is_superuser, created, updated)
        SELECT gen_random_uuid(), n, n, n, n || '@x.example', n || '@x.example', ' ' || n, true, false, now(), now()
        FROM (SELECT 'm-' || substr(md5($1 || g), 1, 12) AS n FROM generate_series(1, $2::int) g) g
        RETURNING id)
      INSERT INTO role_assignments (id, role_id, organization_id, user_id, created)
      SELECT gen_random_uuid(), r.id, r.organization_id, made.id, now() FROM made, roles r WHERE r.organization_id = $1::uuid AND r.predefined = 'organization_member'`,
    values: [organizationId, count],
  });
}

let serial = 0;
async function company(count: number) {
  const owner = await makeUser(server);
  const { json } = await call(owner, "POST", "/organizations", { name: `Crowd ${++serial}` });
  await fill(json.id, count);
  const { rows } = await server.db.query<{ id: string; username: string }>({
    text: `SELECT DISTINCT u.id, u.username FROM users u JOIN role_assignments a ON a.user_id = u.id WHERE a.organization_id = $1`,
    values: [json.id],
  });
  return { owner, accounts: rows };
}

async function walk(person: { token: string }, path: string): Promise<{ id: string; username: string }[]> {
  const found: { id: string; username: string }[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const page = await call(person, "GET", next);
    expect(page.status).toBe(200);
    found.push(...page.json);
    next = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
  }
  return found;
}

// Between the two the list is read in another way.
test.each([30, 2100])("a member of an organization of %i walks it whole, in every order, and meets nobody else", async (count) => {
  const { owner, accounts } = await company(count);
  const ids = accounts.map(({ id }) => id).sort();
  const usernames = accounts.map(({ username }) => username).sort();
  expect((await walk(owner, "/users?limit=700")).map(({ id }) => id)).toEqual(ids);
  expect((await walk(owner, "/users?limit=700&sort=-created")).map(({ id }) => id)).toEqual(ids.toReversed());
  expect((await walk(owner, "/users?limit=700&sort=username")).map(({ username }) => username)).toEqual(usernames);
  const half = await walk(owner, "/users?limit=700&sort=username&q=m-a");
  expect(half.map(({ username }) => username)).toEqual(usernames.filter((username) => username.startsWith("m-a")));
  const skipped = await call(owner, "GET", `/users?limit=10&offset=${count - 5}&sort=username&count=exact`);
  expect(skipped.json.map(({ username }: { username: string }) => username)).toEqual(usernames.slice(count - 5, count + 5));
  expect(skipped.headers.get("x-total-count")).toBe(String(count + 1));
});

test("whoever is in a trusted domain is found by a crowd too, and is found no more when it is trusted no more", async () => {
  const { owner, accounts } = await company(2100);
  const id = (await call(owner, "GET", "/organizations?limit=1")).json[0].id;
  const [bob, eve] = [await makeUser(server, { email: "bob@trusted.example" }), await makeUser(server, { email: "eve@other.example" })];
  const seen = async () => new Set((await walk(owner, "/users?limit=1000&sort=email")).map((u) => u.id));
  await call({ token: server.admin }, "PATCH", `/organizations/${id}`, { trusted_domains: ["trusted.example"] });
  const trusting = await seen();
  expect([trusting.size, trusting.has(bob.id), trusting.has(eve.id)]).toEqual([accounts.length + 1, true, false]);
  await call({ token: server.admin }, "PATCH", `/organizations/${id}`, { trusted_domains: [] });
  expect((await seen()).size).toBe(accounts.length);
});

test("organization_id, role_id and team_id find who is in what the caller sees, has_mfa is for superusers", async () => {
  const { owner, accounts } = await company(3);
  const stranger = await makeUser(server);
  const [bob, eve] = [await makeUser(server), await makeUser(server)];
  const id = (await call(owner, "GET", "/organizations")).json[0].id;
  const roles: { id: string; name: string }[] = (await call(owner, "GET", `/organizations/${id}/roles`)).json;
  const role = (name: string) => roles.find((r) => r.name === name)?.id ?? "";
  const admin = { token: server.admin };
  for (const person of [bob, eve]) await call(admin, "POST", `/roles/${role("Organization Member")}/assignments?user_id=${person.id}`);
  const team = (await call(owner, "POST", "/teams", { name: "Billing", organization_id: id })).json.id;
  await call(owner, "POST", `/teams/${team}/members?user_id=${bob.id}`);
  await call(owner, "POST", `/roles/${role("Billing Admin")}/assignments?team_id=${team}`);
  const machine = (await call(owner, "POST", `/organizations/${id}/service_accounts`, { username: "nightly" })).json.id;
  const found = async (who: { token: string }, query: string) => {
    const reply = await call(who, "GET", `/users?${query}&count=exact`);
    expect([query, reply.headers.get("x-total-count")]).toEqual([query, String(reply.json.length)]);
    return reply.json.map((u: { id: string }) => u.id).sort();
  };
  const everyone = [...accounts.map((a) => a.id), bob.id, eve.id, machine].sort();
  for (const who of [admin, owner, eve]) expect(await found(who, `organization_id=${id}`)).toEqual(everyone);
  for (const who of [admin, owner, bob]) expect(await found(who, `team_id=${team}`)).toEqual([bob.id]);
  expect(await found(eve, `team_id=${team}`)).toEqual([]);
  for (const who of [admin, owner, eve]) expect(await found(who, `role_id=${role("Billing Admin")}`)).toEqual([bob.id]);
  expect(await found(owner, `role_id=${role("Organization Admin")}`)).toEqual([owner.id]);
  for (const query of [`organization_id=${id}`, `team_id=${team}`, `role_id=${role("Billing Admin")}`, `role_id=${id}`]) {
    expect(await found(stranger, query)).toEqual([]);
  }
  expect((await call(owner, "GET", "/users?has_mfa=true")).json.code).toBe("access.superuser");
  expect(await found(admin, `has_mfa=false&ids=${bob.id}`)).toEqual([bob.id]);
  await server.db.query({ text: "INSERT INTO totp (user_id, secret, activated) VALUES ($1, '\\x00', now())", values: [bob.id] });
  expect(await found(admin, `has_mfa=true&organization_id=${id}`)).toEqual([bob.id]);
  expect(await found(admin, `has_mfa=false&ids=${bob.id}`)).toEqual([]);
});

import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StartError } from "../../src/db/start-error.ts";
import type { Demo } from "../../src/demo/open.ts";
import { createKeyring } from "../../src/kernel/secrets.ts";
import { expectLists, expectNoOrphans, expectViews } from "../organizations/model-checks.ts";
import { ownedFromOutside, withoutAdministrator } from "../organizations/support.ts";
import { createTestDatabase } from "../support/database.ts";
import { type Harness, makeUser, SECRET } from "../support/harness.ts";
import { openOn, startDemo } from "./support.ts";

let server: Harness;
let demo: Demo;
let reopen: Awaited<ReturnType<typeof startDemo>>["reopen"];
let superuser: string;

const signIn = async (username: string) => (await server.signIn(username, demo.password)).json.access_token as string;
const get = (token: string, path: string) => server.call("GET", path, { token });
const total = async (token: string, path: string) =>
  Number((await get(token, `${path}${path.includes("?") ? "&" : "?"}limit=1&count=exact`)).headers.get("x-total-count"));
const rows = async <R>(text: string, values: unknown[] = []) => (await server.db.query<R>({ text, values })).rows;
const number = async (text: string) => (await rows<{ n: number }>(`SELECT count(*)::int AS n ${text}`))[0]?.n ?? 0;

beforeAll(async () => {
  ({ server, demo, reopen } = await startDemo());
  superuser = await signIn(demo.usernames.superuser);
}, 120_000);
afterAll(() => server.close());

test("there are as many as is said, and something of everything", async () => {
  expect(await total(superuser, "/organizations")).toBe(12);
  // And the reserved admin.
  expect(await total(superuser, "/users?is_service_account=false")).toBe(5001);
  expect(await total(superuser, "/users?is_superuser=true&is_service_account=false")).toBe(4);
  const some = ["is_active=false", "password_expired=true", "oauth_provider=kestrel-sso", "has_mfa=true", "has_mfa=false", "is_onboarded=false"];
  for (const filter of some) expect(await total(superuser, `/users?is_service_account=false&${filter}`), filter).toBeGreaterThan(50);
  const parts: Readonly<Record<string, number>> = {
    "users WHERE deleted IS NOT NULL": 5,
    "users WHERE last_login IS NULL AND NOT is_service_account": 200,
    "organizations WHERE deleted IS NOT NULL": 1,
    "organizations WHERE require_mfa": 1,
    trusted_domains: 2,
    teams: 30,
    "roles WHERE predefined IS NULL": 8,
    "role_assignments WHERE project_id IS NOT NULL": 20,
    "role_assignments WHERE workspace_id IS NOT NULL AND project_id IS NULL AND team_id IS NULL": 40,
    "role_assignments WHERE team_id IS NOT NULL": 10,
    "api_keys WHERE expires < now()": 3,
    "api_keys WHERE expires BETWEEN now() AND now() + interval '14 days'": 5,
    "api_keys WHERE last_login IS NULL": 3,
    "devices WHERE status = 'active'": 50,
    "devices WHERE status = 'locked'": 5,
    totp: 500,
    passkeys: 300,
    "invitations WHERE status = 'accepted'": 8,
    "invitations WHERE status = 'pending' AND expires > now()": 15,
    "invitations WHERE status = 'pending' AND expires < now()": 5,
    "audit_log WHERE action = 'user.create'": 5000,
  };
  for (const [what, least] of Object.entries(parts)) expect(await number(`FROM ${what}`), what).toBeGreaterThanOrEqual(least);
  const kinds = await rows<{ kind: string }>("SELECT DISTINCT agent->>'kind' AS kind FROM sessions ORDER BY 1");
  expect(kinds.map(({ kind }) => kind)).toEqual(["desktop", "mobile", "program", "tablet"]);
  const states = await rows<{ status: string }>("SELECT DISTINCT status FROM workspaces ORDER BY 1");
  expect(states.map(({ status }) => status)).toEqual(["available", "deactivated", "failed", "not_initialized", "pending"]);
  const scripts = ["[а-яё]", "[ぁ-んァ-ヶ一-龯]", "[가-힣]", "[ء-ي]", "[א-ת]", "[ა-ჰ]", "[α-ω]", "[ऀ-ॿ]", "[äöüßłñç]"];
  for (const script of scripts) expect(await number(`FROM users WHERE name ~* '${script}'`), script).toBeGreaterThan(5);
});

test("nothing of it reaches the outside: every address is one that is kept for examples, and no mail waits", async () => {
  expect(await number("FROM users WHERE email IS NOT NULL AND email NOT LIKE '%.example'")).toBe(0);
  expect(await number("FROM invitations WHERE email NOT LIKE '%.example'")).toBe(0);
  expect(await number("FROM mail")).toBe(0);
  expect(await number("FROM applications WHERE backchannel_logout_uri IS NOT NULL OR jwks_uri IS NOT NULL OR logo_url IS NOT NULL")).toBe(0);
  const issuers = await rows<{ issuer: string }>("SELECT issuer FROM connections");
  expect(issuers.filter(({ issuer }) => !new URL(issuer).hostname.endsWith(".example"))).toEqual([]);
  expect(await number("FROM audit_log WHERE address !~ '^(192\\.0\\.2\\.|198\\.51\\.100\\.|203\\.0\\.113\\.|2001:db8:|127\\.0\\.0\\.1)'")).toBe(0);
});

test("what the services keep true holds", async () => {
  await expectNoOrphans(server, "the demo");
  expect(await withoutAdministrator(server)).toEqual([]);
  expect(await ownedFromOutside(server)).toEqual([]);
  expect(
    await number("FROM users u WHERE u.deleted IS NULL AND (SELECT count(DISTINCT i.identifier) FROM user_identifiers i WHERE i.user_id = u.id) = 0"),
  ).toBe(0);
  expect(await number("FROM users u WHERE (u.password_expired IS NULL) = EXISTS (SELECT 1 FROM passwords p WHERE p.user_id = u.id)")).toBe(0);
  expect(await number("FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.created > u.last_login + interval '1 minute' AND s.device_id IS NULL")).toBe(0);
  expect(await number("FROM sessions s JOIN sessions p ON p.id = s.parent_id WHERE p.id >= s.id OR p.user_id <> s.user_id")).toBe(0);
});

const MADE = [
  "users",
  "organizations",
  "roles",
  "role_assignments",
  "teams",
  "workspaces",
  "projects",
  "invitations",
  "connections",
  "api_keys",
  "audit_log",
  "sessions",
  "devices",
  "passkeys",
];
test.each(MADE)("ids of %s are of the moment that the row was made, none of it in the future", async (table) => {
  const time = "to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)";
  expect(await number(`FROM ${table} WHERE abs(extract(epoch FROM ${time} - created)) > 0.01`)).toBe(0);
  expect(await number(`FROM ${table} WHERE created > now() + interval '2 minutes'`)).toBe(0);
  expect(await number(`FROM ${table} WHERE created < now() - interval '3 days'`)).toBeGreaterThan(0);
});

describe("who signs in", () => {
  test("a superuser sees all, an administrator and a member only what is theirs", async () => {
    const admin = await signIn(demo.usernames.admin);
    const [own] = (await get(admin, "/organizations")).json;
    expect(own.name).toBe("Nordlicht Energie");
    expect(await total(admin, "/organizations")).toBe(1);
    const seen = await total(admin, "/users");
    expect(seen).toBeGreaterThan(1700);
    expect(seen).toBeLessThan(2000);
    const [other] = (await get(superuser, "/organizations?name=Kestrel %26 Wren Bank")).json;
    expect((await get(admin, `/organizations/${other.id}`)).status).toBe(404);
    expect((await get(admin, "/audit")).status).toBe(403);
    expect((await get(admin, `/organizations/${own.id}/invitations`)).json.length).toBeGreaterThan(3);

    const member = await signIn(demo.usernames.member);
    expect((await get(member, "/organizations")).json.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    expect((await get(member, "/workspaces")).json.length).toBeGreaterThan(0);
    expect((await get(member, `/organizations/${own.id}/invitations`)).status).toBe(403);
    expect((await server.call("POST", "/users", { token: member, body: { username: "nobody" } })).status).toBe(403);
  });

  test("the views of people in small organizations are whole, and so are the lists", async () => {
    const text = `SELECT DISTINCT ON (o.id) u.id, u.username, o.id AS organization FROM organizations o JOIN role_assignments a ON a.organization_id = o.id
      JOIN users u ON u.id = a.user_id AND u.is_active AND u.password_expired IS FALSE
      WHERE o.deleted IS NULL AND (SELECT count(*) FROM role_assignments x WHERE x.organization_id = o.id) < 60
        AND (SELECT count(DISTINCT x.organization_id) FROM role_assignments x WHERE x.user_id = u.id) = 1
        AND NOT EXISTS (SELECT 1 FROM totp t WHERE t.user_id = u.id) ORDER BY o.id, u.id`;
    const found = await rows<{ id: string; username: string; organization: string }>(text);
    expect(found.length).toBeGreaterThan(2);
    const viewers = await Promise.all(found.map(async ({ id, username }) => ({ id, username, password: demo.password, token: await signIn(username) })));
    const organizations = found.map(({ organization: id }) => ({ id, path: `/organizations/${id}` }));
    await expectViews(server, viewers, organizations as never);
    await expectLists(server, organizations as never);
  });

  test("the code of an authenticator app is asked for, and taken from whoever had the app", async () => {
    const [owner] = await rows<{ id: string; username: string; secret: Buffer }>(
      "SELECT u.id, u.username, t.secret FROM totp t JOIN users u ON u.id = t.user_id WHERE u.is_active AND u.password_expired IS FALSE LIMIT 1",
    );
    expect((await server.signIn(owner?.username ?? "", demo.password)).json.code).toBe("auth.mfa_required");
    const opened = createKeyring(SECRET).open(`totp ${owner?.id}`, owner?.secret as Buffer);
    server.clock.advance(60_000);
    const otp = new TOTP({ secret: new Secret({ buffer: Uint8Array.from(opened).buffer }) }).generate({ timestamp: server.clock.now() });
    const reply = await server.call("POST", "/auth/login", { form: { username: owner?.username ?? "", password: demo.password, otp } });
    expect(reply.status, reply.text).toBe(200);
  });

  test("what was deleted can be restored", async () => {
    const [user] = await rows<{ id: string }>("SELECT id FROM users WHERE deleted IS NOT NULL LIMIT 1");
    const [organization] = await rows<{ id: string }>("SELECT id FROM organizations WHERE deleted IS NOT NULL");
    expect((await server.call("POST", `/users/${user?.id}/restore`, { token: superuser })).status).toBe(200);
    expect((await server.call("POST", `/organizations/${organization?.id}/restore`, { token: superuser })).json.name).toBe("Harbour Labs");
    await server.call("DELETE", `/users/${user?.id}`, { token: superuser });
    await server.call("DELETE", `/organizations/${organization?.id}`, { token: superuser });
  });
});

describe("opened again", () => {
  /** Everything that is there, as one digest a table. */
  const digest = async () => {
    const tables = await rows<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    const all = tables.map(({ name }) =>
      rows(`SELECT '${name}' AS name, count(*)::int AS n, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS digest FROM ${name} t`),
    );
    return (await Promise.all(all)).flat();
  };

  test("it changes nothing, and gives the same password", async () => {
    const before = await digest();
    const again = await reopen();
    expect(again).toMatchObject({ password: demo.password, adminPassword: null, steps: [] });
    expect(await digest()).toEqual(before);
    expect(demo.password).toMatch(/^[\w-]{20}$/);
  });

  test("also when somebody came since", async () => {
    await makeUser(server);
    const before = await digest();
    await reopen();
    expect(await digest()).toEqual(before);
  });
});

describe("an installation of somebody's own", () => {
  const insert = {
    "an account":
      "INSERT INTO users (id, username, username_key, search_text, created, updated) VALUES (gen_random_uuid(), 'ada', 'ada', ' ada', now(), now())",
    "a deleted account":
      "INSERT INTO users (id, username, username_key, search_text, created, updated, deleted) VALUES (gen_random_uuid(), 'ada', 'ada', ' ada', now(), now(), now())",
    "an organization": "INSERT INTO organizations (id, name, name_key, created, updated) VALUES (gen_random_uuid(), 'Own', 'own', now(), now())",
  };
  test.each(Object.entries(insert))("with %s is refused, and left as it is", async (_, text) => {
    const database = await createTestDatabase();
    const { Client } = (await import("pg")).default;
    const client = new Client(database.connection);
    await client.connect();
    await client.query(text);
    const opening = openOn(database.connection);
    await expect(opening).rejects.toThrow(StartError);
    await expect(opening).rejects.toThrow(/accounts.*of its own.*--demo, ROSTER_DEMO.*only put into an empty one/);
    const { rows: found } = await client.query(
      "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM organizations) AS n, (SELECT count(*) FROM audit_log) AS audit",
    );
    expect(found).toEqual([{ n: "1", audit: "0" }]);
    await client.end();
    await database.drop();
  });
});

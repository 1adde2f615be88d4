import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Statement } from "../../src/kernel/context.ts";
import { largeTables, scannedTables } from "../organizations/size-plans.ts";
import { organizationTools } from "../organizations/support.ts";
import { countingStatements } from "../support/counting.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";
import { differences, settle, statistics } from "./support.ts";

/** What the statistics cost where there is much, and what they cost those who sign in. */
let server: Harness;
const PEOPLE = 12_000;

const tools = organizationTools(() => server);

/** People, keys of theirs, and one organization that all of them are in. */
const SEED = [
  `INSERT INTO users (id, username, username_key, search_text, created, updated)
    SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'p' || i, 'p' || i, ' p' || i, now(), now() FROM generate_series(1, ${PEOPLE}) i`,
  `INSERT INTO api_keys (id, user_id, name, name_key, hash, active, expires, last_login, created, updated)
    SELECT gen_random_uuid(), u.id, 'k', 'k', '\\x00', right(u.username, 1) <> '0', now() + (right(u.username, 2)::int - 20) * interval '5 days',
      CASE WHEN u.username ~ '[1-4]$' THEN now() - interval '100 days' END, now() - interval '120 days', now()
    FROM users u WHERE u.username ~ '^p.*\\d\\d$'`,
];

/** Service accounts of that organization, with as many keys as each may have: all in use, none about to expire. */
const MACHINES = [
  `INSERT INTO users (id, username, username_key, search_text, created, updated, is_service_account, organization_id)
    SELECT ('01900000-0000-7000-8001-' || lpad(to_hex(i), 12, '0'))::uuid, 's' || i, 's' || i, ' s' || i, now(), now(), true, $1 FROM generate_series(1, 60) i`,
  `INSERT INTO api_keys (id, user_id, name, name_key, hash, expires, last_login, created, updated)
    SELECT gen_random_uuid(), u.id, 'k' || n, 'k' || n, '\\x00', now() + interval '1 year', now(), now(), now()
    FROM users u, generate_series(1, 50) n WHERE u.organization_id = $1`,
];

/** How many rows of a table a statement really reads. */
async function rowsRead({ text, values = [] }: Statement, table: string): Promise<number> {
  interface Read {
    readonly "Relation Name"?: string;
    readonly "Actual Rows": number;
    readonly "Actual Loops": number;
    readonly "Rows Removed by Filter"?: number;
    readonly Plans?: readonly Read[];
  }
  const sum = (node: Read): number => {
    const own = node["Relation Name"] === table ? (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"] : 0;
    return own + (node.Plans ?? []).reduce((total, inner) => total + sum(inner), 0);
  };
  const { rows } = await server.db.query<{ "QUERY PLAN": [{ Plan: Read }] }>({ text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values });
  return sum((rows[0] as { "QUERY PLAN": [{ Plan: Read }] })["QUERY PLAN"][0].Plan);
}

let everybody: string;
let large: ReadonlySet<string>;

beforeAll(async () => {
  server = await startServer({ ROSTER_DATABASE_TIMEOUT: "60000" });
  for (const text of SEED) await server.db.query({ text });
  const guild = await tools.guild();
  everybody = guild.path;
  const member = `INSERT INTO role_assignments (id, role_id, organization_id, user_id, created)
    SELECT gen_random_uuid(), $1, $2, id, now() FROM users WHERE username ~ '^p'`;
  await server.db.query({ text: member, values: [guild.role("Organization Member"), guild.id] });
  for (const text of MACHINES) await server.db.query({ text, values: [guild.id] });
  await settle(server);
  await server.db.query({ text: "ANALYZE" });
  large = await largeTables(server, 2000);
});
afterAll(() => server.close());

const get = async (path: string) => {
  const reply = await server.call("GET", path, { token: server.admin });
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
};

describe("reading them", () => {
  test("takes the same few statements whatever is asked, none of which reads a large table from end to end", async () => {
    expect([...large]).toEqual(expect.arrayContaining(["users", "api_keys", "role_assignments", "statistics_accounts"]));
    const asked: Statement[] = [];
    const all = ["statistics-days", "statistics-keys"];
    for (const [path, names] of [
      ["/statistics", all],
      ["/statistics?from=2026-01-01&to=2026-12-31", all],
      [`${everybody}/statistics`, ["access-standing knows", "statistics-organization"]],
    ] as const) {
      const counted = await countingStatements(server, () => get(path));
      // Who asks is known once, and noted once a minute.
      expect([path, counted.names.filter((name) => !/^(principals|session|signing)-/.test(name))]).toEqual([path, names]);
      asked.push(...counted.asked);
    }
    const scans = await Promise.all(asked.map(async (statement) => [statement.name, await scannedTables(server, statement, large)]));
    expect(scans.filter(([, tables]) => tables?.length !== 0)).toEqual([]);
  });

  test("reads of an organization's keys those that it tells of, however many others there are", async () => {
    const { asked } = await countingStatements(server, () => get(`${everybody}/statistics`));
    const statement = asked.find(({ name }) => name === "statistics-organization") as Statement;
    expect(await rowsRead(statement, "api_keys")).toBe(0);
    const age = "UPDATE api_keys SET expires = now() - interval '1 day' WHERE name = 'k1' AND user_id IN (SELECT id FROM users WHERE username ~ '^s')";
    await server.db.query({ text: age });
    expect(await rowsRead(statement, "api_keys")).toBe(60);
    expect((await get(`${everybody}/statistics`)).keys).toMatchObject({ expiring: { count: 0 }, expired: { count: 60 }, unused: { count: 0 } });
  });

  test("counts keys up to 1,000, and members up to 10,000, and says that there are more", async () => {
    const { keys } = await get("/statistics");
    const count = async (condition: string) =>
      Number((await server.db.query<{ n: number }>({ text: `SELECT count(*) AS n FROM api_keys WHERE active AND ${condition}` })).rows[0]?.n);
    const [expiring, expired, unused] = [
      await count("expires > now() AND expires <= now() + interval '30 days'"),
      await count("expires <= now()"),
      await count("COALESCE(last_login, created) < now() - interval '91 days'"),
    ];
    expect([expiring < 1000, expired > 1000, unused > 1000]).toEqual([true, true, true]);
    expect(keys).toMatchObject({ expiring: { count: expiring, more: false }, expired: { count: 1000, more: true }, unused: { count: 1000, more: true } });
    expect((await get(`${everybody}/statistics`)).people).toEqual({ count: 10_000, more: true, enabled: null, mfa: null, mfa_share: null, active_users: null });
  });
});

describe("what they cost", () => {
  test("is nothing more to ask for a sign-in, which adds one row", async () => {
    const person = await makeUser(server);
    await settle(server);
    const rows = async () => (await server.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM statistics_events" })).rows[0]?.n;
    const { names } = await countingStatements(server, () => server.signIn(person.username, person.password));
    expect(names.filter((name) => name.startsWith("statistics"))).toEqual([]);
    expect(await rows()).toBe(1);
    // What goes on in the session adds none: whoever signed in today has been seen.
    await settle(server);
    server.clock.advance(61_000);
    await server.call("GET", "/users/me", { token: person.token });
    expect(await rows()).toBe(0);
  });

  test("is nothing more for the use of a key: the moment of a later one on the same day is written to no index", async () => {
    const { rows } = await server.db.query<{ id: string }>({ text: "SELECT id FROM api_keys WHERE active LIMIT 1" });
    const touch = (time: string) => ({ text: `UPDATE api_keys SET last_login = '2026-11-20T${time}Z' WHERE id = $1`, values: [rows[0]?.id] });
    await server.db.query(touch("08:00"));
    await server.db.query({ text: "VACUUM api_keys" });
    const stats = "SELECT n_tup_upd AS updated, n_tup_hot_upd AS hot FROM pg_stat_xact_user_tables WHERE relname = 'api_keys'";
    const done = await server.db.transaction(async (tx) => {
      const figures = async () => (await tx.query<{ updated: number; hot: number }>({ text: stats })).rows[0] ?? { updated: 0, hot: 0 };
      const before = await figures();
      await tx.query(touch("23:00"));
      const after = await figures();
      return { updated: after.updated - before.updated, hot: after.hot - before.hot };
    });
    expect(done).toEqual({ updated: 1, hot: 1 });
  });

  test("is one more row for a session that goes on the next day, however often and with however many sessions it is used", async () => {
    const person = await makeUser(server);
    const cookies = await Promise.all(
      [1, 2, 3].map(async () => (await server.signIn(person.username, person.password)).headers.get("set-cookie")?.split(";")[0] ?? ""),
    );
    server.clock.advance(86_400_000 - (server.clock.now() % 86_400_000) + 3_600_000);
    await settle(server);
    const seen = async () =>
      (
        await server.db.query<{ n: number }>({
          text: "SELECT count(*) AS n FROM statistics_events WHERE metric = 'seen' AND user_id = $1",
          values: [person.id],
        })
      ).rows[0]?.n;
    const use = async (cookie = "") => expect((await server.call("GET", "/users/me", { headers: { cookie } })).status).toBe(200);
    for (let i = 0; i < 5; i++) {
      await use(cookies[0]);
      server.clock.advance(61_000);
    }
    await expect.poll(seen).toBe(1);
    await server.app.statistician.idle();
    for (const cookie of cookies) await use(cookie);
    const used = { text: "SELECT 1 FROM sessions WHERE user_id = $1 AND last_used >= $2::date", values: [person.id, new Date(server.clock.now())] };
    await expect.poll(async () => (await server.db.query(used)).rowCount).toBe(3);
    expect(await seen()).toBe(0);
  });
});

test("many accounts that are made, switched off and erased by one statement are counted as many", async () => {
  const start = (await statistics(server, "", (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token)).totals;
  expect(start.people).toBeGreaterThan(PEOPLE);
  await server.db.query({ text: "UPDATE users SET is_active = false, updated = now() WHERE username ~ '^p1'" });
  await server.db.query({ text: "DELETE FROM users WHERE username ~ '^p[12]'" });
  expect(await differences(server)).toEqual([]);
  await settle(server);
  expect(await differences(server)).toEqual([]);
});

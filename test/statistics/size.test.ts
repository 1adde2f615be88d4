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

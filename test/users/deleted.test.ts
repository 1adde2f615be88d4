import { afterAll, beforeAll, expect, test } from "vitest";
import { countingStatements } from "../support/counting.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** Deleted accounts that can be restored, as superusers list them. */
let server: Harness;
let admin: { token: string };

beforeAll(async () => {
  server = await startServer({ ROSTER_TOMBSTONE_DAYS: "10" });
  admin = { token: server.admin };
});
afterAll(() => server.close());

const call = callingAs(() => server);
const DAY = 86_400_000;

test("superusers list deleted accounts, with until when each can be restored, and nobody else in the list", async () => {
  const [gone, there] = [await makeUser(server, { company: "Gone" }), await makeUser(server, { company: "Gone" })];
  await call(admin, "DELETE", `/users/${gone.id}`);
  const { json } = await call(admin, "GET", "/users?is_deleted=true&company=Gone");
  expect(json).toEqual([expect.objectContaining({ id: gone.id, username: gone.username, password: null })]);
  expect(Date.parse(json[0].restorable_until) - Date.parse(json[0].deleted)).toBe(10 * DAY);
  for (const path of ["/users?company=Gone", "/users?company=Gone&is_deleted=false"]) {
    const ordinary = await call(admin, "GET", path);
    expect(ordinary.json.map(({ id }: { id: string }) => id)).toEqual([there.id]);
    expect(ordinary.json[0]).not.toHaveProperty("deleted");
  }
  await call(admin, "POST", `/users/${gone.id}/restore`);
  expect((await call(admin, "GET", "/users?is_deleted=true&company=Gone")).json).toEqual([]);
});

test("it is searched, sorted, counted and walked like the others", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 5; at++) {
    const made = await makeUser(server, { name: `Walked ${at}` });
    ids.push(made.id);
    await call(admin, "DELETE", `/users/${made.id}`);
  }
  const first = await call(admin, "GET", "/users?is_deleted=true&q=walked&sort=-name&limit=3&count=exact");
  expect(first.headers.get("x-total-count")).toBe("5");
  const next = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  const second = await call(admin, "GET", next);
  expect([...first.json, ...second.json].map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
});

test("others may not ask; for superusers it is one statement, which the index of tombstones serves", async () => {
  const person = await makeUser(server);
  expect((await call(person, "GET", "/users?is_deleted=true")).json.code).toBe("access.superuser");
  const { asked } = await countingStatements(server, () => call(admin, "GET", "/users?is_deleted=true"));
  const lists = asked.filter(({ name }) => name?.startsWith("user-list"));
  expect(lists).toHaveLength(1);
  const [list] = lists;
  const plan = await server.db.transaction(async (tx) => {
    await tx.query({ text: "SET LOCAL enable_seqscan = off" });
    const { rows } = await tx.query<{ "QUERY PLAN": string }>({ text: `EXPLAIN ${list?.text}`, values: list?.values ?? [] });
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("users_tombstones");
});

test("what can be restored no more is not listed, before it is erased", async () => {
  const gone = await makeUser(server, { company: "Late" });
  await call(admin, "DELETE", `/users/${gone.id}`);
  server.clock.advance(10 * DAY - 60_000);
  const token = (await server.signIn("admin", "correct horse battery staple")).json.access_token;
  expect((await call({ token }, "GET", "/users?is_deleted=true&company=Late")).json).toHaveLength(1);
  server.clock.advance(120_000);
  expect((await call({ token }, "GET", "/users?is_deleted=true&company=Late")).json).toEqual([]);
  expect((await call({ token }, "POST", `/users/${gone.id}/restore`)).json.code).toBe("user.not_deleted");
});

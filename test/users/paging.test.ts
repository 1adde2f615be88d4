import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
const list = (query: string) => server.call("GET", `/users?${query}`, { token: server.admin });

/** 300 accounts with many ties and gaps in what they can be sorted by. */
const FILL = `INSERT INTO users (id, username, username_key, email, email_key, name, name_key, company, job_title, last_login, search_text, created, updated)
  SELECT ('01900000-0000-7' || lpad(to_hex(i % 16), 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'p' || i, 'p' || i,
    CASE WHEN i % 3 > 0 THEN 'p' || i || '@example.com' END, CASE WHEN i % 3 > 0 THEN 'p' || i || '@example.com' END,
    CASE WHEN i % 4 > 0 THEN 'Name ' || (i % 7) END, CASE WHEN i % 4 > 0 THEN 'name ' || (i % 7) ELSE '' END,
    CASE WHEN i % 5 > 0 THEN 'C' || (i % 3) END, CASE WHEN i % 2 > 0 THEN 'J' || (i % 2) END,
    CASE WHEN i % 6 > 0 THEN timestamptz '2026-01-01Z' + (i % 9) * interval '1 hour' + interval '1.000001 s' END,
    ' name ' || (i % 7) || ' p' || i || ' ', now(), now()
  FROM generate_series(1, 300) i`;

beforeAll(async () => {
  server = await startServer();
  await server.db.query({ text: FILL });
});
afterAll(() => server.close());

interface Row {
  readonly id: string;
  readonly [field: string]: string | null;
}

async function walk(query: string): Promise<Row[]> {
  const found: Row[] = [];
  let next: string | undefined = `/users?${query}`;
  while (next) {
    const reply = await server.call("GET", next, { token: server.admin });
    expect(reply.status).toBe(200);
    found.push(...reply.json);
    const link = reply.headers.get("link");
    next = link ? link.replace(/^<http:\/\/roster\.test(.*)>; rel="next"$/, "$1") : undefined;
  }
  return found;
}

const sorts = [
  "",
  "created",
  "-created",
  "username",
  "-email",
  "name",
  "-name",
  "company,-last_login",
  "-job_title,name",
  "last_login",
  "-last_login,-name,company",
  "name,created",
];
describe.each(sorts)("sorted by '%s'", (sort) => {
  test("a walk by cursor shows every account once, in the order of the list by offset", async () => {
    const walked = await walk(`limit=37&sort=${sort}`);
    const whole = (await list(`limit=1000&sort=${sort}`)).json;
    expect(walked.map((row) => row.id)).toEqual(whole.map((row: Row) => row.id));
    expect(new Set(walked.map((row) => row.id)).size).toBe(301);
  });
});

test("an exact page has no next one", async () => {
  expect((await list("limit=301")).headers.get("link")).toBeNull();
  expect((await list("limit=300")).headers.get("link")).not.toBeNull();
});

test("a walk misses nothing and repeats nothing while accounts are made and deleted", async () => {
  const before = (await walk("limit=1000&q=p")).map((row) => row.id);
  const seen: string[] = [];
  let next: string | undefined = "/users?limit=50&q=p";
  for (let page = 0; next; page++) {
    const reply = await server.call("GET", next, { token: server.admin });
    seen.push(...reply.json.map((row: Row) => row.id));
    await server.call("POST", "/users", { token: server.admin, body: { username: `p-new-${page}` } });
    const link = reply.headers.get("link");
    next = link ? link.replace(/^<http:\/\/roster\.test(.*)>.*$/, "$1") : undefined;
    if (page > 50) throw new Error("the walk does not end");
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(before.filter((id) => !seen.includes(id))).toEqual([]);
});

test("a cursor that was changed, belongs to another query or comes with an offset is refused", async () => {
  const link = (await list("limit=5&sort=name")).headers.get("link") ?? "";
  const cursor = /cursor=([^>&]+)/.exec(link)?.[1] ?? "";
  const flipped = cursor.replace(/.$/, (c) => (c === "A" ? "B" : "A")).replace(/^./, (c) => (c === "A" ? "B" : "A"));
  for (const query of [
    `sort=name&cursor=${flipped}`,
    `cursor=${cursor}`,
    `sort=name&is_active=true&cursor=${cursor}`,
    "cursor=x",
    "cursor=%00",
    `sort=name&offset=1&cursor=${cursor}`,
  ]) {
    expect([query, (await list(query)).status]).toEqual([query, 422]);
  }
  expect((await list(`sort=name&limit=9&cursor=${cursor}`)).status).toBe(200);
});

test("a count is told only when it is asked for, and says how it was made", async () => {
  expect((await list("limit=1")).headers.get("x-total-count")).toBeNull();
  const exact = await list("limit=1&count=exact&company=C1");
  const all = await list("limit=1000&company=C1");
  expect([exact.headers.get("x-total-count"), exact.headers.get("x-total-count-kind")]).toEqual([String(all.json.length), "exact"]);
  const estimate = await list("limit=1&count=estimate");
  expect(estimate.headers.get("x-total-count-kind")).toBe("estimate");
  expect(Number(estimate.headers.get("x-total-count"))).toBeGreaterThan(0);
  expect((await list("count=maybe")).status).toBe(422);
});

test("what cannot be sorted by is refused, with what can", async () => {
  for (const sort of ["password", "-metadata", "name,name", "name,email,company,job_title", "name;drop"]) {
    const reply = await list(`sort=${encodeURIComponent(sort)}`);
    expect([sort, reply.status]).toEqual([sort, 422]);
    expect(reply.json.detail[0]).toMatchObject({ loc: ["query", "sort"] });
  }
});

test("every filter and every sort finds its rows by an index", async () => {
  const hidden = new Set(["locked", "limit", "offset", "cursor", "count", "sort"]);
  const { UserListQuery, SORT_FIELDS } = await import("../../src/modules/users/schema.ts");
  const { createUserList } = await import("../../src/modules/users/list-store.ts");
  const examples: Record<string, unknown> = { ids: ["01900000-0000-7000-8000-000000000001"], q: "name", metadata: "{}", is_active: false };
  const ask = createUserList();
  const plans: string[] = [];
  const spy = {
    query: async (statement: { text: string; values?: readonly unknown[] }) => {
      const run = (text: string, values?: readonly unknown[]) => server.db.query({ text, ...(values && { values }) });
      return server.db.transaction(async (tx) => {
        // Small tables are read whole whatever indexes they have; what is asked here is whether one fits.
        await tx.query({ text: "SET LOCAL enable_seqscan = off" });
        await tx.query({ text: "SET LOCAL enable_bitmapscan = on" });
        const { rows } = await tx.query<Record<string, string>>({ text: `EXPLAIN ${statement.text}`, ...(statement.values && { values: statement.values }) });
        plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
        return run(statement.text, statement.values);
      });
    },
  };
  const base = { limit: 10, offset: 0, after: undefined, viewer: null, tombstoneDays: 30, now: new Date() };
  for (const [name, schema] of Object.entries(UserListQuery.properties) as [string, { type?: string; format?: string }][]) {
    if (hidden.has(name)) continue;
    const value =
      examples[name] ??
      (schema.type === "boolean"
        ? true
        : schema.format === "uuid"
          ? "01900000-0000-7000-8000-000000000001"
          : schema.format === "date-time"
            ? "2026-01-01T00:00:00Z"
            : "x");
    await ask.page(spy as never, { ...base, filters: { [name]: value }, sort: [{ field: "created", descending: false }] });
  }
  for (const field of SORT_FIELDS) await ask.page(spy as never, { ...base, filters: {}, sort: [{ field, descending: true }] });
  expect(plans.filter((plan) => plan.includes("Seq Scan on users"))).toEqual([]);
  expect(plans.length).toBeGreaterThan(25);
});

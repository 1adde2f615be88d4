import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

/** ETag, If-Match and Idempotency-Key: what every resource inherits. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const make = async () =>
  (await server.call("POST", "/users", { token: server.admin, body: { username: `w${Math.random().toString(36).slice(2)}` } })).json.id as string;
const patch = (id: string, body: unknown, etag?: string) =>
  server.call("PATCH", `/users/${id}`, { token: server.admin, body, ...(etag && { headers: { "if-match": etag } }) });

describe("If-Match", () => {
  test("of two changes of the same version at once one wins and the other gets 412 with the new ETag", async () => {
    for (const field of ["name", "username"] as const) {
      const id = await make();
      const etag = (await server.call("GET", `/users/${id}`, { token: server.admin })).headers.get("etag") as string;
      const replies = await Promise.all([1, 2, 3, 4].map((i) => patch(id, { [field]: `${field}-${id.slice(-8)}-${i}` }, etag)));
      const lost = replies.filter((reply) => reply.status === 412);
      expect(replies.map((reply) => reply.status).sort()).toEqual([200, 412, 412, 412]);
      const current = (await server.call("GET", `/users/${id}`, { token: server.admin })).headers.get("etag");
      for (const reply of lost) expect([reply.headers.get("etag"), reply.json.code]).toEqual([current, "etag.mismatch"]);
    }
  });

  test("guards PATCH, PATCH without changes and DELETE; * fits whatever there is; weak tags never fit", async () => {
    const id = await make();
    expect((await patch(id, { name: "x" }, '"99"')).status).toBe(412);
    expect((await patch(id, {}, '"99"')).status).toBe(412);
    expect((await patch(id, { name: "x" }, 'W/"1"')).status).toBe(412);
    expect((await patch(id, { name: "x" }, "nonsense")).status).toBe(412);
    expect((await patch(id, { name: "x" }, '"7", "1"')).status).toBe(200);
    expect((await patch(id, { name: "y" }, "*")).status).toBe(200);
    const stale = await server.call("DELETE", `/users/${id}`, { token: server.admin, headers: { "if-match": '"1"' } });
    expect(stale.status).toBe(412);
    expect((await server.call("DELETE", `/users/${id}`, { token: server.admin, headers: { "if-match": '"3"' } })).status).toBe(200);
  });

  test("without it no change is lost: a hundred at once are a hundred versions and a hundred audit rows", async () => {
    const id = await make();
    const fields = ["name", "company", "job_title", "avatar_url"];
    const replies = await Promise.all(Array.from({ length: 100 }, (_, i) => patch(id, { [fields[i % 4] as string]: `v${i}` })));
    expect(new Set(replies.map((reply) => reply.headers.get("etag"))).size).toBe(100);
    const { rows } = await server.db.query<{ version: number }>({ text: "SELECT version FROM users WHERE id = $1", values: [id] });
    expect(rows[0]?.version).toBe(101);
    const log = await server.call("GET", `/audit?target_id=${id}&action=user.update&limit=1000`, { token: server.admin });
    expect(log.json).toHaveLength(100);
    // Each tells of what another left, and no two of the same: a chain without a gap.
    const names = log.json.filter((entry: { after: object }) => "name" in entry.after);
    const befores: (string | null)[] = names.map((entry: { before: { name: string | null } }) => entry.before.name);
    const afters: string[] = names.map((entry: { after: { name: string } }) => entry.after.name);
    expect(new Set(befores).size).toBe(25);
    expect(befores.filter((name) => name === null || afters.includes(name))).toHaveLength(25);
  });
});

test("If-None-Match answers 304 while nothing changed", async () => {
  const id = await make();
  const etag = (await server.call("GET", `/users/${id}`, { token: server.admin })).headers.get("etag") as string;
  const again = await server.call("GET", `/users/${id}`, { token: server.admin, headers: { "if-none-match": etag } });
  expect([again.status, again.text]).toEqual([304, ""]);
  await patch(id, { name: "new" });
  expect((await server.call("GET", `/users/${id}`, { token: server.admin, headers: { "if-none-match": etag } })).status).toBe(200);
});

describe("Idempotency-Key", () => {
  const post = (key: string, body: unknown, token = server.admin) => server.call("POST", "/users", { token, body, headers: { "idempotency-key": key } });

  test("ten requests at once with one key make one user and get one answer", async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => post("key-1", { username: "once", password: "initial" })));
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.text} ${reply.headers.get("etag")}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(200);
    const log = await server.call("GET", `/audit?target_id=${replies[0]?.json.id}&action=user.create`, { token: server.admin });
    expect(log.json).toHaveLength(1);
  });

  test("the same key with another body, query or path is refused; another account's key is its own", async () => {
    expect((await post("key-1", { username: "twice" })).json.code).toBe("idempotency.key_reused");
    const query = await server.call("POST", "/users?username=once", { token: server.admin, headers: { "idempotency-key": "key-1" } });
    expect(query.status).toBe(422);
    const other = await makeUser(server, { is_superuser: true });
    expect((await post("key-1", { username: "twice" }, other.token)).status).toBe(200);
  });

  test("a refusal is not kept: the same key works once the reason is gone", async () => {
    const id = (await post("k2", { username: "taken" })).json.id;
    expect((await post("k3", { username: "TAKEN" })).status).toBe(409);
    await server.call("DELETE", `/users/${id}`, { token: server.admin });
    expect((await post("k3", { username: "TAKEN" })).status).toBe(200);
  });

  test("after 24 hours a key is new again", async () => {
    const { keepHouse } = await import("../../src/jobs/housekeeping.ts");
    const { systemContext } = await import("../../src/app.ts");
    const id = (await post("k4", { username: "daily" })).json.id;
    server.clock.advance(86_400_000 + 1000);
    await keepHouse(systemContext(server.app.services, server.db, "test"));
    const token = (await server.signIn("admin", "correct horse battery staple")).json.access_token;
    Object.assign(server, { admin: token });
    expect((await post("k4", { username: "daily" })).status).toBe(409);
    await server.call("DELETE", `/users/${id}`, { token });
  });

  test("a key that is no visible ASCII, or too long, is refused", async () => {
    for (const key of ["x".repeat(256), "a b", "ä"]) expect((await post(key, { username: "never" })).status).toBe(422);
  });
});

test("a tombstone is erased when its time is over, and the id is gone for good", async () => {
  const { keepHouse } = await import("../../src/jobs/housekeeping.ts");
  const { systemContext } = await import("../../src/app.ts");
  const id = await make();
  await server.call("DELETE", `/users/${id}`, { token: server.admin });
  server.clock.advance(31 * 86_400_000);
  const token = (await server.signIn("admin", "correct horse battery staple")).json.access_token;
  Object.assign(server, { admin: token });
  expect((await server.call("POST", `/users/${id}/restore`, { token })).status).toBe(404);
  await keepHouse(systemContext(server.app.services, server.db, "test"));
  const { rows } = await server.db.query({ text: "SELECT 1 FROM users WHERE id = $1", values: [id] });
  expect(rows).toHaveLength(0);
  const log = await server.call("GET", `/audit?action=user.erase&target_id=${id}`, { token });
  expect(log.json).toMatchObject([{ actor_kind: "system", actor_name: "test", target_type: "user", before: null }]);
});

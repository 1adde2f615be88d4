import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { createJobBook } from "../../src/jobs/book.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { JOB_NAMES } from "../../src/jobs/names.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  // A mail server that nobody listens at.
  server = await startServer({ ROSTER_SMTP_URL: "smtp://127.0.0.1:9" });
});
afterAll(() => server.close());

const listed = async () => (await server.call("GET", "/jobs", { token: server.admin })).json;
const of = async (wanted: string) => (await listed()).find(({ name }: { name: string }) => name === wanted);

describe("GET /jobs", () => {
  test("lists every job, and what waits for it, before any was done", async () => {
    const jobs = await listed();
    expect(jobs.map(({ name }: { name: string }) => name)).toEqual(JOB_NAMES);
    expect(jobs[0]).toMatchObject({ state: "not_yet", last_started: null, last_done: null, next_run: null, queue: null });
    expect(await of("mail")).toMatchObject({ queue: { waiting: 0, given_up: 0, oldest: null } });
  });

  test("says how the last round went, and when the next is", async () => {
    await server.call("POST", "/users", { token: server.admin, body: { username: "linked", email: "linked@example.com" } });
    await server.call("POST", "/auth/password_reset", { body: { identifier: "linked@example.com" } });
    server.app.startHousekeeping();
    await expect.poll(async () => (await of("mail")).queue, { timeout: 15_000 }).toMatchObject({ waiting: expect.any(Number) });
    await server.app.mailer.idle();
    await server.app.notifier.idle();
    // Nobody listens there: the message stays.
    expect(await of("mail")).toMatchObject({ queue: { waiting: 1, oldest: expect.any(String) } });
    expect(await of("mail")).toMatchObject({ state: "done", last_started: expect.any(String), last_milliseconds: expect.any(Number), problem: null });
    const { last_started, next_run } = await of("logout_notices");
    expect(Date.parse(next_run) - Date.parse(last_started)).toBe(5000);
  });

  test("keeps what went wrong in words, and one that fails keeps the others from nothing", async () => {
    const book = createJobBook(server.clock);
    await server.db.query({ text: "ALTER TABLE devices RENAME TO devices_away" });
    try {
      await expect(keepHouse(systemContext(server.app.services, server.db, "test"), undefined, book)).rejects.toThrow();
    } finally {
      await server.db.query({ text: "ALTER TABLE devices_away RENAME TO devices" });
    }
    const states = Object.fromEntries(book.states().map((state) => [state.name, state]));
    expect(states["devices"]).toMatchObject({ state: "failed", last_done: null, last_failed: expect.any(String), problem: expect.stringContaining("devices") });
    expect(states["key_rotation"]).toMatchObject({ state: "done", last_done: 0 });
    await keepHouse(systemContext(server.app.services, server.db, "test"), undefined, book);
    expect(book.states().find(({ name }) => name === "devices")).toMatchObject({ state: "done", last_done: 0, last_failed: expect.any(String) });
  });
});

test("GET /system tells of the process and its database", async () => {
  const { status, json } = await server.call("GET", "/system", { token: server.admin });
  expect(status).toBe(200);
  expect(json).toMatchObject({ version: "0.1.0", node: process.versions.node, database: { migrations: { missing: [] } } });
  expect(json.database.latency_milliseconds).toBeGreaterThan(0);
  expect(json.database.size_bytes).toBeGreaterThan(1_000_000);
  expect(json.database.migrations.applied).toBeGreaterThan(10);
  expect(json.memory.resident).toBeGreaterThan(json.memory.heap_used);
  await server.db.query({ text: "DELETE FROM schema_migrations WHERE name = (SELECT max(name) FROM schema_migrations)" });
  expect((await server.call("GET", "/system", { token: server.admin })).json.database.migrations.missing).toHaveLength(1);
});

test("the audit log calls by their names who did what to whom", async () => {
  const { json: user } = await server.call("POST", "/users", { token: server.admin, body: { username: "audited", name: "Ada Lovelace" } });
  const { json } = await server.call("GET", `/audit?target_id=${user.id}`, { token: server.admin });
  expect(json[0]).toMatchObject({ action: "user.create", actor_label: "Reserved admin", target_label: "Ada Lovelace" });
  const person = await makeUser(server, { name: "Grace Hopper" });
  const signedIn = await server.call("GET", `/audit?action=session.create&actor_id=${person.id}`, { token: server.admin });
  expect(signedIn.json[0]).toMatchObject({ actor_label: "Grace Hopper", target_label: "Grace Hopper" });
  const { json: key } = await server.call("POST", "/users/me/api_keys", { token: person.token, body: { name: "of the loom" } });
  await server.call("PATCH", `/users/me/api_keys/${key.id}`, { token: person.token, body: { description: "weaves" } });
  const changed = await server.call("GET", `/audit?target_id=${key.id}&action=api_key.update`, { token: server.admin });
  expect(changed.json[0]).toMatchObject({ actor_label: "Grace Hopper", target_label: "of the loom" });
});

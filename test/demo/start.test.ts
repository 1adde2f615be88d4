import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { makeUser, startServer } from "../support/harness.ts";
import { launch } from "../support/launcher.ts";

/** The start as an operator does it. */
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase("empty");
});
afterEach(() => database.drop());

const SECRET_KEY = Buffer.alloc(32, 7).toString("base64");
const start = (url: string) => launch(["start", "--demo"], { env: { DATABASE_URL: url, ROSTER_SECRET_KEY: SECRET_KEY, PORT: "0" } });
const ADMIN = /admin {5}admin\n {2}password {2}(\S+) {3}\(shown this once\)/;
const DEMO = /Demo data: .*\n {2}password {2}(\S+)\n +(\S+) \(superuser\), (\S+) \(administers an organization\), (\S+) \(member of it\)/;

async function signIn(url: string, username: string, password: string): Promise<number> {
  const response = await fetch(`${url}/auth/login`, { method: "POST", body: new URLSearchParams({ username, password }) });
  await response.arrayBuffer();
  return response.status;
}

test("the banner says who can sign in, at each start; the admin's password is shown once", { timeout: 120_000 }, async () => {
  const first = start(database.url);
  const [, password = "", ...usernames] = await first.says(DEMO);
  const [, admin = ""] = await first.says(ADMIN);
  const url = await first.url();
  for (const username of usernames) expect(await signIn(url, username, password), username).toBe(200);
  expect(await signIn(url, "admin", admin)).toBe(200);
  expect(await signIn(url, "admin", password)).toBe(401);
  expect(first.output()).toContain("making up the demo data…");
  first.process.kill("SIGTERM");
  expect(await first.ended).toBe(0);

  const second = start(database.url);
  expect((await second.says(DEMO))[1]).toBe(password);
  await second.url();
  expect(second.output()).not.toContain("making up the demo data");
  expect(second.output()).not.toMatch(ADMIN);
  second.process.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test("an installation that people use is refused, in a sentence, and serves on", { timeout: 60_000 }, async () => {
  const server = await startServer();
  await makeUser(server);
  const { rows } = await server.db.query<{ name: string }>({ text: "SELECT current_database() AS name" });
  const refused = start(database.url.replace(/[^/]+$/, rows[0]?.name ?? ""));
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toMatch(
    /^roster: this installation has accounts, .* of its own, and demo data \(--demo, ROSTER_DEMO\) is only put into an empty one: start without it.*$/m,
  );
  expect((await server.call("GET", "/users?limit=1&count=exact&is_service_account=false", { token: server.admin })).headers.get("x-total-count")).toBe("2");
  await server.close();
});

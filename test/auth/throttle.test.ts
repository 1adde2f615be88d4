import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
let now: number;
beforeEach(async () => {
  server = await startServer({ ROSTER_TRUST_PROXY: "127.0.0.1" });
  // Time stands still but for what a test lets pass: a block of one second does not end under a busy machine.
  now = server.clock.now();
  vi.spyOn(server.clock, "now").mockImplementation(() => now);
});
afterEach(() => server.close());

const advance = (ms: number) => {
  now += ms;
};

const attempt = (address: string, username: string, password: string, at: Harness = server) =>
  at.call("POST", "/auth/login", { form: { username, password }, headers: { "x-forwarded-for": address } });

async function fail(times: number, address: string, username: string) {
  for (let i = 0; i < times; i++) expect((await attempt(address, username, "wrong")).status).toBe(401);
}

const failures = async () =>
  (await server.db.query<{ user_id: string | null; failures: number }>({ text: "SELECT user_id, failures FROM sign_in_failures ORDER BY failures, user_id" }))
    .rows;

const wait = (answer: { headers: Headers }) => Number(answer.headers.get("retry-after"));

describe("failed sign-ins for an account from an address", () => {
  test("five are free, then each doubles the wait, up to a quarter of an hour", async () => {
    await fail(6, "10.0.0.1", "admin");
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      const blocked = await attempt("10.0.0.1", "admin", ADMIN_PASSWORD);
      expect([blocked.status, blocked.json.code, blocked.json.type]).toEqual([429, "auth.too_many_attempts", "RateLimitError"]);
      waits.push(wait(blocked));
      advance(wait(blocked) * 1000);
      expect((await attempt("10.0.0.1", "admin", "wrong")).status).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  test("while blocked, nothing is hashed and nothing is counted", async () => {
    await fail(6, "10.0.0.1", "admin");
    const before = await failures();
    const verify = vi.spyOn(server.app.services.hasher, "verify");
    expect((await attempt("10.0.0.1", "admin", "wrong")).status).toBe(429);
    expect(verify).not.toHaveBeenCalled();
    verify.mockRestore();
    expect(await failures()).toEqual(before);
  });

  test("the owner signs in from elsewhere all the while", async () => {
    await fail(6, "10.0.0.1", "admin");
    expect((await attempt("10.0.0.1", "admin", ADMIN_PASSWORD)).status).toBe(429);
    expect((await attempt("10.0.0.2", "admin", ADMIN_PASSWORD)).status).toBe(200);
    expect((await attempt("10.0.0.1", "admin", ADMIN_PASSWORD)).status).toBe(429);
  });

  test("a success forgets them; so does a day without one", async () => {
    await fail(5, "10.0.0.1", "admin");
    expect((await attempt("10.0.0.1", "admin", ADMIN_PASSWORD)).status).toBe(200);
    await fail(6, "10.0.0.1", "admin");
    expect((await attempt("10.0.0.1", "admin", ADMIN_PASSWORD)).status).toBe(429);
    advance(86_400_000);
    await fail(6, "10.0.0.1", "admin");
    expect((await attempt("10.0.0.1", "admin", "wrong")).status).toBe(429);
  });

  test("the account is known by any of its spellings, and an unknown one is treated no other way", async () => {
    const user = await makeUser(server);
    await fail(3, "10.0.0.1", user.username);
    await fail(3, "10.0.0.1", user.username.toUpperCase());
    const known = await attempt("10.0.0.1", user.username, "wrong");
    await fail(6, "10.0.0.2", "nobody");
    const unknown = await attempt("10.0.0.2", "nobody", "wrong");
    const words = ({ status, json, headers }: typeof known) => [status, json.detail, json.code, headers.get("retry-after")];
    expect(words(unknown)).toEqual(words(known));
  });

  test("a known account shows as locked while it is held back somewhere", async () => {
    const user = await makeUser(server);
    const locked = async () => (await server.call("GET", "/users?locked=true", { token: server.admin })).json.map((found: { id: string }) => found.id);
    await fail(5, "10.0.0.1", user.username);
    expect(await locked()).toEqual([]);
    await fail(1, "10.0.0.1", user.username);
    expect(await locked()).toEqual([user.id]);
    advance(1000);
    expect(await locked()).toEqual([]);
  });

  test("addresses of one IPv6 network are one source; IPv4 is the same in IPv6 clothes", async () => {
    await fail(3, "2001:db8:0:1::1", "admin");
    await fail(3, "2001:db8:0:1:ffff:ffff:ffff:ffff", "admin");
    expect((await attempt("2001:db8:0:1::2", "admin", ADMIN_PASSWORD)).status).toBe(429);
    expect((await attempt("2001:db8:0:2::2", "admin", ADMIN_PASSWORD)).status).toBe(200);
    await fail(6, "10.0.0.7", "admin");
    expect((await attempt("::ffff:10.0.0.7", "admin", ADMIN_PASSWORD)).status).toBe(429);
  });
});

describe("many at once", () => {
  test("a hundred guesses count as a hundred: five are looked at, and one more, then it is over", async () => {
    const verify = vi.spyOn(server.app.services.hasher, "verify");
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => attempt("10.0.0.1", "admin", `guess ${i}`)));
    expect(verify).toHaveBeenCalledTimes(6);
    verify.mockRestore();
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(answers.filter(({ status, json }) => status === 429 && json.code === "auth.too_many_attempts")).toHaveLength(94);
  });

  test("two processes count together, and overlap by one guess each at most", async () => {
    const other = await server.sibling();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => attempt("10.0.0.1", "admin", `guess ${i}`, i % 2 ? other : server)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(7);
    expect((await attempt("10.0.0.1", "admin", ADMIN_PASSWORD, other)).status).toBe(429);
    await other.close();
  });

  test("right sign-ins of one account at once all succeed", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => attempt("10.0.0.1", "admin", ADMIN_PASSWORD)));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
  });
});

describe("failures of one address on many accounts", () => {
  test("hold the address back for every account, and for no other address", async () => {
    for (let i = 0; i < 101; i++) expect((await attempt("10.0.0.1", `spray-${i}`, "Spring2026!")).status).toBe(401);
    const blocked = await attempt("10.0.0.1", "admin", ADMIN_PASSWORD);
    expect([blocked.status, blocked.json.code, wait(blocked)]).toEqual([429, "auth.too_many_attempts", 1]);
    expect(blocked.json.detail).toMatch(/from this address/);
    expect((await attempt("10.0.0.2", "admin", ADMIN_PASSWORD)).status).toBe(200);
  });

  test("are forgotten one by one, so that ordinary mistakes never add up", async () => {
    for (let i = 0; i < 100; i++) expect((await attempt("10.0.0.1", `office-${i}`, "wrong")).status).toBe(401);
    for (let i = 0; i < 10; i++) {
      advance(31_000);
      expect((await attempt("10.0.0.1", `later-${i}`, "wrong")).status).toBe(401);
    }
    expect((await attempt("10.0.0.1", "admin", ADMIN_PASSWORD)).status).toBe(200);
  });
});

test("what is forgotten is removed, what still counts is not", async () => {
  await fail(1, "10.0.0.1", "old");
  advance(86_400_000);
  await fail(1, "10.0.0.2", "young");
  await keepHouse(systemContext(server.app.services, server.db, "test"));
  expect(await failures()).toHaveLength(2);
});

test("neither name nor address stands in the table", async () => {
  await fail(1, "10.0.0.1", "somebody");
  const { rows } = await server.db.query<{ key: Buffer }>({ text: "SELECT key FROM sign_in_failures" });
  for (const { key } of rows) expect(key).toHaveLength(32);
});

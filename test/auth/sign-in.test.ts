import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createHasher } from "../../src/modules/credentials/hasher.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_TRUST_PROXY: "127.0.0.1" });
});
afterAll(() => server.close());

/** A sign-in from an address of its own, so that no test is held up by the failures of another. */
function from(address: string, form: Record<string, string>) {
  return server.call("POST", "/auth/login", { form, headers: { "x-forwarded-for": address } });
}

let host = 0;
const elsewhere = () => `10.1.${Math.floor(++host / 250)}.${(host % 250) + 1}`;

describe("signing in with a password", () => {
  test("answers as the contract says, with a cookie, not to be cached", async () => {
    const answer = await from(elsewhere(), { username: "admin", password: ADMIN_PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      token_type: "bearer",
      expires_in: 3600,
      refresh_token: expect.any(String),
      scope: "",
      device_id: null,
      device_metadata: null,
      token: answer.json.access_token,
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("set-cookie")).toMatch(/^roster_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await server.call("GET", "/users/me", { token: answer.json.access_token })).json.username).toBe("admin");
  });

  test("another site's form gets no cookie, so that it cannot sign its visitor in as somebody else", async () => {
    const form = { username: "admin", password: ADMIN_PASSWORD };
    for (const [origin, hasCookie] of [
      ["https://evil.example", false],
      ["null", false],
      ["http://roster.test", true],
    ] as const) {
      const answer = await server.call("POST", "/auth/login", { form, headers: { origin, "x-forwarded-for": elsewhere() } });
      expect([origin, answer.status, answer.headers.has("set-cookie")]).toEqual([origin, 200, hasCookie]);
    }
  });

  test("the cookie is Secure where the public address is https", async () => {
    const secure = await server.sibling({ ROSTER_PUBLIC_URL: "https://roster.test" });
    const answer = await secure.signIn("admin", ADMIN_PASSWORD);
    expect(answer.headers.get("set-cookie")).toMatch(/; Secure$/);
    await secure.close();
  });

  test("takes username or e-mail address, without Unicode case and after NFKC", async () => {
    const user = await makeUser(server, { username: "Straße@Example.COM", email: "ΟΔΥΣΣΕΎΣ@example.com" });
    for (const username of ["straße@example.com", "STRASSE@EXAMPLE.COM", "οδυσσεύς@EXAMPLE.com", "Ｓtrasse@example.com"]) {
      expect([username, (await from(elsewhere(), { username, password: user.password })).status]).toEqual([username, 200]);
    }
  });

  test("the password is compared after NFKC", async () => {
    const user = await makeUser(server);
    const changed = await server.call("PATCH", "/users/me", { token: user.token, body: { password: "Ångström ﬁnds a way" } });
    expect(changed.status).toBe(200);
    expect((await from(elsewhere(), { username: user.username, password: "A\u030angstro\u0308m finds a way" })).status).toBe(200);
  });

  test("moves last_login and writes one audit row, by the account itself", async () => {
    const user = await makeUser(server);
    const before = await server.call("GET", `/users/${user.id}`, { token: server.admin });
    const { headers } = await from("10.9.9.9", { username: user.username, password: user.password });
    expect(headers.get("x-request-id")).toBeTruthy();
    const after = await server.call("GET", `/users/${user.id}`, { token: server.admin });
    expect(Date.parse(after.json.last_login)).toBeGreaterThan(Date.parse(before.json.last_login));
    expect(after.json.updated).toBe(before.json.updated);
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
    const audit = await server.call("GET", `/audit?request_id=${headers.get("x-request-id")}`, { token: server.admin });
    expect(audit.json).toMatchObject([
      { action: "session.create", actor_kind: "user", actor_id: user.id, address: "10.9.9.9", after: { user_id: user.id, amr: ["pwd"] } },
    ]);
  });

  test("an expired password still gets a token, and it can do nothing else", async () => {
    const made = await server.call("POST", "/users", { token: server.admin, body: { username: "newcomer", password: "x" } });
    expect(made.json.password_expired).toBe(true);
    const { json } = await from(elsewhere(), { username: "newcomer", password: "x" });
    expect((await server.call("GET", "/users/me", { token: json.access_token })).status).toBe(200);
    for (const path of ["/users", "/auth/api_token", `/users/${made.json.id}/sessions`]) {
      expect((await server.call("GET", path, { token: json.access_token })).json.code).toBe("password.expired");
    }
    expect((await server.call("POST", "/auth/logout", { token: json.access_token })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token: json.access_token })).status).toBe(401);
  });
});

describe("refusals", () => {
  /** What a client can tell apart, and what the server did for it. */
  async function observe(form: Record<string, string>) {
    const query = vi.spyOn(server.db, "query");
    const verify = vi.spyOn(server.app.services.hasher, "verify");
    try {
      const { status, json, headers } = await from(elsewhere(), form);
      const { request_id: _, ...body } = json;
      return { status, body, cookie: headers.get("set-cookie"), hashes: verify.mock.calls.length, statements: query.mock.calls.map(([{ name }]) => name) };
    } finally {
      query.mockRestore();
      verify.mockRestore();
    }
  }

  test("an account that is not there, or not to be signed in to, is like a wrong password: in words and in work", async () => {
    const [inactive, external, machine, bare] = [await makeUser(server), await makeUser(server), await makeUser(server), await makeUser(server)];
    await server.call("PATCH", `/users/${inactive.id}`, { token: server.admin, body: { is_active: false } });
    await server.db.query({ text: "UPDATE users SET oauth_provider = 'p', oauth_id = 'o' WHERE id = $1", values: [external.id] });
    await server.db.query({ text: "UPDATE users SET is_service_account = true WHERE id = $1", values: [machine.id] });
    await server.db.query({ text: "DELETE FROM passwords WHERE user_id = $1", values: [bare.id] });
    const wrong = await observe({ username: "admin", password: "not the password" });
    expect(wrong).toMatchObject({ status: 401, cookie: null, hashes: 1, body: { code: "auth.invalid_credentials", type: "AuthorizationException" } });
    expect(await observe({ username: "nobody-at-all", password: "x" })).toEqual(wrong);
    for (const { username, password } of [inactive, external, machine, bare]) expect(await observe({ username, password })).toEqual(wrong);
  });

  test("take the time of a real hash, whether there is an account or not", async () => {
    const hasher = createHasher({ concurrency: 1, queue: 10 });
    const hash = await hasher.hash("a password of the usual length");
    // Time of the processor, which other work on the machine does not lengthen.
    const time = async (stored: string | null) => {
      const begin = process.cpuUsage();
      await hasher.verify("not the password", stored);
      return process.cpuUsage(begin).user / 1000;
    };
    let [known, unknown] = [0, 0];
    for (let i = 0; i < 10; i++) {
      known += await time(hash);
      unknown += await time(null);
    }
    expect(known).toBeGreaterThan(50);
    expect(unknown / known).toBeGreaterThan(0.67);
    expect(unknown / known).toBeLessThan(1.5);
  });

  test("password sign-in that is switched off is 403 for everyone, the reserved admin too", async () => {
    const off = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
    for (const username of ["admin", "nobody"]) {
      const { status, json } = await off.signIn(username, ADMIN_PASSWORD);
      expect([status, json.code]).toEqual([403, "auth.method_off"]);
    }
    expect((await off.call("GET", "/auth/connections")).json).toEqual([]);
    await off.close();
  });

  test("fields that make no grant are 400 with a sentence", async () => {
    for (const form of [{}, { username: "admin" }, { grant_type: "magic" }, { username: "", password: "" }] as Record<string, string>[]) {
      const { status, json } = await from(elsewhere(), form);
      expect([form, status, json.code]).toEqual([form, 400, "auth.unknown_grant"]);
      expect(json.detail).toMatch(/\w.*\.$/);
    }
  });

  test("fields that cannot be are 422, and no secret comes back", async () => {
    const secret = "s3cret\0value";
    const nul = await from(elsewhere(), { username: "ad\0min", password: secret });
    expect(nul.status).toBe(422);
    expect(nul.json.detail.map((item: { loc: string[] }) => item.loc)).toEqual([
      ["body", "username"],
      ["body", "password"],
    ]);
    expect(nul.text).not.toContain("s3cret");
    const long = await from(elsewhere(), { username: "u".repeat(321), password: "p".repeat(1025), refresh_token: "r".repeat(4097) });
    expect(long.status).toBe(422);
    expect(long.json.detail).toHaveLength(3);
    expect(long.text).not.toMatch(/ppp|rrr/);
    const twice = await server.call("POST", "/auth/login", {
      raw: "username=a&username=b&password=c",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(twice.status).toBe(422);
    const json = await server.call("POST", "/auth/login", { body: { username: "admin", password: ADMIN_PASSWORD } });
    expect(json.status).toBe(415);
  });

  test("a broken Authorization header does not disturb a sign-in", async () => {
    const answer = await server.call("POST", "/auth/login", {
      form: { username: "admin", password: ADMIN_PASSWORD },
      headers: { authorization: "Bearer junk", cookie: "roster_session=junk", origin: "https://elsewhere.test" },
    });
    expect(answer.status).toBe(200);
  });
});

describe("a flood", () => {
  test("of sign-ins is answered with 401 or 429 that says when to come back; nobody's attempt is counted for being turned away", async () => {
    const cheap = { ...server.app.services.hasher };
    Object.assign(server.app.services.hasher, createHasher({ concurrency: 1, queue: 3 }));
    try {
      const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => from(`10.2.0.${i + 1}`, { username: `flood-${i}`, password: "x" })));
      const statuses = answers.map((answer) => answer.status);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      const busy = answers.filter((answer) => answer.status === 429);
      expect(busy.length).toBeGreaterThan(10);
      for (const { json, headers } of busy) {
        expect(json).toMatchObject({ code: "auth.busy", type: "RateLimitError" });
        expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      }
    } finally {
      Object.assign(server.app.services.hasher, cheap);
    }
  });
});

describe("a stored hash", () => {
  test("is made anew at sign-in when it costs something else than new ones", async () => {
    const user = await makeUser(server);
    const stored = async () =>
      (await server.db.query<{ hash: string }>({ text: "SELECT hash FROM passwords WHERE user_id = $1", values: [user.id] })).rows[0]?.hash;
    const other = await createHasher({ concurrency: 1, queue: 1, cost: { memory: 16, passes: 3, lanes: 1 } }).hash(user.password);
    await server.db.query({ text: "UPDATE passwords SET hash = $2 WHERE user_id = $1", values: [user.id, other] });
    expect((await from(elsewhere(), { username: user.username, password: user.password })).status).toBe(200);
    const renewed = await stored();
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
    expect((await from(elsewhere(), { username: user.username, password: user.password })).status).toBe(200);
    expect(await stored()).toBe(renewed);
  });
});

describe("a change that races a sign-in wins", () => {
  /** Lets `change` happen between the check of the password and the making of the session. */
  async function race(user: { username: string; password: string }, change: () => Promise<unknown>) {
    const real = server.app.services.hasher.verify;
    const verify = vi.spyOn(server.app.services.hasher, "verify").mockImplementationOnce(async (password, hash) => {
      const isRight = await real(password, hash);
      await change();
      return isRight;
    });
    try {
      return await from(elsewhere(), user);
    } finally {
      verify.mockRestore();
    }
  }

  test("deactivation, and a new password", async () => {
    for (const body of [{ is_active: false }, { password: "a reset by somebody else" }]) {
      const user = await makeUser(server);
      const { status } = await race({ username: user.username, password: user.password }, () =>
        server.call("PATCH", `/users/${user.id}`, { token: server.admin, body }),
      );
      expect([body, status]).toEqual([body, 401]);
      const { rows } = await server.db.query({ text: "SELECT 1 FROM sessions WHERE user_id = $1", values: [user.id] });
      expect(rows).toHaveLength(0);
    }
  });
});

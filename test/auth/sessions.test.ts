import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { systemContext } from "../../src/app.ts";
import { removeExpiredSessions } from "../../src/modules/sessions/service.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type User = Awaited<ReturnType<typeof makeUser>>;

const me = async (token: string | undefined, at: Harness = server) => (await at.call("GET", "/users/me", { token })).status;
const signIn = async ({ username, password }: User, at: Harness = server) => (await at.signIn(username, password)).json.access_token as string;
const sessions = async (user: User, token = user.token, query = "") => server.call("GET", `/users/${user.id}/sessions${query}`, { token });

const cookieOf = (answer: { headers: Headers }) => /roster_session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";

describe("the list of sessions", () => {
  test("shows one's own, newest first, and which one asks", async () => {
    const user = await makeUser(server);
    const second = await signIn(user);
    const { status, json } = await sessions(user, second);
    expect(status).toBe(200);
    expect(json).toEqual([
      {
        id: expect.any(String),
        user_id: user.id,
        kind: "browser",
        created: expect.any(String),
        last_used: expect.any(String),
        expires: expect.any(String),
        auth_time: expect.any(String),
        amr: ["pwd"],
        address: "127.0.0.1",
        user_agent: "node",
        device: { browser: "node", os: null, kind: "program" },
        application: null,
        device_id: null,
        current: true,
      },
      expect.objectContaining({ current: false }),
    ]);
    expect(json[0].id > json[1].id).toBe(true);
    expect((await sessions(user, server.admin)).json.map((one: { current: boolean }) => one.current)).toEqual([false, false]);
  });

  test("is paged by cursor and by offset, and counted", async () => {
    const user = await makeUser(server);
    for (let i = 0; i < 4; i++) await signIn(user);
    const all = (await sessions(user)).json.map((one: { id: string }) => one.id);
    expect(all).toHaveLength(5);
    const walked: string[] = [];
    let path: string | undefined = `/users/${user.id}/sessions?limit=2&count=exact`;
    while (path) {
      const page = await server.call("GET", path, { token: user.token });
      expect([page.status, page.headers.get("x-total-count"), page.headers.get("x-total-count-kind")]).toEqual([200, "5", "exact"]);
      walked.push(...page.json.map((one: { id: string }) => one.id));
      const next: string | undefined = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
      path = next;
    }
    expect(walked).toEqual(all);
    expect((await sessions(user, user.token, "?offset=1&limit=3")).json.map((one: { id: string }) => one.id)).toEqual(all.slice(1, 4));
    expect((await sessions(user, user.token, "?cursor=junk")).json.code).toBe("cursor.invalid");
  });

  test("leaves out what has ended by itself, which is removed in time", async () => {
    const own = await startServer({ ROSTER_SESSION_LIFETIME: "100", ROSTER_SESSION_IDLE: "60" });
    const user = await makeUser(own);
    own.clock.advance(61_000);
    const { json } = await own.signIn(user.username, user.password);
    const listed = await own.call("GET", `/users/${user.id}/sessions`, { token: json.access_token });
    expect(listed.json).toHaveLength(1);
    own.clock.advance(40_000);
    const ctx = systemContext(own.app.services, own.db, "test");
    expect(await removeExpiredSessions(ctx, 100)).toBe(2);
    expect(await removeExpiredSessions(ctx, 100)).toBe(0);
    await own.close();
  });

  test("is nobody else's business: the account is not there for them", async () => {
    const [user, stranger] = [await makeUser(server), await makeUser(server)];
    const none = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";
    for (const id of [user.id, none]) {
      for (const [method, path] of [
        ["GET", ""],
        ["DELETE", ""],
        ["DELETE", `/${none}`],
      ] as const) {
        const { status, json } = await server.call(method, `/users/${id}/sessions${path}`, { token: stranger.token });
        expect([status, json.code]).toEqual([404, "user.not_found"]);
      }
    }
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["DELETE", `/${none}`],
    ] as const) {
      expect((await server.call(method, `/users/${none}/sessions${path}`, { token: server.admin })).json.code).toBe("user.not_found");
    }
    expect((await server.call("DELETE", `/users/${user.id}/sessions/${none}`, { token: user.token })).json.code).toBe("session.not_found");
    expect(await me(user.token)).toBe(200);
  });
});

describe("ending sessions", () => {
  test("one of them: it ends at once, the others stay, and the log says who did it", async () => {
    const user = await makeUser(server);
    const second = await signIn(user);
    expect(await me(second)).toBe(200);
    const id = (await sessions(user, second)).json[0].id;
    const ended = await server.call("DELETE", `/users/${user.id}/sessions/${id.toUpperCase()}`, { token: user.token });
    expect([ended.status, ended.text]).toEqual([200, "null"]);
    expect(await me(second)).toBe(401);
    expect(await me(user.token)).toBe(200);
    const audit = await server.call("GET", `/audit?target_id=${id}&action=session.end`, { token: server.admin });
    expect(audit.json).toMatchObject([{ actor_id: user.id, target_type: "session", before: { user_id: user.id } }]);
    // Another's session by way of one's own account is not there.
    const stranger = await makeUser(server);
    const foreign = (await sessions(user)).json[0].id;
    expect((await server.call("DELETE", `/users/${stranger.id}/sessions/${foreign}`, { token: stranger.token })).json.code).toBe("session.not_found");
    expect(await me(user.token)).toBe(200);
  });

  test("all of them, or all but the one that asks", async () => {
    const user = await makeUser(server);
    const tokens = [await signIn(user), await signIn(user)];
    const kept = await server.call("DELETE", `/users/${user.id}/sessions?keep_current=True`, { token: user.token });
    expect([kept.status, kept.json]).toEqual([200, { ended: 2 }]);
    expect([await me(user.token), await me(tokens[0]), await me(tokens[1])]).toEqual([200, 401, 401]);
    expect((await server.call("DELETE", `/users/${user.id}/sessions`, { token: server.admin })).json).toEqual({ ended: 1 });
    expect(await me(user.token)).toBe(401);
    expect((await server.call("DELETE", `/users/${user.id}/sessions`, { token: server.admin })).json).toEqual({ ended: 0 });
    const audit = await server.call("GET", `/audit?target_id=${user.id}&action=session.end_all`, { token: server.admin });
    expect(audit.json.map((row: { before: object }) => row.before)).toEqual([{ sessions: 1 }, { sessions: 2 }]);
  });

  test("a session that is not used ends, one that is used does not; and none outlives its lifetime", async () => {
    const own = await startServer({ ROSTER_SESSION_IDLE: "600", ROSTER_SESSION_LIFETIME: "3000", ROSTER_TOKEN_LIFETIME: "86400" });
    const [used, idle] = [await makeUser(own), await makeUser(own)];
    const touched = async (since: number) => {
      const { rows } = await own.db.query<{ last_used: Date }>({ text: "SELECT last_used FROM sessions WHERE user_id = $1", values: [used.id] });
      return (rows[0]?.last_used.getTime() ?? 0) >= since;
    };
    for (let passed = 0; passed < 2700; passed += 300) {
      own.clock.advance(300_000);
      const now = own.clock.now();
      expect(await me(used.token, own)).toBe(200);
      // The last use is written while nobody waits for it.
      await vi.waitUntil(() => touched(now));
    }
    expect(await me(idle.token, own)).toBe(401);
    own.clock.advance(200_000);
    expect(await me(used.token, own)).toBe(200);
    own.clock.advance(100_000);
    expect(await me(used.token, own)).toBe(401);
    await own.close();
  });

  test("the last use is written once a minute", async () => {
    const user = await makeUser(server);
    const query = vi.spyOn(server.db, "query");
    const writes = () => query.mock.calls.filter(([{ name }]) => name === "session-touch").length;
    for (let i = 0; i < 5; i++) {
      expect(await me(user.token)).toBe(200);
      server.clock.advance(600);
    }
    expect(writes()).toBe(0);
    server.clock.advance(60_000);
    expect(await me(user.token)).toBe(200);
    expect(writes()).toBe(1);
    await vi.waitUntil(async () => Date.parse((await sessions(user)).json[0].last_used) > Date.parse((await sessions(user)).json[0].created) + 60_000);
    server.clock.advance(600);
    expect(await me(user.token)).toBe(200);
    expect(writes()).toBe(1);
    query.mockRestore();
  });
});

describe("cookies", () => {
  test("sign in to reading; changes need our own origin", async () => {
    const user = await makeUser(server);
    const cookie = `roster_session=${cookieOf(await server.signIn(user.username, user.password))}`;
    expect((await server.call("GET", "/users/me", { headers: { cookie } })).json.id).toBe(user.id);
    expect((await server.call("GET", "/users/me", { headers: { cookie: `a=b; ${cookie}; c=d`, origin: "https://elsewhere.test" } })).status).toBe(200);
    const rename = (headers: Record<string, string>) => server.call("PATCH", "/users/me", { headers: { cookie, ...headers }, body: { name: "Renamed" } });
    for (const headers of [
      {},
      { origin: "https://elsewhere.test" },
      { origin: "null" },
      { origin: "http://roster.test.elsewhere.test" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]) {
      const { status, json } = await rename(headers);
      expect([headers, status, json.code]).toEqual([headers, 403, "auth.foreign_origin"]);
    }
    expect((await rename({ origin: "http://roster.test" })).status).toBe(200);
    expect((await rename({ "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("that are junk are nobody; an Authorization header decides before any cookie", async () => {
    const user = await makeUser(server);
    const cookie = `roster_session=${cookieOf(await server.signIn(user.username, user.password))}`;
    for (const junk of ["roster_session=junk", "roster_session=", "roster_session", `x${cookie}`, "roster_session=%00"]) {
      expect((await server.call("GET", "/users/me", { headers: { cookie: junk } })).json.code).toBe("auth.required");
    }
    expect((await server.call("GET", "/users/me", { token: "junk", headers: { cookie } })).json.code).toBe("auth.invalid_token");
  });

  test("end with their session, at once", async () => {
    const user = await makeUser(server);
    const cookie = `roster_session=${cookieOf(await server.signIn(user.username, user.password))}`;
    expect((await server.call("GET", "/users/me", { headers: { cookie } })).status).toBe(200);
    await server.call("DELETE", `/users/${user.id}/sessions`, { token: server.admin });
    expect((await server.call("GET", "/users/me", { headers: { cookie } })).status).toBe(401);
  });
});

describe("what a change of the account does to its sessions", () => {
  let other: Harness;
  beforeAll(async () => {
    other = await server.sibling();
  });
  afterAll(() => other.close());

  /** Signed in on both processes, both having it in memory. */
  async function warm(fields: Record<string, unknown> = {}) {
    const user = await makeUser(server, fields);
    expect([await me(user.token), await me(user.token, other)]).toEqual([200, 200]);
    return user;
  }

  const lists = async (token: string, at: Harness) => (await at.call("GET", "/audit", { token })).status;

  const changes: Record<string, (user: User) => Promise<unknown>> = {
    deactivation: (user) => server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { is_active: false } }),
    deletion: (user) => server.call("DELETE", `/users/${user.id}`, { token: server.admin }),
    "a reset of the password": (user) => server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { password: "something else entirely" } }),
    revocation: (user) => server.call("DELETE", `/users/${user.id}/sessions`, { token: server.admin }),
    "signing out": (user) => server.call("POST", "/auth/logout", { token: user.token }),
  };

  test.each(Object.keys(changes))("%s ends access at once here, within a second on another process", async (name) => {
    const user = await warm();
    await changes[name]?.(user);
    expect(await me(user.token)).toBe(401);
    server.clock.advance(1000);
    expect(await me(user.token, other)).toBe(401);
  });

  test("a superuser who is none any more loses it likewise", async () => {
    const user = await warm({ is_superuser: true });
    expect([await lists(user.token, server), await lists(user.token, other)]).toEqual([200, 200]);
    await server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { is_superuser: false } });
    expect(await lists(user.token, server)).toBe(403);
    server.clock.advance(1000);
    expect(await lists(user.token, other)).toBe(403);
  });

  test("a password that is made to expire restricts what is signed in", async () => {
    const user = await warm();
    await server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { password_expired: true } });
    expect((await server.call("GET", "/users", { token: user.token })).json.code).toBe("password.expired");
    server.clock.advance(1000);
    expect((await other.call("GET", "/users", { token: user.token })).json.code).toBe("password.expired");
  });

  test("a session that began on one process is good on the other at once", async () => {
    const user = await makeUser(server);
    expect(await me(await signIn(user), other)).toBe(200);
  });
});

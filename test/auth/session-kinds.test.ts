import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { uuidv7 } from "../../src/kernel/ids.ts";
import { startApplicationSession } from "../../src/modules/sessions/service.ts";
import { signInDevice } from "../devices/support.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type User = Awaited<ReturnType<typeof makeUser>>;
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0";

/** Signs in as a browser does; with another site's origin there is no cookie. */
async function signIn({ username, password }: User, headers: Record<string, string> = {}) {
  const reply = await server.call("POST", "/auth/login", { form: { username, password }, headers });
  const value = /roster_session=([^;]+)/.exec(reply.headers.get("set-cookie") ?? "")?.[1];
  return { token: reply.json.access_token as string, cookie: `roster_session=${value}` };
}

const sidOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sid as string;

/** An application, as its table has it. */
async function makeApplication(name: string) {
  const id = uuidv7(server.clock.now());
  const text = `INSERT INTO applications (id, name, name_key, type, scopes, auth_method, created, updated)
    VALUES ($1, $2, $2, 'web', '{}', 'none', now(), now())`;
  await server.db.query({ text, values: [id, name] });
  return id;
}

/** An application acts for an account; its session hangs on a browser's. */
async function actFor(userId: string, applicationId: string, parentId: string | null) {
  const id = uuidv7(server.clock.now());
  const ctx = systemContext(server.app.services, server.db, "test");
  const facts = { scopes: ["users:read"], amr: ["pwd"], authTime: new Date(), userAgent: null };
  await startApplicationSession(ctx, { id, userId, applicationId, parentId, outlives: null, ...facts });
  return id;
}

/** One session of each kind; the ids by kind. */
async function oneOfEach() {
  const user = await makeUser(server);
  const browser = await signIn(user, { "user-agent": FIREFOX });
  const { token } = await signIn(user, { origin: "https://elsewhere.test" });
  const application = await makeApplication("Dashboard");
  const ids = { browser: sidOf(browser.token), token: sidOf(token), application: await actFor(user.id, application, null) };
  const device = await signInDevice(server, user.token);
  return { user, application, device: device.json.device_id as string, ids: { ...ids, device: sidOf(device.json.access_token) } };
}

describe("what a session is", () => {
  test("shows its kind, what it began with, and whose it is", async () => {
    const { user, ids, application, device } = await oneOfEach();
    const { json } = await server.call("GET", `/users/${user.id}/sessions`, { token: user.token });
    const by = (id: string) => json.find((one: { id: string }) => one.id === id);
    expect(by(ids.browser)).toMatchObject({ kind: "browser", device: { browser: "Firefox 120", os: "Windows 10", kind: "desktop" }, application: null });
    expect(by(ids.token)).toMatchObject({ kind: "token", device_id: null });
    expect(by(ids.application)).toMatchObject({ kind: "application", application: { id: application, name: "Dashboard" }, device: null });
    expect(by(ids.device)).toMatchObject({ kind: "device", device_id: device });
  });

  test("a list can be of one kind, of one's own and of everybody's; an unknown kind is refused", async () => {
    const { user, ids, application } = await oneOfEach();
    for (const [kind, id] of Object.entries(ids)) {
      for (const [path, token] of [
        [`/users/${user.id}/sessions?kind=${kind}&limit=1`, user.token],
        [`/sessions?kind=${kind}&user_id=${user.id}&limit=1`, server.admin],
      ] as const) {
        const { json } = await server.call("GET", path, { token });
        expect([path, json.map((one: { id: string }) => one.id)]).toEqual([path, [id]]);
      }
    }
    expect((await server.call("GET", "/sessions?kind=other", { token: server.admin })).status).toBe(422);
    const ofApplication = await server.call("GET", `/sessions?application_id=${application}&count=exact`, { token: server.admin });
    expect([ofApplication.json.length, ofApplication.headers.get("x-total-count")]).toEqual([1, "1"]);
  });

  test("a device's name is hostile text, and is shown as text", async () => {
    const user = await makeUser(server);
    const { token } = await signIn(user, { "user-agent": `<script>/1 ${"x".repeat(600)}` });
    const { json } = await server.call("GET", `/users/${user.id}/sessions`, { token });
    expect(json[0].device).toEqual({ browser: "<script> 1", os: null, kind: "program" });
  });
});

describe("everybody's sessions", () => {
  test("are for superusers: newest first, by pages that miss nothing and show nothing twice", async () => {
    const user = await makeUser(server);
    expect((await server.call("GET", "/sessions", { token: user.token })).status).toBe(403);
    const all = await server.call("GET", "/sessions?count=estimate", { token: server.admin });
    expect(all.headers.get("x-total-count-kind")).toBe("estimate");
    const ids = all.json.map((one: { id: string }) => one.id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(all.json.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
    const walked: string[] = [];
    let path: string | undefined = "/sessions?limit=3";
    while (path) {
      const page = await server.call("GET", path, { token: server.admin });
      walked.push(...page.json.map((one: { id: string }) => one.id));
      const next: string | undefined = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
      path = next;
    }
    expect(walked).toEqual(ids);
  });

  test("a cursor of one list is none of another", async () => {
    const page = await server.call("GET", "/sessions?limit=1", { token: server.admin });
    const cursor = new URL(/<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1] ?? "").searchParams.get("cursor");
    expect((await server.call("GET", `/sessions?kind=browser&cursor=${cursor}`, { token: server.admin })).json.code).toBe("cursor.invalid");
  });

  test("each filter has an index that gives the order", async () => {
    for (const [where, index] of [
      ["s.user_id = $1::uuid", "sessions_user"],
      ["s.application_id = $1::uuid", "sessions_application"],
      [
        "(CASE WHEN s.device_id IS NOT NULL THEN 'device' WHEN s.application_id IS NOT NULL THEN 'application' WHEN s.cookie_hash IS NOT NULL THEN 'browser' ELSE 'token' END) = $1",
        "sessions_kind",
      ],
    ] as const) {
      const plan = await server.db.transaction(async (tx) => {
        await tx.query({ text: "SET LOCAL enable_seqscan = off" });
        await tx.query({ text: "SET LOCAL enable_sort = off" });
        const value = where.includes("uuid") ? randomUUID() : "device";
        return tx.query({ text: `EXPLAIN SELECT * FROM sessions s WHERE ${where} ORDER BY s.id DESC LIMIT 10`, values: [value] });
      });
      const text = JSON.stringify(plan.rows);
      expect([index, text.includes(index), text.includes("Sort")]).toEqual([index, true, false]);
    }
  });
});

describe("a browser that signs in again", () => {
  const me = async (cookie: string) => (await server.call("GET", "/users/me", { headers: { cookie } })).status;

  test.each([
    ["the form of the page", "/sign-in"],
    ["/auth/login", "/auth/login"],
  ])("has one session, not two: by %s", async (_, path) => {
    const user = await makeUser(server);
    const old = await signIn(user);
    const headers = { cookie: old.cookie, origin: "http://roster.test" };
    const again = await server.call("POST", path, { form: { username: user.username, password: user.password }, headers });
    const cookie = `roster_session=${/roster_session=([^;]+)/.exec(again.headers.get("set-cookie") ?? "")?.[1]}`;
    expect([await me(old.cookie), await me(cookie)]).toEqual([401, 200]);
    expect((await server.call("GET", "/users/me", { token: old.token })).status).toBe(401);
    const audit = await server.call("GET", `/audit?target_id=${sidOf(old.token)}&action=session.end`, { token: server.admin });
    expect(audit.json).toMatchObject([{ actor_id: user.id, before: { user_id: user.id } }]);
  });

  test("as another account leaves nothing of the first; a wrong password leaves all of it", async () => {
    const [first, second] = [await makeUser(server), await makeUser(server)];
    const old = await signIn(first);
    await server.call("POST", "/auth/login", { form: { username: second.username, password: "wrong" }, headers: { cookie: old.cookie } });
    expect(await me(old.cookie)).toBe(200);
    const next = await signIn(second, { cookie: old.cookie });
    expect([await me(old.cookie), await me(next.cookie)]).toEqual([401, 200]);
  });

  test("from another site's form gets no cookie, and loses none", async () => {
    const user = await makeUser(server);
    const old = await signIn(user);
    await signIn(user, { cookie: old.cookie, origin: "https://elsewhere.test" });
    expect(await me(old.cookie)).toBe(200);
  });

  test("keeps the applications of its account, and ends those of another's", async () => {
    const [user, other] = [await makeUser(server), await makeUser(server)];
    const application = await makeApplication("Kept");
    const acting = async () => (await server.call("GET", `/sessions?application_id=${application}`, { token: server.admin })).json.length;
    const one = await signIn(user);
    await actFor(user.id, application, sidOf(one.token));
    const two = await signIn(user, { cookie: one.cookie });
    expect(await acting()).toBe(1);
    await signIn(other, { cookie: two.cookie });
    expect(await acting()).toBe(0);
  });
});

describe("cookie and token end together, here and on another process", () => {
  let own: Harness;
  let other: Harness;
  beforeAll(async () => {
    own = await startServer({ ROSTER_SESSION_IDLE: "600", ROSTER_SESSION_LIFETIME: "3000", ROSTER_TOKEN_LIFETIME: "86400" });
    other = await own.sibling();
  });
  afterAll(async () => {
    await other.close();
    await own.close();
  });

  /** Signed in on both processes, both having it in memory. */
  async function warm() {
    const user = await makeUser({ ...own, admin: await admin() });
    const { json, headers } = await own.signIn(user.username, user.password);
    const cookie = `roster_session=${/roster_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1]}`;
    const token = json.access_token as string;
    const everywhere = async () => {
      const calls = [own, other].flatMap((at) => [at.call("GET", "/users/me", { token }), at.call("GET", "/users/me", { headers: { cookie } })]);
      return (await Promise.all(calls)).map(({ status }) => status);
    };
    expect(await everywhere()).toEqual([200, 200, 200, 200]);
    return { user, token, everywhere };
  }

  /** An administrator who is signed in now, however the clock was set. */
  const admin = async () => (await own.signIn("admin", ADMIN_PASSWORD)).json.access_token as string;

  const GONE = [401, 401, 401, 401];
  type Warm = Awaited<ReturnType<typeof warm>>;
  const ends: Record<string, (session: Warm) => Promise<unknown>> = {
    "not being used": async () => own.clock.advance(601_000),
    "a new password of one's own": async ({ user }) => {
      const { json } = await own.signIn(user.username, user.password);
      return own.call("PATCH", "/users/me", { token: json.access_token, body: { password: "a password that is new" } });
    },
    deactivation: async ({ user }) => own.call("PATCH", `/users/${user.id}`, { token: await admin(), body: { is_active: false } }),
    deletion: async ({ user }) => own.call("DELETE", `/users/${user.id}`, { token: await admin() }),
    revocation: async ({ user, token }) => own.call("DELETE", `/users/${user.id}/sessions/${sidOf(token)}`, { token: await admin() }),
  };

  test.each(Object.keys(ends))("by %s", async (name) => {
    const session = await warm();
    await ends[name]?.(session);
    own.clock.advance(1000);
    expect(await session.everywhere()).toEqual(GONE);
  });

  test("by age, however much it was used", async () => {
    const session = await warm();
    for (let passed = 0; passed < 2900; passed += 290) {
      expect(await session.everywhere()).toEqual([200, 200, 200, 200]);
      await expect
        .poll(
          async () =>
            (
              await own.db.query({
                text: "SELECT 1 FROM sessions WHERE id = $1 AND last_used > $2",
                values: [sidOf(session.token), new Date(own.clock.now() - 61_000)],
              })
            ).rowCount,
        )
        .toBe(1);
      own.clock.advance(290_000);
    }
    own.clock.advance(101_000);
    expect(await session.everywhere()).toEqual(GONE);
  });
});

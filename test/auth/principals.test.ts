import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Queryable, Statement } from "../../src/kernel/context.ts";
import { createPrincipals } from "../../src/modules/sessions/principals.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The real database, whose answers a test can hold back. */
function gated() {
  let gate: Promise<void> = Promise.resolve();
  const asked: Statement[] = [];
  const answered: Statement[] = [];
  const db: Queryable = {
    async query(statement) {
      asked.push(statement);
      const held = gate;
      const rows = await server.db.query(statement);
      answered.push(statement);
      await held;
      return rows as never;
    },
  };
  return {
    db,
    asked,
    answered,
    /** Holds the answers to what is asked from now on. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return {
        /** Lets them go. */
        release: resolve,
        /** Holds no more of them. */
        stop() {
          gate = Promise.resolve();
        },
      };
    },
  };
}

let user: Awaited<ReturnType<typeof makeUser>>;
let sid: string;
let world: ReturnType<typeof gated>;
let now: number;
let principals: ReturnType<typeof createPrincipals>;

beforeEach(async () => {
  user = await makeUser(server);
  sid = JSON.parse(Buffer.from(user.token.split(".")[1] ?? "", "base64url").toString()).sid;
  world = gated();
  now = server.clock.now();
  const { log } = server.app.services;
  principals = createPrincipals({ db: world.db, clock: { now: () => now }, log, sessionIdle: 3600 });
});

const deactivate = () => server.db.query({ text: "UPDATE users SET is_active = false WHERE id = $1", values: [user.id] });

describe("what is remembered", () => {
  test("is answered without a promise for half a second, then read again", async () => {
    const found = await principals.get(sid);
    expect(found).toEqual({
      kind: "user",
      id: user.id,
      scopes: null,
      applicationId: null,
      deviceId: null,
      sessionId: sid,
      isSuperuser: false,
      isInternal: false,
      isServiceAccount: false,
      multiFactor: false,
      restricted: false,
      authTime: expect.any(Number),
    });
    now += 499;
    expect(principals.get(sid)).toEqual(found);
    now += 1;
    expect(principals.get(sid)).toBeInstanceOf(Promise);
    await principals.get(sid);
    expect(world.asked).toHaveLength(2);
  });

  test("says nothing when the clock was set back", async () => {
    await principals.get(sid);
    now -= 10_000;
    expect(principals.get(sid)).toBeInstanceOf(Promise);
    await principals.get(sid);
  });

  test("that a session does not count is remembered too", async () => {
    await deactivate();
    expect(await principals.get(sid)).toBeUndefined();
    expect(principals.get(sid)).toBeUndefined();
    expect(world.asked).toHaveLength(1);
  });

  test("is bounded", async () => {
    const small = createPrincipals({ db: world.db, clock: { now: () => now }, log: server.app.services.log, sessionIdle: 3600, most: 2 });
    const other = await makeUser(server);
    const sessions = [user, other, await makeUser(server)].map(({ token }) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sid);
    for (const session of sessions) await small.get(session);
    expect(small.get(sessions[2])).not.toBeInstanceOf(Promise);
    const first = small.get(sessions[0]);
    expect(first).toBeInstanceOf(Promise);
    await first;
    small.forgetUser(user.id);
    const again = small.get(sessions[0]);
    expect(again).toBeInstanceOf(Promise);
    await again;
  });
});

describe("a question under way", () => {
  test("is shared by all who ask the same", async () => {
    const { release } = world.hold();
    const answers = Array.from({ length: 50 }, () => principals.get(sid));
    release();
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ id: user.id });
    expect(world.asked).toHaveLength(1);
  });

  test.each(["forgetUser", "forgetSession"] as const)("is not kept after %s, and later requests do not wait for it", async (forget) => {
    const { release, stop } = world.hold();
    const stale = principals.get(sid);
    // The statement has been answered before the change, and the answer is still on its way.
    await expect.poll(() => world.answered.length).toBe(1);
    stop();
    await deactivate();
    principals[forget](forget === "forgetUser" ? user.id : sid);
    expect(await principals.get(sid)).toBeUndefined();
    expect(world.asked).toHaveLength(2);
    release();
    await stale;
    expect(principals.get(sid)).toBeUndefined();
  });

  test("that fails is not kept, and fails for those who asked", async () => {
    const broken: Queryable = { query: () => Promise.reject(new Error("away")) };
    const failing = createPrincipals({ db: broken, clock: { now: () => now }, log: server.app.services.log, sessionIdle: 3600 });
    await expect(Promise.all([failing.get(sid), failing.get(sid)])).rejects.toThrow("away");
    await expect(failing.get(sid)).rejects.toThrow("away");
  });
});

describe("a cookie", () => {
  test("is its session's: one question, then none, and forgotten with it", async () => {
    const { headers } = await server.signIn(user.username, user.password);
    const cookie = /roster_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1] ?? "";
    const found = await principals.byCookie(cookie);
    expect(found).toMatchObject({ id: user.id });
    expect(principals.byCookie(cookie)).toEqual(found);
    expect(world.asked).toHaveLength(1);
    await deactivate();
    principals.forgetUser(user.id);
    expect(await principals.byCookie(cookie)).toBeUndefined();
  });

  test("that is unknown is nobody", async () => {
    expect(await principals.byCookie("junk")).toBeUndefined();
    expect(await principals.byCookie("")).toBeUndefined();
  });
});

test("a last use that cannot be written disturbs nobody", async () => {
  const db: Queryable = {
    query: (statement) => (statement.name === "session-touch" ? Promise.reject(new Error("read only")) : server.db.query(statement)),
  };
  const notes: string[] = [];
  const log = { ...server.app.services.log, debug: (_: object, message: string) => void notes.push(message) };
  const own = createPrincipals({ db, clock: { now: () => now }, log, sessionIdle: 3600 });
  now += 120_000;
  expect(await own.get(sid)).toMatchObject({ id: user.id });
  await expect.poll(() => notes).toHaveLength(1);
});

import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { uuidv7 } from "../../src/kernel/ids.ts";
import { rotateOnSchedule, rotateSigningKey } from "../../src/oauth/keys-service.ts";
import { createTokens, type Tokens } from "../../src/oauth/tokens.ts";
import { type Harness, startServer } from "../support/harness.ts";

const ISSUER = "http://roster.test";
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
/** A token of an hour: the next key waits that long and a minute. */
const LEAD = HOUR + 60 * SECOND;

let server: Harness;
beforeEach(async () => {
  server = await startServer({ ROSTER_SESSION_LIFETIME: String((400 * DAY) / SECOND), ROSTER_SESSION_IDLE: String((366 * DAY) / SECOND) });
});
afterEach(() => server.close());

const context = (harness = server) => systemContext(harness.app.services, harness.db, "test");

/** The token of the admin, signed in again: an hour passes quickly here. */
const admin = async (harness = server) => (await harness.signIn("admin", "correct horse battery staple")).json.access_token as string;
const call = async (method: string, path: string, headers: Record<string, string> = {}) => server.call(method, path, { token: await admin(), headers });

interface Key {
  readonly kid: string;
  readonly state: string;
  readonly activates: string;
}
const keys = async () => (await call("GET", "/signing_keys")).json as Key[];
const states = async () => (await keys()).map(({ state }) => state);
const jwks = async (harness = server) => (await harness.call("GET", "/.well-known/jwks.json")).json as JSONWebKeySet;
const kidsOf = (set: JSONWebKeySet) => set.keys.map(({ kid }) => kid);
const kidOf = (token: string) => decodeProtectedHeader(token).kid as string;

/** Tokens as another process signs them. @param ahead how much its clock is ahead of ours: milliseconds */
function processTokens(ahead = 0, lifetime = 3600): Tokens {
  const clock = { now: () => server.clock.now() + ahead };
  return createTokens({ db: server.db, keyring: server.app.services.keyring, clock, issuer: ISSUER, lifetime, longestLifetime: lifetime });
}

const subject = () => ({ id: uuidv7(server.clock.now()), sessionId: uuidv7(server.clock.now()), authTime: server.clock.now() });

/** One that keeps its copy of the published keys for as long as it may, and never asks again before. */
function relyingParty(from: () => Promise<JSONWebKeySet>) {
  let copy: ReturnType<typeof createLocalJWKSet> | undefined;
  let copiedAt = Number.NEGATIVE_INFINITY;
  return async (token: string) => {
    if (!copy || server.clock.now() - copiedAt >= 300 * SECOND) {
      copy = createLocalJWKSet(await from());
      copiedAt = server.clock.now();
    }
    const { payload } = await jwtVerify(token, copy, { issuer: ISSUER, currentDate: new Date(server.clock.now()) });
    return payload.sub;
  };
}

describe("a rotation", () => {
  test("breaks no verification: tokens of before, during and after are good with every copy of the keys, on processes whose clocks differ", async () => {
    const processes = [processTokens(), processTokens(20 * SECOND), processTokens(-20 * SECOND)];
    const parties = processes.map((one) => relyingParty(async () => ({ keys: (await one.published()) as unknown as JSONWebKeySet["keys"] })));
    const live: { token: string; sub: string; ends: number }[] = [];
    const signers = new Set<string>();
    const issue = async (one: Tokens) => {
      const who = subject();
      const { token } = await one.sign(who);
      signers.add(kidOf(token));
      live.push({ token, sub: who.id, ends: server.clock.now() + HOUR - 60 * SECOND });
    };
    const verifyByAll = async ({ token, sub }: (typeof live)[number]) => {
      for (const verify of parties) expect(await verify(token)).toBe(sub);
      for (const one of processes) expect(await one.verify(token)).toMatchObject({ sub });
    };
    for (let step = 0; step < 210; step++) {
      if (step === 10 || step === 120) await Promise.all([rotateSigningKey(context()), rotateSigningKey(context())]);
      if (step % 5 === 0) await keepHouse(context());
      server.clock.advance(60 * SECOND + (step % 7));
      for (const one of processes) await issue(one);
      const good = live.filter(({ ends }) => ends > server.clock.now());
      for (const one of [...good.slice(0, 2), ...good.slice(-3)]) await verifyByAll(one);
    }
    expect(signers.size).toBe(3);
    expect(await states()).toEqual(["active", "retiring"]);
  });

  test("goes from next to active, retiring and gone, which housekeeping deletes with an audit row", async () => {
    const [first] = await keys();
    const made = (await call("POST", "/signing_keys")).json as Key;
    expect(made).toMatchObject({ state: "next", alg: "ES256", retires: null, gone: null });
    expect(await states()).toEqual(["next", "active"]);
    expect(kidsOf(await jwks())).toEqual([first?.kid, made.kid]);
    expect(kidOf(await admin())).toBe(first?.kid);
    server.clock.advance(LEAD);
    expect(kidOf(await admin())).toBe(made.kid);
    expect(await states()).toEqual(["active", "retiring"]);
    expect(kidsOf(await jwks())).toEqual([made.kid, first?.kid]);
    server.clock.advance(LEAD);
    expect(kidsOf(await jwks())).toEqual([made.kid]);
    await Promise.all([keepHouse(context()), keepHouse(context())]);
    expect(await keys()).toMatchObject([{ kid: made.kid, state: "active" }]);
    expect((await call("GET", `/audit?target_id=${first?.kid}`)).json).toMatchObject([{ action: "signing_key.remove", actor_kind: "system" }]);
    expect((await call("GET", `/audit?target_id=${made.kid}`)).json).toMatchObject([{ action: "signing_key.create", actor_kind: "user" }]);
  });

  test("asked for by many at once, on two processes, is one", async () => {
    const sibling = await server.sibling();
    const token = await admin();
    const replies = await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? sibling : server).call("POST", "/signing_keys", { token })));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(await states()).toEqual(["next", "active"]);
    await sibling.close();
  });

  test("is seen by another process within a second, and switches both at the same moment", async () => {
    const sibling = await server.sibling();
    await jwks(sibling);
    const { kid } = (await call("POST", "/signing_keys")).json;
    server.clock.advance(SECOND);
    expect(kidsOf(await jwks(sibling))).toContain(kid);
    server.clock.advance(LEAD - 10 * SECOND);
    expect(kidOf(await admin())).not.toBe(kid);
    expect(kidOf(await admin(sibling))).not.toBe(kid);
    server.clock.advance(10 * SECOND);
    expect([kidOf(await admin()), kidOf(await admin(sibling))]).toEqual([kid, kid]);
    await sibling.close();
  });

  test("goes on over a restart", async () => {
    const token = await admin();
    const { kid } = (await call("POST", "/signing_keys")).json;
    server.clock.advance(LEAD - 5 * SECOND);
    const late = await admin();
    const restarted = await server.sibling();
    expect((await restarted.call("GET", "/users/me", { token: late })).status).toBe(200);
    server.clock.advance(5 * SECOND);
    expect((await restarted.call("GET", "/users/me", { token: late })).status).toBe(200);
    expect(kidOf(await admin(restarted))).toBe(kid);
    expect((await restarted.call("GET", "/users/me", { token })).status).toBe(401);
    await restarted.close();
  });
});

describe("the schedule", () => {
  test("makes the next key in time, once among processes, so that it takes over after the set days", async () => {
    const [first] = await keys();
    const due = Date.parse(first?.activates ?? "") + 90 * DAY;
    server.clock.advance(due - LEAD - HOUR - server.clock.now());
    expect(await rotateOnSchedule(context())).toBe(false);
    server.clock.advance(HOUR);
    const done = await Promise.all(Array.from({ length: 5 }, () => rotateOnSchedule(context())));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await states()).toEqual(["next", "active"]);
    const [next] = await keys();
    expect(Math.abs(Date.parse(next?.activates ?? "") - due)).toBeLessThan(60 * SECOND);
    expect(await rotateOnSchedule(context())).toBe(false);
  });

  test("that was slept through still gives everybody time", async () => {
    server.clock.advance(365 * DAY);
    await keepHouse(context());
    const [next] = await keys();
    expect(Date.parse(next?.activates ?? "") - server.clock.now()).toBeGreaterThan(LEAD - 30 * SECOND);
    expect(await states()).toEqual(["next", "active"]);
  });

  test("is off with 0 days", async () => {
    const own = await server.sibling({ ROSTER_KEY_ROTATION_DAYS: "0" });
    server.clock.advance(365 * DAY);
    expect(await rotateOnSchedule(context(own))).toBe(false);
    await own.close();
  });
});

describe("a key that somebody else may have", () => {
  test("is gone at once, with all that it signed, also what was verified before; a new one signs", async () => {
    const token = await admin();
    const kid = kidOf(token);
    expect((await server.call("GET", "/users/me", { token })).status).toBe(200);
    expect((await server.call("DELETE", `/signing_keys/${kid}`, { token })).text).toBe("null");
    expect((await server.call("GET", "/users/me", { token })).json.code).toBe("auth.invalid_token");
    const fresh = await admin();
    expect(kidOf(fresh)).not.toBe(kid);
    expect((await server.call("GET", "/users/me", { token: fresh })).status).toBe(200);
    expect(kidsOf(await jwks())).toEqual([kidOf(fresh)]);
    expect((await call("GET", "/audit?target_type=signing_key")).json).toMatchObject([
      { action: "signing_key.create", target_id: kidOf(fresh) },
      { action: "signing_key.remove", target_id: kid, before: { state: "active" } },
    ]);
  });

  test("is gone on every other process within a second, and what the new one signed is good there at once", async () => {
    const sibling = await server.sibling();
    const token = await admin(sibling);
    expect((await sibling.call("GET", "/users/me", { token })).status).toBe(200);
    await call("DELETE", `/signing_keys/${kidOf(token)}`);
    server.clock.advance(60);
    expect((await sibling.call("GET", "/users/me", { token: await admin() })).status).toBe(200);
    server.clock.advance(SECOND);
    expect((await sibling.call("GET", "/users/me", { token })).status).toBe(401);
    await sibling.close();
  });

  test("leaves its session: a refresh token gets a token of the new key", async () => {
    const { access_token, refresh_token } = (await server.signIn("admin", "correct horse battery staple")).json;
    await call("DELETE", `/signing_keys/${kidOf(access_token)}`);
    const refreshed = await server.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token } });
    expect((await server.call("GET", "/users/me", { token: refreshed.json.access_token })).status).toBe(200);
  });

  test("while it waits or retires is gone without another taking its place", async () => {
    const next = (await call("POST", "/signing_keys")).json as Key;
    await call("DELETE", `/signing_keys/${next.kid}`);
    expect(await states()).toEqual(["active"]);
    const [old] = await keys();
    await call("POST", "/signing_keys");
    server.clock.advance(LEAD);
    await call("DELETE", `/signing_keys/${old?.kid}`);
    expect(await states()).toEqual(["active"]);
  });

  test("is removed once of many at once, and one new key signs; an unknown one is 404", async () => {
    const [first] = await keys();
    const token = await admin();
    const sibling = await server.sibling();
    const replies = await Promise.all([server, sibling, server].map((one) => one.call("DELETE", `/signing_keys/${first?.kid}`, { token })));
    for (const { status } of replies) expect([200, 401, 404]).toContain(status);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await states()).toEqual(["active"]);
    expect((await call("DELETE", "/signing_keys/unknown")).json.code).toBe("signing_key.not_found");
    await sibling.close();
  });
});

describe("the snapshot for the authorization server", () => {
  test("has the key that signs first, both halves of each, and no key that is gone", async () => {
    const tokens = processTokens();
    await rotateSigningKey(context());
    const { keys: all } = await tokens.keys.snapshot();
    expect(all.map(({ state }) => state)).toEqual(["active", "next"]);
    for (const { kid, alg, publicJwk, privateJwk } of all) {
      expect(publicJwk).toMatchObject({ kid, alg, use: "sig" });
      expect(publicJwk).not.toHaveProperty("d");
      expect(privateJwk).toMatchObject({ ...publicJwk, d: expect.any(String) });
    }
    server.clock.advance(3 * LEAD);
    expect((await tokens.keys.snapshot()).keys.map(({ state }) => state)).toEqual(["active"]);
  });

  test("has another version exactly when other keys are published or another one signs", async () => {
    const tokens = processTokens();
    const version = async () => (await tokens.keys.snapshot()).version;
    const seen = [await version()];
    const look = async (change: boolean) => {
      const now = await version();
      expect(now !== seen.at(-1)).toBe(change);
      seen.push(now);
    };
    server.clock.advance(HOUR);
    await look(false);
    await rotateSigningKey(context());
    server.clock.advance(SECOND);
    await look(true);
    server.clock.advance(LEAD - 5 * SECOND);
    await look(false);
    server.clock.advance(5 * SECOND);
    await look(true);
    server.clock.advance(LEAD - 5 * SECOND);
    await look(false);
    server.clock.advance(5 * SECOND);
    await look(true);
    // Deleting the row of what was gone changes nothing.
    await keepHouse(context());
    server.clock.advance(SECOND);
    await look(false);
  });
});

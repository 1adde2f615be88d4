import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { forgetOldDevices, removeOldRequests } from "../../src/modules/devices/request-service.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ask, letIn, poll, signInDevice } from "./support.ts";

let server: Harness;
let other: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_TOKEN_LIFETIME: "86400" });
  other = await server.sibling();
});
afterAll(async () => {
  await other.close();
  await server.close();
});

type User = Awaited<ReturnType<typeof makeUser>>;
const me = async (token: string, at = server) => (await at.call("GET", "/users/me", { token })).status;
const devices = (token: string, query = "", at = server) => at.call("GET", `/devices${query}`, { token });

/** A device of a new account, which both processes have in memory. */
async function warm() {
  const user = await makeUser(server);
  const { json } = await signInDevice(server, user.token);
  expect([await me(json.access_token), await me(json.access_token, other)]).toEqual([200, 200]);
  return { user, id: json.device_id as string, token: json.access_token as string, refresh: json.refresh_token as string };
}

test("a device that was just let in changes no way into the account of its owner, and exports nothing", async () => {
  const { user, token } = await warm();
  const tries = [
    ["POST", "/users/me/totp"],
    ["PATCH", "/users/me", { email: `elsewhere-${randomUUID()}@example.com` }],
    ["GET", "/users/me/export"],
  ] as const;
  for (const [method, path, body] of tries) {
    const answer = await server.call(method, path, { token, ...(body && { body }) });
    expect([path, answer.status, answer.json.code]).toEqual([path, 403, "credentials.device_denied"]);
  }
  // The password that it does not know is asked for, however lately its owner signed in.
  const answer = await server.call("PATCH", "/users/me", { token, body: { password: "a new password of the device" } });
  expect(answer.json.code).toBe("password.confirmation_required");
  // Its owner may.
  expect((await server.call("GET", "/users/me/export", { token: user.token })).status).toBe(200);
});

describe("the list of devices", () => {
  test("has one's own that are active, newest first, by pages, counted on request", async () => {
    const user = await makeUser(server);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await signInDevice(server, user.token)).json.device_id);
    const waiting = await letIn(server, user.token, await ask(server, randomUUID()));
    const walked: string[] = [];
    let path: string | undefined = "/devices?limit=2&count=exact";
    while (path) {
      const page = await server.call("GET", path, { token: user.token });
      expect([page.status, page.headers.get("x-total-count")]).toEqual([200, "5"]);
      walked.push(...page.json.map((one: { id: string }) => one.id));
      const next: string | undefined = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
      path = next;
    }
    expect(walked).toEqual(ids);
    expect((await devices(user.token, "?status=verified")).json).toMatchObject([{ id: waiting.json.id }]);
    const all = await devices(user.token, "?status=all&count=exact");
    expect([all.json.map((one: { id: string }) => one.id), all.headers.get("x-total-count")]).toEqual([[waiting.json.id, ...ids], "6"]);
    expect((await devices(user.token, "?offset=3")).json).toHaveLength(2);
    expect((await devices(user.token, "?cursor=junk")).json.code).toBe("cursor.invalid");
    expect((await devices((await makeUser(server)).token)).json).toEqual([]);
  });
});

describe("one device", () => {
  test("is its owner's and nobody else's, superusers included", async () => {
    const { id } = await warm();
    const stranger = await makeUser(server);
    for (const token of [stranger.token, server.admin]) {
      for (const [method, body] of [["GET"], ["PUT", { locked: true }], ["PATCH", { locked: true }], ["DELETE"]] as const) {
        const { status, json } = await server.call(method, `/devices/${id}`, { token, body });
        expect([method, status, json.code]).toEqual([method, 404, "device.not_found"]);
      }
    }
  });

  test("is not opened by a wrong code, nor by a code of another device; guesses are held back and hold nobody else up", async () => {
    const [guesser, owner] = [await makeUser(server), await makeUser(server)];
    const [one, two] = [await ask(server, randomUUID()), await ask(server, randomUUID())];
    const opened = await server.call("GET", `/devices/${one.json.user_code}`, { token: guesser.token });
    const look = (code: string) => server.call("GET", `/devices/${opened.json.id}?user_code=${code}`, { token: guesser.token });
    expect((await look(one.json.user_code)).status).toBe(200);
    expect((await look(two.json.user_code)).status).toBe(404);
    for (let i = 0; i < 5; i++) expect((await look(`BBBBBBB${"BCDFG"[i]}`)).status).toBe(404);
    const held = await look(one.json.user_code);
    expect([held.status, held.json.code, Number(held.headers.get("retry-after")) > 0]).toEqual([429, "auth.too_many_attempts", true]);
    expect((await letIn(server, owner.token, one)).status).toBe(200);
    expect((await server.signIn(guesser.username, guesser.password)).status).toBe(200);
  });

  test("what cannot be a code is no guess", async () => {
    const user = await makeUser(server);
    for (let i = 0; i < 20; i++) expect((await server.call("GET", "/devices/hello", { token: user.token })).status).toBe(404);
    const { json } = await ask(server, randomUUID());
    expect((await server.call("GET", `/devices/${json.user_code}`, { token: user.token })).status).toBe(200);
  });

  test("changes by version: an ETag that is not current is refused", async () => {
    const { user, id } = await warm();
    const { headers } = await server.call("GET", `/devices/${id}`, { token: user.token });
    const send = (ifMatch: string, locked: boolean) =>
      server.call("PATCH", `/devices/${id}`, { token: user.token, body: { locked }, headers: { "if-match": ifMatch } });
    const etag = headers.get("etag") ?? "";
    const locked = await send(etag, true);
    expect([locked.status, locked.json.status]).toEqual([200, "locked"]);
    expect((await send(etag, false)).status).toBe(412);
    expect((await send(locked.headers.get("etag") ?? "", false)).json.status).toBe("active");
    const gone = await server.call("DELETE", `/devices/${id}`, { token: user.token, headers: { "if-match": etag } });
    expect(gone.status).toBe(412);
  });

  test("metadata is any JSON object up to its size", async () => {
    const user = await makeUser(server);
    const { json } = await ask(server, randomUUID());
    const verify = (device_metadata: unknown) =>
      server.call("PUT", "/devices/verify", { token: user.token, body: { user_code: json.user_code, device_metadata } });
    expect((await verify({ x: "y".repeat(17_000) })).status).toBe(422);
    expect((await verify([])).status).toBe(422);
    expect((await verify({ "a.b": [1, null, { c: "é" }] })).json.device_metadata).toEqual({ "a.b": [1, null, { c: "é" }] });
  });

  test("no service account lets a device in", async () => {
    const user = await makeUser(server);
    await server.db.query({ text: "UPDATE users SET is_service_account = true WHERE id = $1", values: [user.id] });
    server.clock.advance(1000);
    const { json } = await ask(server, randomUUID());
    const reply = await server.call("PUT", "/devices/verify", { token: user.token, body: { user_code: json.user_code } });
    expect([reply.status, reply.json.code]).toEqual([403, "device.verify_denied"]);
  });
});

describe("what ends a device's token", () => {
  type Warm = Awaited<ReturnType<typeof warm>>;
  const ends: Record<string, (device: Warm) => Promise<unknown>> = {
    "locking it": ({ user, id }) => server.call("PUT", `/devices/${id}`, { token: user.token, body: { locked: true } }),
    "removing it": ({ user, id }) => server.call("DELETE", `/devices/${id}`, { token: user.token }),
    "signing out with it": ({ token }) => server.call("POST", "/auth/logout", { token }),
    "ending all sessions": ({ user }) => server.call("DELETE", `/users/${user.id}/sessions`, { token: server.admin }),
    "deactivating its owner": ({ user }) => server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { is_active: false } }),
    "deleting its owner": ({ user }) => server.call("DELETE", `/users/${user.id}`, { token: server.admin }),
  };

  test.each(Object.keys(ends))("%s: at once here, within a second on another process", async (name) => {
    const device = await warm();
    await ends[name]?.(device);
    expect(await me(device.token)).toBe(401);
    server.clock.advance(1000);
    expect(await me(device.token, other)).toBe(401);
    const fresh = await other.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token: device.refresh } });
    expect(fresh.status).toBe(401);
  });

  test("a device that was let in and locked before it fetched its token gets none, unlocked or not", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const asked = await ask(server, client);
    const { id } = (await letIn(server, user.token, asked)).json;
    const lock = (locked: boolean) => server.call("PATCH", `/devices/${id}`, { token: user.token, body: { locked } });
    await lock(true);
    expect((await poll(server, client, asked.json.device_code)).json.error).toBe("access_denied");
    await lock(false);
    expect((await poll(server, client, asked.json.device_code)).json.error).toBe("access_denied");
    const audit = await server.call("GET", `/audit?target_id=${id}&action=device.update`, { token: server.admin });
    expect(audit.json.map((row: { after: unknown }) => row.after)).toEqual([{ locked: false }, { locked: true }]);
  });

  test("locking while it fetches its token: whichever comes first, no token is left", async () => {
    for (let round = 0; round < 5; round++) {
      const user = await makeUser(server);
      const client = randomUUID();
      const asked = await ask(server, client);
      const { id } = (await letIn(server, user.token, asked)).json;
      const [answer, locked] = await Promise.all([
        poll(server, client, asked.json.device_code),
        other.call("PATCH", `/devices/${id}`, { token: user.token, body: { locked: true } }),
      ]);
      expect(locked.json.status).toBe("locked");
      server.clock.advance(1000);
      if (answer.status === 200) expect(await me(answer.json.access_token)).toBe(401);
      else expect(answer.json.error).toBe("access_denied");
    }
  });

  test("an account that ends while its device fetches the token: no token is left, and nothing fails", async () => {
    for (const end of ["PATCH", "DELETE"] as const) {
      const user: User = await makeUser(server);
      const client = randomUUID();
      const asked = await ask(server, client);
      await letIn(server, user.token, asked);
      const [answer, ended] = await Promise.all([
        poll(server, client, asked.json.device_code),
        other.call(end, `/users/${user.id}`, { token: server.admin, body: { is_active: false } }),
      ]);
      expect([ended.status, answer.status < 500]).toEqual([200, true]);
      server.clock.advance(1000);
      if (answer.status === 200) expect(await me(answer.json.access_token)).toBe(401);
    }
  });

  const takesBack: Record<string, (user: User) => Promise<unknown>> = {
    "a new password": ({ token }) => server.call("PATCH", "/users/me", { token, body: { password: "a password that is new" } }),
    "signing out everywhere": ({ id, token }) => server.call("DELETE", `/users/${id}/sessions?keep_current=true`, { token }),
    "revoking the session that let it in": async ({ id, token }) => {
      const { json } = await server.call("GET", `/users/${id}/sessions`, { token });
      return server.call("DELETE", `/users/${id}/sessions/${json[0].id}`, { token: server.admin });
    },
  };

  test.each(Object.keys(takesBack))("%s also takes back what was let in and has not fetched its token", async (name) => {
    const user = await makeUser(server);
    const client = randomUUID();
    const asked = await ask(server, client);
    await letIn(server, user.token, asked);
    await takesBack[name]?.(user);
    expect((await poll(server, client, asked.json.device_code)).json.error).toBe("access_denied");
  });

  test("signing out after letting a device in does not", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const asked = await ask(server, client);
    await letIn(server, user.token, asked);
    await server.call("POST", "/auth/logout", { token: user.token });
    expect((await poll(server, client, asked.json.device_code)).status).toBe(200);
  });

  test("letting in while the account ends: nothing fails, and no device is left that could fetch a token", async () => {
    const erasing = await server.sibling({ ROSTER_TOMBSTONE_DAYS: "0" });
    for (const [at, method] of [
      [erasing, "DELETE"],
      [other, "DELETE"],
      [other, "PATCH"],
    ] as const) {
      for (let round = 0; round < 4; round++) {
        const user = await makeUser(server);
        const client = randomUUID();
        const asked = await ask(server, client);
        const [ended, verified] = await Promise.all([
          at.call(method, `/users/${user.id}`, { token: server.admin, body: { is_active: false } }),
          server.call("PUT", "/devices/verify", { token: user.token, body: { user_code: asked.json.user_code } }),
        ]);
        expect([ended.status, [200, 401, 404].includes(verified.status)]).toEqual([200, true]);
        expect((await poll(server, client, asked.json.device_code)).status).toBe(400);
      }
    }
    await erasing.close();
  });

  test("an account that comes back has no devices", async () => {
    const { user, id } = await warm();
    const preview = await server.call("GET", `/users/${user.id}/deletion`, { token: server.admin });
    expect(preview.json.goes).toContainEqual({ resource: "device", count: 1 });
    await server.call("DELETE", `/users/${user.id}`, { token: server.admin });
    await server.call("POST", `/users/${user.id}/restore`, { token: server.admin });
    const { json } = await server.signIn(user.username, user.password);
    expect((await devices(json.access_token)).json).toEqual([]);
    expect((await server.call("GET", `/devices/${id}`, { token: json.access_token })).status).toBe(404);
  });
});

test("what nobody let in is removed in time; what is in use stays", async () => {
  const own = await startServer({ ROSTER_TOKEN_LIFETIME: "86400" });
  const user = await makeUser(own);
  await signInDevice(own, user.token);
  await ask(own, randomUUID());
  await letIn(own, user.token, await ask(own, randomUUID()));
  const count = async () => (await own.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM devices" })).rows[0]?.n;
  const ctx = systemContext(own.app.services, own.db, "test");
  own.clock.advance(601_000);
  expect([await removeOldRequests(ctx, 100), await count()]).toEqual([0, 3]);
  own.clock.advance(3_600_000);
  expect([await removeOldRequests(ctx, 100), await count()]).toEqual([3, 1]);
  expect((await devices(user.token, "", own)).json).toHaveLength(1);
  own.clock.advance(30 * 86_400_000);
  expect(await forgetOldDevices(ctx, 100)).toBe(0);
  own.clock.advance(86_400_000);
  expect([await forgetOldDevices(ctx, 100), await count()]).toEqual([1, 0]);
  await own.close();
});

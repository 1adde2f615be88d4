import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ask, letIn, poll, signInDevice } from "./support.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_TOKEN_LIFETIME: "86400" });
});
afterAll(() => server.close());

const me = async (token: string, at = server) => (await at.call("GET", "/users/me", { token })).status;
const verify = (token: string | undefined, user_code: string, more: object = {}, at = server) =>
  at.call("PUT", "/devices/verify", { token, body: { user_code, ...more } });

describe("asking", () => {
  test("gives exactly the codes of RFC 8628; extra fields of the form are ignored, and empty ones absent", async () => {
    const { status, json } = await ask(server, randomUUID(), { device_id: "", scope: "x" });
    expect([status, json]).toEqual([
      200,
      {
        device_code: expect.stringMatching(/^[\w-]{43}$/),
        user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
        verification_uri: "http://roster.test/device",
        verification_uri_complete: `http://roster.test/device?user_code=${json.user_code}`,
        expires_in: 600,
        interval: 5,
      },
    ]);
  });

  test("takes a client_id that is a UUID, in any spelling, and nothing else", async () => {
    expect((await ask(server, randomUUID().toUpperCase().replaceAll("-", ""))).status).toBe(200);
    for (const id of ["", "x", "1"]) expect((await ask(server, id)).status).toBe(422);
    expect((await ask(server, randomUUID(), { device_id: "x" })).status).toBe(422);
  });

  test("leaves no code in the database", async () => {
    const { json } = await ask(server, randomUUID());
    const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(r)::text AS text FROM device_requests r" });
    const all = rows.map((row) => row.text).join();
    for (const code of [json.device_code, json.user_code, json.user_code.replace("-", "")]) expect(all).not.toContain(code);
  });

  test("is held back where a source asks without end, and open again when its codes have ended", async () => {
    const own = await startServer();
    const asked = await Promise.all(Array.from({ length: 100 }, () => ask(own, randomUUID())));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await ask(own, randomUUID());
    expect([refused.status, refused.json.code, refused.headers.get("retry-after")]).toEqual([429, "device.too_many_requests", "60"]);
    own.clock.advance(601_000);
    expect((await ask(own, randomUUID())).status).toBe(200);
    await own.close();
  });
});

describe("the whole way", () => {
  test("ask, look, let in, fetch: the device is signed in as its owner", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const { json: codes } = await ask(server, client);
    expect((await poll(server, client, codes.device_code)).json).toEqual({ error: "authorization_pending", error_description: expect.any(String) });
    const asking = await server.call("GET", `/devices/${codes.user_code}`, { token: user.token });
    expect([asking.status, asking.json]).toEqual([
      200,
      {
        id: expect.any(String),
        name: "build-box",
        created: expect.any(String),
        updated: expect.any(String),
        user_id: null,
        client_id: client,
        expires: expect.any(String),
        trusted_device: false,
        status: "pending",
        os: "Linux",
        ip_address: "127.0.0.1",
        hostname: "build-box",
        city: null,
        region: null,
        country: null,
        last_login: null,
        device_metadata: null,
      },
    ]);
    const verified = await verify(user.token, codes.user_code, { device_metadata: { team: "build" } });
    expect([verified.status, verified.json]).toMatchObject([
      200,
      { id: asking.json.id, user_id: user.id, status: "verified", device_metadata: { team: "build" } },
    ]);
    const token = await poll(server, client, codes.device_code);
    expect([token.status, token.json]).toEqual([
      200,
      {
        access_token: expect.any(String),
        token_type: "bearer",
        expires_in: 86_400,
        refresh_token: expect.any(String),
        scope: "",
        device_id: asking.json.id,
        device_metadata: { team: "build" },
        token: token.json.access_token,
      },
    ]);
    expect(token.headers.get("set-cookie")).toBeNull();
    expect((await server.call("GET", "/users/me", { token: token.json.access_token })).json.id).toBe(user.id);
    const mine = await server.call("GET", "/devices", { token: token.json.access_token });
    expect(mine.json).toMatchObject([{ id: asking.json.id, status: "active", last_login: expect.any(String), expires: expect.any(String) }]);
    const audit = await server.call("GET", `/audit?target_id=${asking.json.id}`, { token: server.admin });
    expect(audit.json).toMatchObject([{ action: "device.verify", actor_id: user.id, after: { client_id: client, trusted_device: false } }]);
    expect(JSON.stringify(audit.json)).not.toContain(codes.user_code);
  });

  test("a code is read without case, hyphen and blanks", async () => {
    const user = await makeUser(server);
    for (const typed of [(c: string) => c.toLowerCase(), (c: string) => c.replace("-", " "), (c: string) => ` ${c.replace("-", "")} `]) {
      const { json } = await ask(server, randomUUID());
      expect((await verify(user.token, typed(json.user_code))).status).toBe(200);
    }
  });

  test("a token is good for a day, that of a trusted device for thirty, however little it is used", async () => {
    const own = await startServer();
    const user = await makeUser(own);
    const [plain, trusted] = [await signInDevice(own, user.token), await signInDevice(own, user.token, { trusted_device: true })];
    expect([plain.json.expires_in, trusted.json.expires_in]).toEqual([86_400, 30 * 86_400]);
    const both = async () => [await me(plain.json.access_token, own), await me(trusted.json.access_token, own)];
    own.clock.advance(86_390_000);
    expect(await both()).toEqual([200, 200]);
    own.clock.advance(20_000);
    expect(await both()).toEqual([401, 200]);
    own.clock.advance(28 * 86_400_000);
    expect(await both()).toEqual([401, 200]);
    own.clock.advance(86_400_000);
    expect(await both()).toEqual([401, 401]);
    await own.close();
  });

  test("of many polls at once one gets the token, and the code has been used", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const { json } = await ask(server, client);
    await verify(user.token, json.user_code);
    const other = await server.sibling();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => poll(i % 2 ? server : other, client, json.device_code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, json: body } of answers.filter((answer) => answer.status !== 200)) expect([status, body.error]).toEqual([400, "invalid_grant"]);
    expect((await server.call("GET", `/users/${user.id}/sessions`, { token: user.token })).json).toHaveLength(2);
    await other.close();
  });

  test("of many people who let a device in at once, it is one's", async () => {
    const people = await Promise.all([makeUser(server), makeUser(server), makeUser(server), makeUser(server)]);
    const { json } = await ask(server, randomUUID());
    const answers = await Promise.all(people.map(({ token }) => verify(token, json.user_code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404]);
  });

  test("a device is no proof of its owner: it cannot choose the password, nor let another device in", async () => {
    const user = await makeUser(server);
    server.clock.advance(11 * 60_000);
    const device = await signInDevice(server, user.token);
    const change = await server.call("PATCH", "/users/me", { token: device.json.access_token, body: { password: "a wholly other password" } });
    expect([change.status, change.json.code]).toEqual([403, "password.confirmation_required"]);
    const { json } = await ask(server, randomUUID());
    const again = await verify(device.json.access_token, json.user_code);
    expect([again.status, again.json.code]).toEqual([403, "device.verify_denied"]);
  });

  test("a device that refreshes its token stays the same device, to the same end", async () => {
    const user = await makeUser(server);
    const { json } = await signInDevice(server, user.token);
    server.clock.advance(3_600_000);
    const fresh = await server.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token: json.refresh_token } });
    expect([fresh.status, fresh.json.device_id]).toEqual([200, json.device_id]);
    expect(fresh.json.expires_in).toBeLessThanOrEqual(86_400 - 3600);
    expect(fresh.json.expires_in).toBeGreaterThan(86_400 - 3700);
  });
});

describe("polling", () => {
  test("too fast is told to slow down, more each time; at the interval it waits", async () => {
    const client = randomUUID();
    const { json } = await ask(server, client);
    const error = async () => (await poll(server, client, json.device_code)).json.error;
    expect([await error(), await error()]).toEqual(["authorization_pending", "slow_down"]);
    server.clock.advance(5000);
    expect(await error()).toBe("slow_down");
    server.clock.advance(15_000);
    expect(await error()).toBe("authorization_pending");
    server.clock.advance(15_000);
    expect(await error()).toBe("authorization_pending");
  });

  test("a code that ended, of another client, or that was never one, gets its own refusal", async () => {
    const client = randomUUID();
    const { json } = await ask(server, client);
    const error = async (id: string, code: string) => {
      const { status, json: body } = await poll(server, id, code);
      return [status, body.error];
    };
    expect(await error(randomUUID(), json.device_code)).toEqual([400, "invalid_client"]);
    expect(await error("no-uuid", json.device_code)).toEqual([400, "invalid_client"]);
    expect(await error(randomUUID(), "never one")).toEqual([400, "invalid_client"]);
    expect(await error(client, "never one")).toEqual([400, "invalid_grant"]);
    server.clock.advance(601_000);
    expect(await error(client, json.device_code)).toEqual([400, "expired_token"]);
    const user = await makeUser(server);
    expect((await verify(user.token, json.user_code)).status).toBe(404);
  });

  test("a wrong device code five times locks the device, and the right one is then refused", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const { json } = await ask(server, client);
    for (let i = 0; i < 4; i++) expect((await poll(server, client, `wrong ${i}`)).json.error).toBe("invalid_grant");
    expect((await poll(server, client, json.device_code)).json.error).toBe("authorization_pending");
    await poll(server, client, "wrong 5");
    expect((await poll(server, client, json.device_code)).json.error).toBe("access_denied");
    expect((await verify(user.token, json.user_code)).status).toBe(404);
    const audit = await server.call("GET", "/audit?action=device.lock_wrong_codes", { token: server.admin });
    expect(audit.json).toMatchObject([{ actor_kind: "anonymous", target_type: "device" }]);
  });
});

describe("asking again", () => {
  test("for a device one has renews it: the same device, a new token, and the one before ends", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const first = await signInDevice(server, user.token, {}, client);
    const again = await signInDevice(server, user.token, { trusted_device: true }, client, { device_id: first.json.device_id });
    expect(again.json).toMatchObject({ device_id: first.json.device_id, expires_in: 30 * 86_400 });
    expect([await me(first.json.access_token), await me(again.json.access_token)]).toEqual([401, 200]);
    expect((await server.call("GET", "/devices", { token: user.token })).json).toHaveLength(1);
  });

  test("until it is let in, the device stays as it is, and its codes from before are none", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const first = await signInDevice(server, user.token, {}, client);
    const one = await ask(server, client, { device_id: first.json.device_id });
    const two = await ask(server, client, { device_id: first.json.device_id }, { "user-agent": "curl/8" });
    expect(await me(first.json.access_token)).toBe(200);
    const own = await server.call("GET", `/devices/${first.json.device_id}`, { token: user.token });
    expect(own.json).toMatchObject({ status: "active", hostname: "build-box" });
    const asking = await server.call("GET", `/devices/${first.json.device_id}?user_code=${two.json.user_code}`, { token: user.token });
    expect(asking.json).toMatchObject({ id: first.json.device_id, status: "pending", name: "curl 8", hostname: null });
    expect((await verify(user.token, one.json.user_code)).status).toBe(404);
    expect((await poll(server, client, one.json.device_code)).json.error).toBe("invalid_grant");
  });

  test("for somebody else's device is not there for others: a device is its owner's", async () => {
    const [owner, other] = [await makeUser(server), await makeUser(server)];
    const client = randomUUID();
    const first = await signInDevice(server, owner.token, {}, client);
    const { json } = await ask(server, client, { device_id: first.json.device_id });
    expect((await verify(other.token, json.user_code)).status).toBe(404);
    expect((await server.call("GET", `/devices/${json.user_code}`, { token: other.token })).status).toBe(404);
    expect((await verify(owner.token, json.user_code)).status).toBe(200);
  });

  test("for a device that is unknown, another client's or locked makes a new one", async () => {
    const user = await makeUser(server);
    const client = randomUUID();
    const first = (await signInDevice(server, user.token, {}, client)).json.device_id;
    const next = async (id: string, device_id: string) => (await letIn(server, user.token, await ask(server, id, { device_id }))).json.id;
    expect(await next(randomUUID(), first)).not.toBe(first);
    expect(await next(client, randomUUID())).not.toBe(first);
    await server.call("PATCH", `/devices/${first}`, { token: user.token, body: { locked: true } });
    expect(await next(client, first)).not.toBe(first);
  });
});

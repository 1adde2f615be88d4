import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInDevice } from "../devices/support.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";

/** Who may change what, and what always remains (contract A.6). */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const adminId = async () => (await server.call("GET", "/users/me", { token: server.admin })).json.id as string;
const patch = (id: string, token: string, body: unknown) => server.call("PATCH", `/users/${id}`, { token, body });

/** Accounts of external providers come with sign-in through them; the rules look only at the row. */
async function makeExternal(): Promise<string> {
  const { id } = await makeUser(server);
  await server.db.query({ text: "UPDATE users SET oauth_provider = 'google', oauth_id = $1, password_expired = NULL WHERE id = $1::uuid", values: [id] });
  await server.db.query({ text: "DELETE FROM passwords WHERE user_id = $1", values: [id] });
  return id;
}

describe("a person", () => {
  test("may change the own profile, username and e-mail address, and nothing that is administered", async () => {
    const me = await makeUser(server);
    const changed = await patch(me.id, me.token, { name: "Me", username: `${me.username}-2`, email: `${me.username}@example.com` });
    expect(changed.json).toMatchObject({ name: "Me", username: `${me.username}-2` });
    for (const field of ["is_active", "is_superuser", "is_onboarded", "password_expired"]) {
      const reply = await patch(me.id, me.token, { [field]: true });
      expect([field, reply.status, reply.json.code]).toEqual([field, 403, "user.field_denied"]);
    }
  });

  test("sees and changes nobody else; the refusal is the same as for nobody", async () => {
    const [me, other] = [await makeUser(server), await makeUser(server)];
    const nobody = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";
    for (const [method, body] of [
      ["PATCH", { name: "x" }],
      ["PATCH", { username: "x" }],
      ["DELETE", undefined],
      ["GET", undefined],
    ] as const) {
      const [there, missing] = await Promise.all([other.id, nobody].map((id) => server.call(method, `/users/${id}`, { token: me.token, body })));
      const view = (reply: typeof there) => [reply?.status, reply?.json.code, reply?.json.detail];
      expect(view(there)).toEqual(view(missing));
      expect(there?.status).toBe(method === "GET" ? 404 : 403);
    }
    const list = await server.call("GET", "/users", { token: me.token });
    expect(list.json.map((user: { id: string }) => user.id)).toEqual([me.id]);
    expect((await server.call("GET", "/users?count=exact", { token: me.token })).headers.get("x-total-count")).toBe("1");
    expect((await server.call("GET", `/users?user_id=${other.id}`, { token: me.token })).json).toEqual([]);
  });

  test("may not make users, read the audit log or restore accounts", async () => {
    const me = await makeUser(server);
    for (const [method, path] of [
      ["POST", "/users?username=x"],
      ["GET", "/audit"],
      ["POST", `/users/${me.id}/restore`],
    ] as const) {
      const reply = await server.call(method, path, { token: me.token });
      expect([path, reply.status, reply.json.code]).toEqual([path, 403, "access.superuser"]);
    }
  });

  test("deletes the own account, and its token ends with it", async () => {
    const me = await makeUser(server);
    expect((await server.call("DELETE", `/users/${me.id}`, { token: me.token })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token: me.token })).status).toBe(401);
  });

  test("deletes the own account shortly after signing in, not with an old sign-in or a device's; a key does so at any time", async () => {
    const [me, boss, keyed] = [await makeUser(server), await makeUser(server, { is_superuser: true }), await makeUser(server)];
    const remove = async (id: string, token: string) => (await server.call("DELETE", `/users/${id}`, { token })).json?.code ?? "deleted";
    const { json: key } = await server.call("POST", "/users/me/api_keys", { token: keyed.token, body: { name: "ci" } });
    const device = await signInDevice(server, me.token);
    expect(await remove(me.id, device.json.access_token)).toBe("credentials.device_denied");
    server.clock.advance(11 * 60_000);
    for (const { id, token } of [me, boss]) {
      const refused = await server.call("DELETE", `/users/${id}`, { token });
      expect([refused.status, refused.json.type, refused.json.code]).toEqual([403, "IllegalOperationError", "auth.reauthentication_required"]);
    }
    // Others' accounts are a superuser's to delete, however long ago they signed in.
    expect(await remove((await makeUser(server)).id, boss.token)).toBe("deleted");
    expect(await remove(keyed.id, key.key)).toBe("deleted");
    const again = (await server.signIn(me.username, me.password)).json.access_token;
    expect(await remove(me.id, again)).toBe("deleted");
  });

  test("proves who they are to change the password: by the current one, or by a sign-in of the last ten minutes", async () => {
    const me = await makeUser(server);
    server.clock.advance(11 * 60_000);
    const body = { password: "another long password" };
    expect((await patch(me.id, me.token, body)).json.code).toBe("password.confirmation_required");
    expect((await patch(me.id, me.token, { ...body, current_password: "not it at all" })).json.code).toBe("password.wrong_current");
    const elsewhere = (await server.signIn(me.username, me.password)).json.access_token;
    expect((await patch(me.id, me.token, { ...body, current_password: me.password })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token: me.token })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token: elsewhere })).status).toBe(401);
    expect((await server.signIn(me.username, me.password)).status).toBe(401);
    expect((await server.signIn(me.username, body.password)).status).toBe(200);
  });

  test("chooses a password from one of two sessions at once: the other one has ended by then", async () => {
    for (let round = 0; round < 5; round++) {
      const me = await makeUser(server);
      const other = (await server.signIn(me.username, me.password)).json.access_token as string;
      const choose = (token: string, password: string) => patch(me.id, token, { password, current_password: me.password });
      const replies = await Promise.all([choose(me.token, "chosen by the first"), choose(other, "chosen by the second")]);
      expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
      const won = replies[0]?.status === 200 ? "chosen by the first" : "chosen by the second";
      expect((await server.signIn(me.username, won)).status).toBe(200);
    }
  });

  test("guesses the current password a few times, then waits", async () => {
    const me = await makeUser(server);
    const guess = () => patch(me.id, me.token, { password: "another long password", current_password: "wrong" });
    const replies = [];
    for (let i = 0; i < 12; i++) replies.push((await guess()).json.code);
    expect(replies.slice(0, 5)).toEqual(Array(5).fill("password.wrong_current"));
    expect(replies).toContain("auth.too_many_attempts");
    expect((await server.signIn(me.username, me.password)).status).toBe(200);
  });

  test("chooses 12 to 128 characters that are no common password; administrators may give any text", async () => {
    const me = await makeUser(server);
    for (const [password, code] of [
      ["short", "password.length"],
      ["x".repeat(129), "password.length"],
      ["aaaaaaaaaaaaaa", "password.common"],
      ["password1234", "password.common"],
    ] as const) {
      expect([password, (await patch(me.id, me.token, { password })).json.code]).toEqual([password, code]);
    }
    expect((await patch(me.id, me.token, { password: "𝒳🙂 längeres Passwort" })).status).toBe(200);
    expect((await patch(me.id, server.admin, { password: "x" })).json.password_expired).toBe(true);
  });
});

describe("an expired password", () => {
  test("lets in to choose a new one, and to nothing else", async () => {
    const { id, username } = await makeUser(server);
    expect((await patch(id, server.admin, { password: "reset" })).status).toBe(200);
    const token = (await server.signIn(username, "reset")).json.access_token;
    for (const [method, path, body] of [
      ["GET", "/users", undefined],
      ["GET", `/users/${id}`, undefined],
      ["GET", "/auth/api_token", undefined],
      ["PATCH", `/users/${id}`, { name: "x" }],
      ["PATCH", "/users/me", { name: "x" }],
    ] as const) {
      const reply = await server.call(method, path, { token, body });
      expect([path, reply.status, reply.json.code]).toEqual([path, 403, "password.expired"]);
    }
    expect((await server.call("GET", "/users/me", { token })).json.password_expired).toBe(true);
    const chosen = await server.call("PATCH", `/users/${id}`, { token, body: { password: "my very own password" } });
    expect(chosen.json.password_expired).toBe(false);
    expect((await server.call("GET", "/users", { token })).status).toBe(200);
  });
});

describe("an account of an external provider", () => {
  test("keeps username, e-mail address and password; the rest is changed as anybody's", async () => {
    const id = await makeExternal();
    for (const body of [{ username: "x" }, { email: "x@example.com" }, { email: null }, { password: "a long enough password" }]) {
      expect((await patch(id, server.admin, body)).json.code).toBe("user.external");
    }
    const changed = await patch(id, server.admin, { name: "SSO", is_onboarded: true, is_superuser: true, password_expired: true });
    expect(changed.json).toMatchObject({ name: "SSO", is_onboarded: true, is_superuser: true, password_expired: null });
    expect((await server.call("GET", "/users?oauth_provider=google", { token: server.admin })).json[0].id).toBe(id);
    expect((await server.call("GET", `/users?oauth_id=${id}`, { token: server.admin })).json[0].id).toBe(id);
  });
});

describe("the reserved admin", () => {
  test("keeps its username, stays superuser and is never deleted", async () => {
    const id = await adminId();
    expect((await patch(id, server.admin, { username: "root" })).json.code).toBe("user.reserved_admin");
    expect((await patch(id, server.admin, { is_superuser: false })).json.code).toBe("user.reserved_admin");
    const deleted = await server.call("DELETE", `/users/${id}`, { token: server.admin });
    expect([deleted.status, deleted.json.type, deleted.json.code]).toEqual([400, "ValueError", "user.internal"]);
    expect((await patch(id, server.admin, { name: "Operator" })).json.name).toBe("Operator");
    const preview = await server.call("GET", `/users/${id}/deletion`, { token: server.admin });
    expect(preview.json).toMatchObject({ allowed: false });
  });

  test("cannot be deactivated while it is the only administrator", async () => {
    const alone = await startServer();
    try {
      const { id } = (await alone.call("GET", "/users/me", { token: alone.admin })).json;
      const reply = await alone.call("PATCH", `/users/${id}`, { token: alone.admin, body: { is_active: false } });
      expect([reply.status, reply.json.code]).toEqual([403, "user.last_administrator"]);
      expect((await alone.signIn("admin", ADMIN_PASSWORD)).status).toBe(200);
    } finally {
      await alone.close();
    }
  });
});

test("an administrator remains when all are removed at once by every way there is", async () => {
  const own = await startServer();
  try {
    for (let round = 0; round < 10; round++) {
      const supers = await Promise.all([1, 2, 3].map(() => makeUser(own, { is_superuser: true })));
      const { id: admin } = (await own.call("GET", "/users/me", { token: own.admin })).json;
      const [a, b, c] = supers as [(typeof supers)[0], (typeof supers)[0], (typeof supers)[0]];
      const replies = await Promise.all([
        own.call("PATCH", `/users/${admin}`, { token: a.token, body: { is_active: false } }),
        own.call("PATCH", `/users/${a.id}`, { token: b.token, body: { is_superuser: false } }),
        own.call("DELETE", `/users/${b.id}`, { token: c.token }),
        own.call("PATCH", `/users/${c.id}`, { token: a.token, body: { is_active: false } }),
      ]);
      for (const reply of replies) expect([200, 401, 403]).toContain(reply.status);
      const { rows } = await own.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM users WHERE is_active AND is_superuser AND deleted IS NULL" });
      expect(rows[0]?.n).toBeGreaterThan(0);
      // The next round starts with the reserved admin as the only one again.
      await own.db.query({ text: "UPDATE users SET is_active = is_internal, is_superuser = is_internal" });
      own.app.services.principals.forgetUser(admin);
      own.clock.advance(1000);
      const signedIn = await own.signIn("admin", ADMIN_PASSWORD);
      Object.assign(own, { admin: signedIn.json.access_token });
    }
  } finally {
    await own.close();
  }
});

describe("the first account", () => {
  test("of ten made at once exactly one becomes superuser", async () => {
    const own = await startServer({ ROSTER_FIRST_SUPERUSER: "first" });
    try {
      const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => own.call("POST", "/users", { token: own.admin, body: { username: `u${i}` } })));
      expect(replies.filter((reply) => reply.json.is_superuser)).toHaveLength(1);
    } finally {
      await own.close();
    }
  });

  test("becomes superuser only with a named e-mail address, where the setting names some", async () => {
    const own = await startServer({ ROSTER_FIRST_SUPERUSER: "boss@example.com, other@example.com" });
    try {
      const make = async (body: object) => (await own.call("POST", "/users", { token: own.admin, body })).json.is_superuser;
      expect(await make({ username: "first" })).toBe(false);
      expect(await make({ email: "BOSS@example.com" })).toBe(true);
      expect(await make({ email: "other@example.com" })).toBe(false);
    } finally {
      await own.close();
    }
  });
});

describe("usernames and e-mail addresses", () => {
  test("are one namespace, compared without case and after NFKC", async () => {
    const make = (body: object) => server.call("POST", "/users", { token: server.admin, body });
    expect((await make({ email: "ÄRGER@exämple.de" })).status).toBe(200);
    for (const body of [
      { email: "ärger@EXÄMPLE.de" },
      { username: "ärger@exämple.de" },
      { email: "A\u0308rger@exämple.de" },
      { username: "other", email: "Ärger@exämple.de" },
    ]) {
      expect([body, (await make(body)).json.code]).toEqual([body, "user.identifier_taken"]);
    }
    const { id } = (await make({ username: "free" })).json;
    expect((await patch(id, server.admin, { username: "ärger@exämple.de" })).json.code).toBe("user.identifier_taken");
    expect((await patch(id, server.admin, { username: "FREE", email: "free@example.com" })).status).toBe(200);
  });

  test("of twenty that are made at once in different case exactly one is there", async () => {
    const spell = (i: number) => [..."same@example.com"].map((c, at) => ((i >> (at % 5)) & 1 ? c.toUpperCase() : c)).join("");
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => server.call("POST", "/users", { token: server.admin, body: { email: spell(i) } })));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(19).fill(409)]);
    const { rows } = await server.db.query({ text: "SELECT 1 FROM users WHERE email_key = 'same@example.com'" });
    expect(rows).toHaveLength(1);
  });
});

describe("deactivation", () => {
  test("ends access at once here, and within a second on another server", async () => {
    const sibling = await server.sibling();
    try {
      const me = await makeUser(server);
      expect((await sibling.call("GET", "/users/me", { token: me.token })).status).toBe(200);
      expect((await patch(me.id, server.admin, { is_active: false })).json.is_active).toBe(false);
      expect((await server.call("GET", "/users/me", { token: me.token })).status).toBe(401);
      const since = performance.now();
      const deadline = since + 5000;
      let status = 200;
      while (status === 200 && performance.now() < deadline) status = (await sibling.call("GET", "/users/me", { token: me.token })).status;
      expect(status).toBe(401);
      expect(performance.now() - since).toBeLessThan(1000);
      expect((await server.signIn(me.username, me.password)).status).toBe(401);
      await patch(me.id, server.admin, { is_active: true });
      expect((await server.call("GET", "/users/me", { token: me.token })).status).toBe(401);
      expect((await server.signIn(me.username, me.password)).status).toBe(200);
    } finally {
      await sibling.close();
    }
  });
});

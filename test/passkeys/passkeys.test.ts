import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { createKeyring } from "../../src/kernel/secrets.ts";
import { beginSignIn } from "../../src/modules/passkeys/prove-service.ts";
import { createAuthenticator, type Lies } from "../support/authenticator.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import * as support from "../support/passkeys.ts";
import { ORIGIN } from "../support/passkeys.ts";

let server: Harness;

beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
});
afterAll(() => server.close());

const begin = (token: string) => support.begin(server, token);
const add = (token: string, response: object) => support.add(server, token, response);
const ask = () => support.ask(server);
const enter = (response: object) => support.enter(server, response);
const signIn = (authenticator: Parameters<typeof support.signInWith>[1], lies?: Lies) => support.signInWith(server, authenticator, lies);
const makeOwner = (how?: Parameters<typeof support.makeOwner>[1]) => support.makeOwner(server, how);
const auditOf = async (action: string, id: string) => (await server.call("GET", `/audit?action=${action}&target_id=${id}`, { token: server.admin })).json;

describe("a passkey", () => {
  test("is added, signs in without a username as two factors, and is told of", async () => {
    const { authenticator, id, passkey } = await makeOwner();
    expect(passkey).toMatchObject({ name: "Phone", transports: ["internal"], backup_eligible: false, backed_up: false, last_used: null });
    const entered = await signIn(authenticator);
    expect(entered.status).toBe(200);
    expect(entered.headers.get("set-cookie")).toContain("roster_session=");
    const token = entered.json.access_token;
    expect((await server.call("GET", "/users/me", { token })).json.id).toBe(id);
    const sessions = (await server.call("GET", `/users/${id}/sessions`, { token })).json;
    expect(sessions[0].amr).toEqual(["hwk", "user", "mfa"]);
    const list = (await server.call("GET", "/users/me/passkeys", { token })).json;
    expect(list).toMatchObject([{ id: passkey.id, last_used: expect.any(String) }]);
    expect(await auditOf("passkey.create", passkey.id)).toHaveLength(1);
    expect((await server.call("GET", `/users/${id}/deletion`, { token })).json.goes).toContainEqual({ resource: "passkey", count: 1 });
  });

  test("that is copied between devices is a key in software", async () => {
    const { authenticator, id } = await makeOwner({ isSynced: true });
    const { access_token: token } = (await signIn(authenticator)).json;
    expect((await server.call("GET", `/users/${id}/sessions`, { token })).json[0].amr).toEqual(["swk", "user", "mfa"]);
  });

  test("is asked for with user verification and as a discoverable one, and known ones are left out", async () => {
    const { id, token, authenticator } = await makeOwner();
    const again = (await begin(token)).json;
    expect(again).toMatchObject({
      rp: { id: "roster.test" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(again.excludeCredentials).toHaveLength(1);
    expect(Buffer.from(again.user.id, "base64url").toString("hex")).toBe(id.replaceAll("-", ""));
    expect((await add(token, authenticator.create(again))).json.code).toBe("passkey.known");
    const asked = await ask();
    expect(asked).toMatchObject({ rpId: "roster.test", userVerification: "required" });
    expect(asked.allowCredentials ?? []).toEqual([]);
  });

  test("is renamed in any script, under If-Match, by its owner only", async () => {
    const { token, passkey } = await makeOwner();
    const path = `/users/me/passkeys/${passkey.id}`;
    const renamed = await server.call("PATCH", path, { token, body: { name: "Schlüssel 🔑 键" }, headers: { "if-match": '"1"' } });
    expect([renamed.status, renamed.json.name, renamed.headers.get("etag")]).toEqual([200, "Schlüssel 🔑 键", '"2"']);
    expect((await server.call("PATCH", path, { token, body: { name: "x" }, headers: { "if-match": '"1"' } })).status).toBe(412);
    for (const name of ["", " ", "x".repeat(51)]) expect((await server.call("PATCH", path, { token, body: { name } })).status).toBe(422);
    const other = await makeUser(server);
    expect((await server.call("PATCH", path, { token: other.token, body: { name: "mine" } })).status).toBe(404);
    expect((await server.call("DELETE", path, { token: other.token })).status).toBe(404);
  });

  test("that was removed signs nobody in", async () => {
    const { token, passkey, authenticator } = await makeOwner();
    expect((await server.call("DELETE", `/users/me/passkeys/${passkey.id}`, { token })).status).toBe(200);
    expect((await signIn(authenticator)).json.code).toBe("auth.passkey_refused");
  });

  test("is removed and added by a fresh sign-in only, and with a passkey there by one of two factors", async () => {
    const { token, passkey, username, password, authenticator } = await makeOwner();
    const path = `/users/me/passkeys/${passkey.id}`;
    const weak = (await server.signIn(username, password)).json.access_token;
    expect((await server.call("DELETE", path, { token: weak })).json.code).toBe("mfa.required");
    expect((await begin(weak)).json.code).toBe("mfa.required");
    expect((await server.call("POST", "/users/me/totp", { token: weak })).json.code).toBe("mfa.required");
    server.clock.advance(601_000);
    expect((await server.call("DELETE", path, { token })).json.code).toBe("auth.reauthentication_required");
    expect((await begin(token)).json.code).toBe("auth.reauthentication_required");
    const fresh = (await signIn(authenticator)).json.access_token;
    expect((await server.call("DELETE", path, { token: fresh })).status).toBe(200);
  });

  test("is one of 20 at most", async () => {
    const { id, token } = await makeOwner();
    const pending = (await begin(token)).json;
    const more = `INSERT INTO passkeys (id, user_id, rp_id, credential_id, public_key, counter, transports, backup_eligible, backed_up, aaguid, name, created)
      SELECT gen_random_uuid(), $1, 'roster.test', uuid_send(gen_random_uuid()), '', 0, '{}', false, false, gen_random_uuid(), 'x', now() FROM generate_series(1, 19)`;
    await server.db.query({ text: more, values: [id] });
    expect((await begin(token)).json.code).toBe("passkey.too_many");
    expect((await add(token, createAuthenticator(ORIGIN).create(pending))).json.code).toBe("passkey.too_many");
  });
});

describe("adding one", () => {
  const lies: [string, Lies][] = [
    ["from another origin", { origin: "https://evil.example" }],
    ["for another host", { rpId: "evil.example" }],
    ["without user verification", { isVerified: false }],
    ["as if it were a sign-in", { type: "webauthn.get" }],
  ];
  test.each(lies)("%s is refused", async (_what, lies) => {
    const { token } = await makeUser(server);
    const { json } = await begin(token);
    expect((await add(token, createAuthenticator(ORIGIN).create(json, lies))).json.code).toBe("passkey.invalid");
  });

  test("takes its own account's challenge, once, in time, and not that of a sign-in", async () => {
    const [one, other] = [await makeUser(server), await makeUser(server)];
    const { json } = await begin(one.token);
    expect((await add(other.token, createAuthenticator(ORIGIN).create(json))).json.code).toBe("passkey.invalid");
    const replies = await Promise.all(Array.from({ length: 20 }, () => add(one.token, createAuthenticator(ORIGIN).create(json))));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(19).fill(400)]);
    const asked = await ask();
    expect((await add(other.token, createAuthenticator(ORIGIN).create({ ...asked, user: json.user }))).json.code).toBe("passkey.invalid");
    const late = (await begin(other.token)).json;
    server.clock.advance(300_001);
    expect((await add(other.token, createAuthenticator(ORIGIN).create(late))).json.code).toBe("passkey.invalid");
  });

  test("that another account has already is refused", async () => {
    const { authenticator } = await makeOwner();
    const { token } = await makeUser(server);
    expect((await add(token, authenticator.create((await begin(token)).json))).json.code).toBe("passkey.known");
  });

  test("is not for accounts of an external provider", async () => {
    const { id, token } = await makeUser(server);
    await server.db.query({ text: "UPDATE users SET oauth_provider = 'acme', oauth_id = 'x', password_expired = NULL WHERE id = $1", values: [id] });
    expect((await begin(token)).json.code).toBe("credentials.denied");
  });
});

describe("signing in", () => {
  const lies: [string, Lies][] = [
    ["from another origin", { origin: "https://evil.example" }],
    ["for another host", { rpId: "evil.example" }],
    ["without user verification", { isVerified: false }],
    ["as if it were a registration", { type: "webauthn.create" }],
    ["without saying whose passkey it is", { userHandle: null }],
    ["as somebody else", { userHandle: Buffer.alloc(16, 1).toString("base64url") }],
  ];
  test.each(lies)("%s is refused, and the truth is not", async (_what, lies) => {
    const { authenticator } = await makeOwner();
    expect(await signIn(authenticator, lies)).toMatchObject({ status: 401, json: { code: "auth.passkey_refused" } });
    expect((await signIn(authenticator)).status).toBe(200);
  });

  test("with another's credential id is refused: the signature is not of its key", async () => {
    const [one, other] = [await makeOwner(), await makeOwner()];
    const theirs = other.authenticator.get(await ask());
    const lies = { credentialId: theirs.id, userHandle: theirs.response.userHandle ?? null };
    expect((await signIn(one.authenticator, lies)).status).toBe(401);
  });

  test("with one challenge succeeds once, also of twenty at once, and is one session", async () => {
    const { authenticator, id, passkey } = await makeOwner({ counter: 1 });
    const answer = authenticator.get(await ask(), { counter: 2 });
    const sessions = async () => (await server.call("GET", `/users/${id}/sessions`, { token: server.admin })).json.length;
    const before = await sessions();
    const replies = await Promise.all(Array.from({ length: 20 }, () => enter(answer)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(19).fill(401)]);
    expect((await enter(answer)).status).toBe(401);
    expect(await sessions()).toBe(before + 1);
    // An answer that is sent again is no sign of a copied authenticator.
    expect(await auditOf("passkey.counter_regression", passkey.id)).toEqual([]);
  });

  test("takes a challenge of its own, in time", async () => {
    const { authenticator, token } = await makeOwner();
    expect((await enter(authenticator.get((await begin(token)).json))).status).toBe(401);
    const late = await ask();
    server.clock.advance(300_001);
    expect((await enter(authenticator.get(late))).status).toBe(401);
  });

  test("takes no challenge of another installation's key, nor one that was changed", async () => {
    const { authenticator } = await makeOwner();
    const { services } = server.app;
    const elsewhere = { ...services, keyring: createKeyring(Buffer.alloc(32, 9).toString("base64")) };
    const theirs = (await beginSignIn(systemContext(elsewhere, server.db, "test"), ORIGIN)) as { challenge: string };
    expect((await enter(authenticator.get(theirs))).status).toBe(401);
    const bytes = Buffer.from((await ask()).challenge, "base64url");
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, (await enter(authenticator.get({ challenge: changed.toString("base64url") }))).status]).toEqual([at, 401]);
    }
    const challenge = bytes.toString("base64url");
    for (const spelt of [`${challenge}=`, `${challenge} `, bytes.toString("base64")]) {
      if (spelt !== challenge) expect([spelt, (await enter(authenticator.get({ challenge: spelt }))).status]).toEqual([spelt, 401]);
    }
    expect((await enter(authenticator.get({ challenge }))).status).toBe(200);
  });

  test("leaves a row of its challenge when it succeeds alone, until that has expired everywhere", async () => {
    const { authenticator } = await makeOwner();
    const used = async () => (await server.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM used_passkey_challenges" })).rows[0]?.n ?? 0;
    const before = await used();
    await ask();
    expect((await signIn(authenticator, { isVerified: false })).status).toBe(401);
    expect((await enter(createAuthenticator(ORIGIN).get(await ask()))).status).toBe(401);
    expect(await used()).toBe(before);
    expect((await signIn(authenticator)).status).toBe(200);
    expect(await used()).toBe(before + 1);
    const keep = () => keepHouse(systemContext(server.app.services, server.db, "test"));
    server.clock.advance(300_001);
    await keep();
    expect(await used()).toBeGreaterThan(0);
    server.clock.advance(300_000);
    await keep();
    expect(await used()).toBe(0);
  });

  test("whose count went back is refused and told of; of one count used twice at once, one is let in", async () => {
    const { authenticator, passkey } = await makeOwner({ counter: 5 });
    expect((await signIn(authenticator, { counter: 5 })).status).toBe(401);
    expect(await auditOf("passkey.counter_regression", passkey.id)).toMatchObject([{ before: { counter: 5 }, after: { counter: 5 } }]);
    const both = await Promise.all([signIn(authenticator, { counter: 7 }), signIn(authenticator, { counter: 7 })]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 401]);
    expect((await signIn(authenticator, { counter: 0 })).status).toBe(401);
  });

  test("to an account that is inactive, deleted or an external provider's is refused", async () => {
    const { id, authenticator } = await makeOwner();
    const as = (text: string) => server.db.query({ text, values: [id] });
    await server.call("PATCH", `/users/${id}`, { token: server.admin, body: { is_active: false } });
    expect((await signIn(authenticator)).status).toBe(401);
    await server.call("PATCH", `/users/${id}`, { token: server.admin, body: { is_active: true } });
    expect((await signIn(authenticator)).status).toBe(200);
    await as("UPDATE users SET oauth_provider = 'acme', oauth_id = 'y', password_expired = NULL WHERE id = $1");
    expect((await signIn(authenticator)).status).toBe(401);
    await as("UPDATE users SET oauth_provider = NULL, oauth_id = NULL, password_expired = false WHERE id = $1");
    await server.call("DELETE", `/users/${id}`, { token: server.admin });
    expect((await signIn(authenticator)).status).toBe(401);
    await server.call("POST", `/users/${id}/restore`, { token: server.admin });
    expect((await signIn(authenticator)).status).toBe(200);
  });
});

test("a superuser removes the passkeys of whoever lost them, and their sessions end", async () => {
  const { id, token, authenticator } = await makeOwner();
  expect((await server.call("GET", `/users/${id}/passkeys`, { token: server.admin })).json).toHaveLength(1);
  expect((await server.call("DELETE", `/users/${id}/passkeys`, { token })).status).toBe(403);
  expect((await server.call("DELETE", `/users/${id}/passkeys`, { token: server.admin })).json).toEqual({ removed: 1 });
  expect((await signIn(authenticator)).status).toBe(401);
  expect((await server.call("GET", "/users/me", { token })).status).toBe(401);
  expect(await auditOf("passkey.reset", id)).toHaveLength(1);
});

test("where a second factor is asked of everyone, a passkey is one", async () => {
  const { username, password, authenticator } = await makeOwner();
  const strict = await server.sibling({ ROSTER_REQUIRE_MFA: "everyone" });
  const weak = (await strict.signIn(username, password)).json.access_token;
  expect((await strict.call("GET", "/sessions", { token: weak })).json.code).toBe("mfa.enrollment_required");
  const options = (await strict.call("POST", "/auth/passkey/options")).json;
  const entered = await strict.call("POST", "/auth/passkey", { body: { response: authenticator.get(options) } });
  expect(
    (
      await strict.call("GET", `/users/${(await strict.call("GET", "/users/me", { token: entered.json.access_token })).json.id}/sessions`, {
        token: entered.json.access_token,
      })
    ).status,
  ).toBe(200);
  await strict.close();
});

test.each(["http://roster.test", "https://192.0.2.7", "https://[2001:db8::1]"])("at %s there are none", async (ROSTER_PUBLIC_URL) => {
  const other = await server.sibling({ ROSTER_PUBLIC_URL });
  expect((await other.call("POST", "/auth/passkey/options")).json.code).toBe("passkey.unavailable");
  await other.close();
});

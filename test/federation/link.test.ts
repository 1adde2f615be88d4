import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, problemOf, type Step, whoIs } from "./browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "./strict-provider.ts";

let server: Harness;
let provider: StrictProvider;
let browser: Browser;
let serial = 0;

const LINK = "/sign-in/link-account";
const settings = { ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.0/8", ROSTER_ADMIN_USERNAME: "root@example.com" };

function connect(at: Harness, fields: Record<string, unknown> = {}) {
  return at.call("POST", "/connections", { token: at.admin, body: { name: "strict", issuer: provider.issuer, ...CLIENT, ...fields } });
}

beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer(settings);
  expect((await connect(server)).status).toBe(200);
  expect((await connect(server, { name: "aloof", link_existing: false })).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  browser = createBrowser(server);
});

/** Somebody new at the provider, who signs in there next. */
function someone(email = `linked-${++serial}@example.com`, verified = true) {
  const sub = `linked-sub-${++serial}`;
  provider.accounts.set(sub, { email, email_verified: verified, name: "From the provider" });
  provider.login = sub;
  return { sub, email };
}

const signIn = (connection = "strict", by = browser): Promise<Step> =>
  by.follow(`/auth/authorize?connection=${connection}&redirect_to=%2Fafter`, (url) => url.pathname === "/after");

test("an account that was made without a password is linked by its verified address, whatever its case", async () => {
  const { sub, email } = someone();
  const made = await server.call("POST", "/users", { token: server.admin, body: { email: email.toUpperCase(), is_superuser: true } });
  expect((await signIn()).location).toBe("http://roster.test/after");
  expect(await whoIs(server, browser)).toMatchObject({
    id: made.json.id,
    oauth_provider: "strict",
    oauth_id: sub,
    username: email,
    email,
    is_superuser: true,
    name: "From the provider",
  });
  const log = await server.call("GET", `/audit?target_id=${made.json.id}&action=user.link`, { token: server.admin });
  expect(log.json).toHaveLength(1);
});

test("an account that has a passkey, with a password or without, is never linked until its owner removes it", async () => {
  const passkey = `INSERT INTO passkeys (id, user_id, rp_id, credential_id, public_key, counter, transports, backup_eligible, backed_up, aaguid, name, created)
    VALUES (gen_random_uuid(), $1, 'roster.test', uuid_send(gen_random_uuid()), '', 0, '{}', false, false, gen_random_uuid(), 'x', now())`;
  for (const password of [undefined, "initial"]) {
    const { email } = someone();
    const { id } = (await server.call("POST", "/users", { token: server.admin, body: { email, ...(password && { password }) } })).json;
    await server.db.query({ text: passkey, values: [id] });
    expect(problemOf(await signIn("strict", createBrowser(server)))).toBe("federation.email_taken");
    expect((await server.call("GET", `/users/${id}`, { token: server.admin })).json.oauth_provider).toBeNull();
  }
});

describe("an account with a password", () => {
  test("is never linked without it; with it, it becomes the provider's, and the password and other sessions go", async () => {
    const { sub, email } = someone();
    const owner = await makeUser(server, { email, username: `owner-${serial}` });
    const page = await signIn();
    expect([page.status, new URL(page.url).pathname]).toEqual([200, LINK]);
    expect(page.text).toContain(email);
    expect(await whoIs(server, browser)).toBeUndefined();
    const wrong = await browser.open(LINK, { password: "not it" });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('role="alert"');
    const done = await browser.open(LINK, { password: owner.password });
    expect(done.location).toBe("http://roster.test/after");
    expect(await whoIs(server, browser)).toMatchObject({ id: owner.id, oauth_provider: "strict", oauth_id: sub, username: email, password_expired: null });
    expect((await server.signIn(email, owner.password)).status).toBe(401);
    expect((await server.call("GET", "/users/me", { token: owner.token })).status).toBe(401);
    const sessions = await server.call("GET", `/users/${owner.id}/sessions`, { token: server.admin });
    expect(sessions.json.map((session: { amr: string[] }) => session.amr)).toEqual([["fed", "pwd", "mfa", "otp"]]);
    // The next time nobody asks.
    expect((await signIn()).location).toBe("http://roster.test/after");
  });

  test("and a second factor is not linked by who knows the password alone; with a code it is, and the code is used up", async () => {
    const { email, sub } = someone();
    const owner = await makeUser(server, { email, username: `owner-${serial}` });
    const begun = await server.call("POST", "/users/me/totp", { token: owner.token });
    const shown = () => new TOTP({ secret: Secret.fromBase32(begun.json.secret) }).generate({ timestamp: server.clock.now() });
    expect((await server.call("POST", "/users/me/totp/verify", { token: owner.token, body: { code: shown() } })).status).toBe(200);
    server.clock.advance(30_000);
    expect(new URL((await signIn()).url).pathname).toBe(LINK);
    const half = await browser.open(LINK, { password: owner.password });
    expect([half.status, half.location]).toEqual([401, null]);
    expect(half.text).toContain('name="otp"');
    const wrong = await browser.open(LINK, { password: owner.password, otp: "000000" });
    expect(wrong.status).toBe(401);
    // Nothing has changed: the password still stands.
    expect((await server.call("GET", `/users/${owner.id}`, { token: server.admin })).json).toMatchObject({ oauth_provider: null, password_expired: false });
    const done = await browser.open(LINK, { password: owner.password, otp: shown() });
    expect(done.location).toBe("http://roster.test/after");
    expect(await whoIs(server, browser)).toMatchObject({ id: owner.id, oauth_provider: "strict", oauth_id: sub });
  });

  test("is linked once by two who give the password at once", async () => {
    const { email } = someone();
    const owner = await makeUser(server, { email, username: `owner-${serial}` });
    await signIn();
    const both = await Promise.all([1, 2].map(() => browser.open(LINK, { password: owner.password })));
    expect(both.map((step) => step.status).sort()).toEqual([303, 400]);
  });

  test("holds back who guesses, and keeps the account as it was", async () => {
    const { email } = someone();
    const owner = await makeUser(server, { email, username: `owner-${serial}` });
    await signIn();
    const guesses: number[] = [];
    for (let i = 0; i < 7; i++) guesses.push((await browser.open(LINK, { password: `guess ${i}` })).status);
    expect(guesses.slice(0, 6)).toEqual(Array(6).fill(401));
    expect(guesses[6]).toBe(429);
    expect((await server.call("GET", "/users/me", { token: owner.token })).json).toMatchObject({ oauth_provider: null });
  });

  test("is asked for in the browser that came back, for ten minutes, from our own page only", async () => {
    const { email } = someone();
    const owner = await makeUser(server, { email, username: `owner-${serial}` });
    await signIn();
    const stranger = createBrowser(server);
    expect((await stranger.open(LINK)).status).toBe(400);
    expect((await stranger.open(LINK, { password: owner.password })).status).toBe(400);
    const foreign = await server.call("POST", LINK, {
      form: { password: owner.password },
      headers: { cookie: `roster_link=${browser.cookie("roster_link")}`, origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    server.clock.advance(601_000);
    expect((await browser.open(LINK, { password: owner.password })).status).toBe(400);
  });

  test("that became another's, or lost its password, while the question stood is not linked", async () => {
    const { email } = someone();
    const owner = await makeUser(server, { email, username: `owner-${serial}` });
    await signIn();
    await server.call("PATCH", `/users/${owner.id}`, { token: server.admin, body: { is_active: false } });
    expect((await browser.open(LINK, { password: owner.password })).status).toBe(401);
    await server.call("PATCH", `/users/${owner.id}`, { token: server.admin, body: { is_active: true, email: `other-${email}` } });
    expect((await browser.open(LINK, { password: owner.password })).status).toBe(401);
    expect((await server.call("GET", `/users/${owner.id}`, { token: server.admin })).json.oauth_provider).toBeNull();
  });
});

test("what is never linked: an unverified address, the reserved admin, a foreign username, another provider's account, and where linking is off", async () => {
  const refused = async (connection = "strict") => problemOf(await signIn(connection, createBrowser(server)));
  const made = someone();
  await server.call("POST", "/users", { token: server.admin, body: { email: made.email } });
  someone(made.email, false);
  expect(await refused()).toBe("federation.email_unverified");
  someone("root@example.com");
  expect(await refused()).toBe("federation.email_taken");
  await server.call("POST", "/users", { token: server.admin, body: { username: "name@example.com", email: "mail@example.com" } });
  someone("name@example.com");
  expect(await refused()).toBe("federation.email_taken");
  someone(made.email);
  expect(await refused("aloof")).toBe("federation.email_taken");
  await signIn("strict", createBrowser(server));
  someone(made.email);
  expect(await refused()).toBe("federation.email_taken");
});

test("the subject decides, of this connection: the same one at another connection is somebody else", async () => {
  const { sub } = someone();
  await signIn();
  const first = await whoIs(server, browser);
  provider.accounts.set(sub, { email: `elsewhere-${serial}@example.com`, email_verified: true });
  const other = createBrowser(server);
  await signIn("aloof", other);
  expect(await whoIs(server, other)).toMatchObject({ oauth_provider: "aloof", oauth_id: sub });
  expect((await whoIs(server, other)).id).not.toBe(first.id);
});

test("a name that accounts carry does not pass to another provider; the same provider gets them back", async () => {
  const made = await connect(server, { name: "passing" });
  someone();
  await signIn("passing");
  const { id } = await whoIs(server, browser);
  const preview = await server.call("GET", `/connections/${made.json.id}/deletion`, { token: server.admin });
  expect(preview.json).toMatchObject({ allowed: true, accounts: 1, blocks: [] });
  expect((await server.call("DELETE", `/connections/${made.json.id}`, { token: server.admin })).status).toBe(200);
  expect((await whoIs(server, browser)).id).toBe(id);
  expect(problemOf(await signIn("passing"))).toBe("federation.unknown_connection");
  const usurper = await connect(server, { name: "passing", issuer: "https://evil.example" });
  expect([usurper.status, usurper.json.code]).toEqual([409, "connection.name_in_use"]);
  await connect(server, { name: "passing" });
  // As if it had come in by another way: what counts is asked at the sign-in again.
  await server.db.query({ text: "UPDATE user_identities SET authority = 'https://before.example' WHERE user_id = $1", values: [id] });
  expect(problemOf(await signIn("passing"))).toBe("federation.authority_changed");
  await server.db.query({ text: "UPDATE user_identities SET authority = $2 WHERE user_id = $1", values: [id, `${provider.issuer}/`] });
  await signIn("passing");
  expect((await whoIs(server, browser)).id).toBe(id);
});

describe("an administrator who can sign in remains", () => {
  test("where only providers let people in, also when two are switched off at once", async () => {
    const own = await startServer(settings);
    const ids = [];
    for (const name of ["one", "two"]) {
      ids.push((await connect(own, { name })).json.id);
      const { email } = someone();
      await own.call("POST", "/users", { token: own.admin, body: { email, is_superuser: true } });
      await signIn(name, createBrowser(own));
    }
    const sibling = await own.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
    const off = (id: string) => sibling.call("PATCH", `/connections/${id}`, { token: own.admin, body: { is_enabled: false } });
    const both = await Promise.all(ids.map((id) => off(id)));
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 403]);
    const left = ids[both.findIndex((reply) => reply.status === 403)];
    const refusedDelete = await sibling.call("DELETE", `/connections/${left}`, { token: own.admin });
    expect([refusedDelete.status, refusedDelete.json.code]).toEqual([403, "user.last_administrator"]);
    expect((await sibling.call("GET", `/connections/${left}/deletion`, { token: own.admin })).json).toMatchObject({ allowed: false, accounts: 1 });
    const last = (await own.call("GET", `/users?oauth_provider=${left === ids[0] ? "one" : "two"}`, { token: own.admin })).json[0];
    expect((await sibling.call("DELETE", `/users/${last.id}`, { token: own.admin })).json.code).toBe("user.last_administrator");
    // With passwords on, the reserved admin is one.
    expect((await own.call("DELETE", `/connections/${left}`, { token: own.admin })).status).toBe(200);
    await sibling.close();
    await own.close();
  });
});

describe("the first superuser", () => {
  test("may be the first who signs in by a provider; the second is none", async () => {
    const own = await startServer({ ...settings, ROSTER_FIRST_SUPERUSER: "first" });
    await connect(own);
    for (const expected of [true, false]) {
      someone();
      const by = createBrowser(own);
      await signIn("strict", by);
      expect(await whoIs(own, by)).toMatchObject({ is_superuser: expected });
    }
    await own.close();
  });

  test("of a list of addresses has one that the provider verified", async () => {
    const own = await startServer({ ...settings, ROSTER_FIRST_SUPERUSER: "boss@example.com,chief@example.com" });
    await connect(own);
    for (const [email, verified] of [
      ["boss@example.com", false],
      ["chief@example.com", true],
    ] as const) {
      someone(email, verified);
      const by = createBrowser(own);
      await signIn("strict", by);
      expect(await whoIs(own, by)).toMatchObject({ email, is_superuser: verified });
    }
    await own.close();
  });
});

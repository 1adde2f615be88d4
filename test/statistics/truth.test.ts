import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { transaction } from "../../src/db/transaction.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { startSession } from "../../src/modules/sessions/service.ts";
import { signInDevice } from "../devices/support.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { addPasskey, makeOwner, ORIGIN, signInWith } from "../support/passkeys.ts";
import { type Answer, differences, last, risen, statistics } from "./support.ts";

/** What the statistics tell is what was done. */
let server: Harness;
let before: Answer;

beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
});
beforeEach(async () => {
  before = await statistics(server);
});
afterAll(() => server.close());

const api = (method: string, path: string, body?: object) => server.call(method, path, { token: server.admin, body });
const context = () => systemContext(server.app.services, server.db, "test");

describe("sign-ins", () => {
  const counted = async () => risen(before.sign_ins, (await statistics(server)).sign_ins);

  test("count by the way that was taken, once each", async () => {
    const email = "grace@example.com";
    const person = await makeOwner(server, { fields: { email } });
    await signInWith(server, person.authenticator);
    await signInWith(server, person.authenticator);
    await server.call("POST", "/auth/magic_link", { body: { identifier: email } });
    await server.app.mailer.idle();
    const link = /token=([\w-]{43})/.exec((await readInbox(context()))[0]?.text ?? "")?.[1] ?? "";
    expect((await server.call("POST", "/sign-in/link", { form: { token: link }, headers: { origin: ORIGIN } })).status).toBe(303);
    await signInDevice(server, person.token);
    const renewed = await server.signIn(person.username, person.password);
    await server.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token: renewed.json.refresh_token } });
    // makeUser signs in once, with the password that the account begins with.
    expect(await counted()).toEqual({ password: 2, passkey: 2, magic_link: 1, device: 1 });
  });

  test("with an identity provider count as that, whatever else was asked for", async () => {
    const { id: userId } = await makeUser(server);
    const start = await counted();
    const user = { userId, isSuperuser: false, isInternal: false, isServiceAccount: false, passwordExpired: false };
    for (const amr of [["fed"], ["fed", "pwd", "otp", "mfa"]]) {
      await transaction(context(), (inner) => startSession(inner, user, { amr, withCookie: false, userAgent: null }));
    }
    expect(await counted()).toEqual({ ...start, connection: 2 });
  });

  test("of machines count as they get tokens, by both addresses; the last ones are written when the server ends", async () => {
    const other = await server.sibling();
    const machine = (await api("POST", "/applications", { name: "Import", type: "machine" })).json;
    const secret = { client_id: machine.id, client_secret: machine.client_secret };
    expect((await server.call("POST", "/auth/login", { form: secret })).status).toBe(200);
    expect((await server.call("POST", "/oauth/token", { form: { ...secret, grant_type: "client_credentials" } })).status).toBe(200);
    expect((await other.call("POST", "/auth/login", { form: secret })).status).toBe(200);
    const wrong = await server.call("POST", "/auth/login", { form: { ...secret, client_secret: "wrong" } });
    expect(wrong.status).toBe(401);
    const { id } = (await api("POST", "/organizations", { name: "Importers" })).json;
    const account = (await api("POST", `/organizations/${id}/service_accounts`, { username: "nightly" })).json;
    const key = (await api("POST", `/organizations/${id}/service_accounts/${account.id}/api_keys`, { name: "first" })).json.key;
    expect(key).toEqual(expect.any(String));
    expect((await server.call("POST", "/auth/login", { form: { password: key } })).status).toBe(200);
    await other.close();
    // The sibling's own sign-in is that of the admin.
    expect(await counted()).toEqual({ client_credentials: 3, api_key: 1, password: 1 });
  });

  test("on two processes at once count once each, whoever adds them up", async () => {
    const other = await server.sibling();
    const people = await Promise.all([1, 2, 3, 4].map(() => makeUser(server)));
    const start = risen(before.sign_ins, (await statistics(server)).sign_ins)["password"] ?? 0;
    const adding = Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? server : other).app.statistician.idle()));
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? server : other).signIn(people[i % 4]?.username ?? "", people[i % 4]?.password ?? "")),
    );
    await Promise.all([adding, ...[server, other].map(({ app }) => app.statistician.idle())]);
    await Promise.all([server, other].map(({ app }) => app.statistician.idle()));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(await counted()).toEqual({ password: start + 40 });
    await other.close();
  });

  test("that are rolled back were none", async () => {
    const person = await makeUser(server);
    const start = await counted();
    const session = (await server.db.query<{ id: string }>({ text: "SELECT id FROM sessions WHERE user_id = $1", values: [person.id] })).rows[0]?.id;
    const copy = `INSERT INTO sessions (id, user_id, amr, auth_time, created, last_used, expires)
      SELECT gen_random_uuid(), user_id, amr, auth_time, created, last_used, expires FROM sessions WHERE id = $1`;
    await server.db
      .transaction(async (tx) => {
        await tx.query({ text: copy, values: [session] });
        throw new Error("undone");
      })
      .catch(() => {});
    expect(await counted()).toEqual(start);
  });
});

describe("failures", () => {
  test("count one for each wrong password or code, and one lockout when it begins", async () => {
    const person = await makeUser(server);
    const stranger = "nobody-of-that-name";
    for (let i = 0; i < 7; i++) await server.signIn(person.username, "wrong");
    await server.signIn(stranger, "wrong");
    // Six guesses were taken; the sixth holds the account back, and the seventh is not looked at.
    expect(risen(before.failures, (await statistics(server)).failures)).toEqual({ failed: 7, accounts_locked: 1 });
    server.clock.advance(2000);
    await server.signIn(person.username, "wrong");
    expect(risen(before.failures, (await statistics(server)).failures)).toEqual({ failed: 8, accounts_locked: 1 });
  });

  test("at once, on two processes, count once each, and mail that is asked for does not", async () => {
    const other = await server.sibling();
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? server : other).signIn(`somebody ${i % 6}`, "wrong")));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]));
    for (let i = 0; i < 5; i++) await server.call("POST", "/auth/password_reset", { body: { identifier: "somebody" } });
    expect(risen(before.failures, (await statistics(server)).failures)).toEqual({ failed: 12 });
    await other.close();
  });
});

describe("sign-ins that are refused", () => {
  const refused = async () => risen(before.failures, (await statistics(server)).failures);
  const openLink = (token: string) => server.call("POST", "/sign-in/link", { form: { token }, headers: { origin: ORIGIN } });

  test("with a passkey count once each: one that is unknown, and one whose account is off", async () => {
    const [off, removed] = [await makeOwner(server), await makeOwner(server)];
    expect((await signInWith(server, off.authenticator)).status).toBe(200);
    await api("PATCH", `/users/${off.id}`, { is_active: false });
    await api("DELETE", `/users/${removed.id}/passkeys`);
    for (const { authenticator } of [off, removed]) expect((await signInWith(server, authenticator)).status).toBe(401);
    expect(await refused()).toEqual({ passkey: 2 });
  });

  test("by a mailed link count when it is used, not when it is only opened", async () => {
    for (const token of ["made-up", "made-up-too"]) expect((await server.call("GET", `/sign-in/link?token=${token}`)).status).toBe(200);
    expect((await openLink("made-up")).status).toBe(400);
    expect(await refused()).toEqual({ magic_link: 1 });
    const without = await server.sibling({ ROSTER_MAGIC_LINKS: "false" });
    expect((await without.call("POST", "/sign-in/link", { form: { token: "made-up" }, headers: { origin: ORIGIN } })).status).toBe(403);
    await without.close();
    expect(await refused()).toEqual({ magic_link: 1 });
  });
});

describe("growth", () => {
  test("is told of people, machines and organizations: made, deleted, restored, erased", async () => {
    const made = await Promise.all([1, 2, 3].map(() => api("POST", "/users", { username: `grown-${Math.random().toString(36).slice(2)}` })));
    const [one = "", two = ""] = made.map(({ json }) => json.id as string);
    const organization = (await api("POST", "/organizations", { name: "Growing" })).json;
    await api("POST", `/organizations/${organization.id}/service_accounts`, { username: "grown-machine" });
    await api("DELETE", `/users/${one}`);
    await api("DELETE", `/users/${two}`);
    await api("POST", `/users/${one}/restore`);
    const after = await statistics(server);
    expect(risen(before.people, after.people)).toEqual({ created: 3, deleted: 2, restored: 1, total: 2 });
    expect(risen(before.machines, after.machines)).toEqual({ created: 1, total: 1 });
    expect(risen(before.organizations, after.organizations)).toEqual({ created: 1, total: 1 });
    expect(last(after.people).total).toBe(after.totals.people);
    await api("DELETE", `/organizations/${organization.id}`);
    expect(risen(after.organizations, (await statistics(server)).organizations)).toEqual({ deleted: 1, total: -1 });
    await api("POST", `/organizations/${organization.id}/restore`);
    expect(risen(after.organizations, (await statistics(server)).organizations)).toEqual({ deleted: 1, restored: 1 });
    expect(await differences(server)).toEqual([]);
  });

  test("where nothing is kept of who is deleted", async () => {
    const strict = await server.sibling({ ROSTER_TOMBSTONE_DAYS: "0" });
    const start = await statistics(strict);
    const person = await makeUser(strict);
    await strict.call("DELETE", `/users/${person.id}`, { token: strict.admin });
    const end = await statistics(strict);
    expect(end.totals.people).toBe(start.totals.people);
    expect(end.totals.enabled_people).toBe(start.totals.enabled_people);
    expect(await differences(server)).toEqual([]);
    const { rows } = await server.db.query({ text: "SELECT 1 FROM statistics_accounts WHERE user_id = $1", values: [person.id] });
    expect(rows).toEqual([]);
    await strict.close();
  });
});

describe("second factors", () => {
  const mfa = async () => (await statistics(server)).totals.mfa;
  const rise = async () => {
    const { share: _, ...after } = await mfa();
    return Object.fromEntries(Object.entries(after).map(([name, n]) => [name, Number(n) - before.totals.mfa[name]]));
  };
  const enroll = async (token: string) => {
    const { secret } = (await server.call("POST", "/users/me/totp", { token })).json;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() });
    expect((await server.call("POST", "/users/me/totp/verify", { token, body: { code } })).status).toBe(200);
  };

  test("count whoever has one, once, while they may sign in", async () => {
    const person = await makeUser(server);
    await server.call("POST", "/users/me/totp", { token: person.token });
    expect(await rise()).toEqual({ people: 0, authenticator_app: 0, passkey: 0 });
    await enroll(person.token);
    expect(await rise()).toEqual({ people: 1, authenticator_app: 1, passkey: 0 });
    const first = await addPasskey(server, person.token);
    const second = await addPasskey(server, person.token);
    expect(await rise()).toEqual({ people: 1, authenticator_app: 1, passkey: 1 });
    await api("PATCH", `/users/${person.id}`, { is_active: false });
    expect(await rise()).toEqual({ people: 0, authenticator_app: 0, passkey: 0 });
    await api("PATCH", `/users/${person.id}`, { is_active: true });
    expect(await rise()).toEqual({ people: 1, authenticator_app: 1, passkey: 1 });
    const { access_token: token } = (await signInWith(server, first.authenticator)).json;
    await server.call("DELETE", "/users/me/totp", { token });
    await server.call("DELETE", `/users/me/passkeys/${first.passkey.id}`, { token });
    expect(await rise()).toEqual({ people: 1, authenticator_app: 0, passkey: 1 });
    await server.call("DELETE", `/users/me/passkeys/${second.passkey.id}`, { token });
    expect(await rise()).toEqual({ people: 0, authenticator_app: 0, passkey: 0 });
    await server.call("DELETE", "/users/me", { token });
    expect(await differences(server)).toEqual([]);
  });

  test("are told as a share of active people, as the list of accounts counts them", async () => {
    await makeOwner(server);
    const { totals } = await statistics(server);
    const total = async (query: string) =>
      Number(
        (await server.call("GET", `/users?is_service_account=false&is_active=true&limit=1&count=exact${query}`, { token: server.admin })).headers.get(
          "x-total-count",
        ),
      );
    expect([totals.enabled_people, totals.mfa.people]).toEqual([await total(""), await total("&has_mfa=true")]);
    expect(totals.mfa.share).toBeCloseTo(totals.mfa.people / totals.enabled_people, 10);
  });

  test("of a deleted account come back with it", async () => {
    const person = await makeOwner(server);
    await api("DELETE", `/users/${person.id}`);
    expect(await rise()).toEqual({ people: 0, authenticator_app: 0, passkey: 0 });
    await api("POST", `/users/${person.id}/restore`);
    expect(await rise()).toEqual({ people: 1, authenticator_app: 0, passkey: 1 });
    expect(await differences(server)).toEqual([]);
  });
});

test("totals stay what there is while many change at once on two processes", async () => {
  const other = await server.sibling();
  const people = await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? makeUser(server) : makeOwner(server))));
  const change = async (i: number) => {
    const id = people[i % people.length]?.id;
    const by = i % 2 ? server : other;
    const call = (method: string, path: string, body?: object) => by.call(method, path, { token: by.admin, body });
    if (i % 5 < 2) await call("PATCH", `/users/${id}`, { is_active: i % 5 === 0 });
    else if (i % 5 === 2) await call("DELETE", `/users/${id}`);
    else await call("POST", `/users/${id}/restore`);
    if (i % 7 === 0) await by.app.statistician.idle();
  };
  await Promise.all(Array.from({ length: 60 }, (_, i) => change(i)));
  expect(await differences(server)).toEqual([]);
  await Promise.all([server, other].map(({ app }) => app.statistician.idle()));
  expect(await differences(server)).toEqual([]);
  await other.close();
});

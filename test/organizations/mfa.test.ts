import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { signInDevice } from "../devices/support.ts";
import { createBrowser, whoIs } from "../federation/browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "../federation/strict-provider.ts";
import { getTokens, makeTrusted, newBrowser, tokenRequest } from "../oauth/support.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeApplication } from "../support/oauth.ts";
import { addPasskey, ORIGIN, signInWith } from "../support/passkeys.ts";
import { makeWorkspace } from "../support/workspace.ts";

/** Organizations that require a second factor, and every kind of sign-in. */
let server: Harness;
/** The same installation by https: passkeys need that. */
let secure: Harness;
let provider: StrictProvider;
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
  secure = await server.sibling({ ROSTER_PUBLIC_URL: ORIGIN });
  const body = { name: "strict", display_name: "Strict", issuer: provider.issuer, ...CLIENT };
  expect((await server.call("POST", "/connections", { token: server.admin, body })).status).toBe(200);
});
afterAll(async () => {
  await secure.close();
  await server.close();
  await provider.close();
});

const call = callingAs(() => server);
const admin = () => ({ token: server.admin });

/** What a sign-in's requests carry. */
type Carried = { token: string } | { headers: { cookie: string; origin: string } };
const withCookie = (value = "") => ({ headers: { cookie: `roster_session=${value}`, origin: "http://roster.test" } });

/** Sets an authenticator app up: the sign-in that does is one with two factors from then on. */
async function enroll(who: Carried): Promise<() => string> {
  const { secret } = (await server.call("POST", "/users/me/totp", who)).json;
  const shown = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() });
  const done = await server.call("POST", "/users/me/totp/verify", { ...who, body: { code: shown() } });
  expect([done.status, done.text]).toEqual([200, expect.any(String)]);
  server.clock.advance(30_000);
  return shown;
}

let made = 0;
/** An organization, its administrator who signed in with a second factor, and its members: not yet one that requires it. */
async function makeOrganization(...members: { id: string }[]) {
  const ada = await makeUser(server);
  await enroll(ada);
  const organization = (await call(ada, "POST", "/organizations", { name: `Vault ${++made}` })).json as { id: string; name: string };
  for (const { id } of members) await give(organization, "Organization Manager", id);
  return { ada, organization, at: `/organizations/${organization.id}` };
}

async function give({ id }: { id: string }, role: string, userId: string): Promise<void> {
  const [{ id: roleId }] = (await call(admin(), "GET", `/organizations/${id}/roles?name=${encodeURIComponent(role)}`)).json;
  const given = await call(admin(), "POST", `/roles/${roleId}/assignments?user_id=${userId}`);
  expect([given.status, given.text]).toEqual([200, expect.any(String)]);
}

async function demand(who: Person, at: string): Promise<void> {
  const reply = await call(who, "PATCH", at, { require_mfa: true });
  expect([reply.status, reply.json.require_mfa]).toEqual([200, true]);
}

const codeOf = async (reply: Promise<{ status: number; json: { code?: string } }>) =>
  (await reply.then(({ status, json }) => [status, json?.code])) as unknown[];
const REFUSED = [403, "organization.mfa_required"];
const ENTERED = [200, undefined];

describe("a sign-in", () => {
  /** Signs a new member in, in one way or another. @returns what their requests carry, and where to */
  type Way = (join: (userId: string) => Promise<void>) => Promise<Carried & { to?: Harness }>;
  const bearer = (token: string) => ({ token });

  async function member(join: Parameters<Way>[0], fields: object = {}): Promise<Person> {
    const person = await makeUser(server, { ...fields });
    await join(person.id);
    return person;
  }
  const viaProvider =
    (amr: string[]): Way =>
    async (join) => {
      provider.login = `sub-${++made}`;
      provider.amr = amr;
      provider.accounts.set(provider.login, { email: `sso-${made}@example.com`, email_verified: true });
      const browser = createBrowser(server);
      await browser.follow("/auth/authorize?connection=strict", (url) => url.href === "http://roster.test/");
      await join((await whoIs(server, browser)).id);
      return withCookie(browser.cookie("roster_session"));
    };
  const viaApplication =
    (hasFactor: boolean): Way =>
    async (join) => {
      const person = await member(join);
      const app = await makeTrusted(server, { scopes: ["openid", "organizations:read"] });
      const browser = newBrowser(server);
      await browser.signIn(person.username, person.password);
      if (hasFactor) await enroll(withCookie(browser.cookie("roster_session")));
      return bearer((await getTokens(server, app, person, "openid organizations:read", { browser })).access_token);
    };
  const viaPasskey =
    (isUsed: boolean): Way =>
    async (join) => {
      const person = await member(join);
      const first = await secure.signIn(person.username, person.password);
      const { authenticator } = await addPasskey(secure, first.json.access_token);
      const entered = isUsed ? await signInWith(secure, authenticator) : await secure.signIn(person.username, person.password);
      return { ...bearer(entered.json.access_token), to: secure };
    };

  const ways: Record<string, { way: Way; enters: boolean }> = {
    "with a password": { way: async (join) => bearer((await member(join)).token), enters: false },
    "with a password and a code": {
      way: async (join) => {
        const person = await member(join);
        const otp = (await enroll(person))();
        const form = { username: person.username, password: person.password, otp };
        return bearer((await server.call("POST", "/auth/login", { form })).json.access_token);
      },
      enters: true,
    },
    "that set an app up just now": {
      way: async (join) => {
        const person = await member(join);
        await enroll(person);
        return bearer(person.token);
      },
      enters: true,
    },
    "with a passkey": { way: viaPasskey(true), enters: true },
    "with a password alone, of an account that has a passkey": { way: viaPasskey(false), enters: false },
    "with a link by mail": {
      way: async (join) => {
        const email = `linked-${++made}@example.com`;
        await member(join, { email });
        await server.call("POST", "/auth/magic_link", { body: { identifier: email } });
        await server.app.mailer.idle();
        const inbox = await readInbox(systemContext(server.app.services, server.db, "test"));
        const token = /token=([\w-]{43})/.exec(inbox.find((mail) => mail.recipient === email)?.text ?? "")?.[1] ?? "";
        const entered = await server.call("POST", "/sign-in/link", { form: { token }, headers: { origin: "http://roster.test" } });
        return withCookie(/roster_session=([^;]+)/.exec(entered.headers.get("set-cookie") ?? "")?.[1]);
      },
      enters: false,
    },
    "with a provider that asked for two factors": { way: viaProvider(["pwd", "mfa"]), enters: true },
    "with a provider that did not": { way: viaProvider(["pwd"]), enters: false },
    "of a device that was let in with a second factor": {
      way: async (join) => {
        const person = await member(join);
        await enroll(person);
        return bearer((await signInDevice(server, person.token)).json.access_token);
      },
      enters: true,
    },
    "of a device that was let in without": {
      way: async (join) => bearer((await signInDevice(server, (await member(join)).token)).json.access_token),
      enters: false,
    },
    "of an application, from a sign-in with a second factor": { way: viaApplication(true), enters: true },
    "of an application, from one without": { way: viaApplication(false), enters: false },
    "of a superuser with a password": {
      way: async () => bearer((await makeUser(server, { is_superuser: true })).token),
      enters: false,
    },
  };

  test.each(Object.entries(ways))("%s", async (_, { way, enters }) => {
    const { ada, organization, at } = await makeOrganization();
    const { to = server, ...carried } = await way((userId) => give(organization, "Organization Manager", userId));
    const read = async () => codeOf(to.call("GET", at, carried));
    expect(await read()).toEqual(ENTERED);
    await demand(ada, at);
    expect(await read()).toEqual(enters ? ENTERED : REFUSED);
  });
});

describe("machines and keys", () => {
  test("enter: keys of service accounts, personal access tokens, applications for themselves", async () => {
    const bob = await makeUser(server);
    const { ada, organization, at } = await makeOrganization(bob);
    const bot = (await call(ada, "POST", `${at}/service_accounts`, { username: `bot-${made}` })).json;
    await give(organization, "Organization Viewer", bot.id);
    const { key } = (await call(ada, "POST", `${at}/service_accounts/${bot.id}/api_keys`, { name: "ci" })).json;
    const pat = (await call(bob, "POST", "/users/me/api_keys", { name: "laptop" })).json;
    const app = await makeApplication(server, { type: "machine", scopes: ["organizations:read"], organization_id: organization.id });
    await give(organization, "Organization Viewer", app.client_id);
    await demand(ada, at);
    const machine = (await tokenRequest(server, app, { grant_type: "client_credentials", scope: "organizations:read" })).json.access_token;
    const login = (await server.call("POST", "/auth/login", { form: { password: key } })).json.access_token;
    for (const token of [key, login, pat.key, machine]) expect([token, await codeOf(call({ token }, "GET", at))]).toEqual([token, ENTERED]);
  });

  test("of one's own are made, rotated and switched on with a second factor, and always deleted", async () => {
    const bob = await makeUser(server);
    const { ada, at } = await makeOrganization(bob);
    const keys = "/users/me/api_keys";
    const { id } = (await call(bob, "POST", keys, { name: "laptop" })).json;
    await demand(ada, at);
    expect(await codeOf(call(bob, "POST", keys, { name: "other" }))).toEqual(REFUSED);
    expect(await codeOf(call(bob, "PUT", `${keys}/${id}/rotate`))).toEqual(REFUSED);
    expect(await codeOf(call(bob, "PATCH", `${keys}/${id}`, { active: false }))).toEqual(ENTERED);
    expect(await codeOf(call(bob, "PATCH", `${keys}/${id}`, { active: true }))).toEqual(REFUSED);
    expect(await codeOf(call(bob, "DELETE", `${keys}/${id}`))).toEqual(ENTERED);
    expect(await codeOf(call(await makeUser(server), "POST", keys, { name: "elsewhere" }))).toEqual(ENTERED);
    expect(await codeOf(call(await makeUser(server, { is_superuser: true }), "POST", keys, { name: "everywhere" }))).toEqual(REFUSED);
    await enroll(bob);
    expect(await codeOf(call(bob, "POST", keys, { name: "other" }))).toEqual(ENTERED);
  });
});

describe("who is asked for a second factor and has shown none", () => {
  test("finds everything inside closed, and the organization in the list", async () => {
    const bob = await makeUser(server);
    const { ada, organization, at } = await makeOrganization(bob);
    const { id: team } = (await call(ada, "POST", "/teams", { name: "Keepers", organization_id: organization.id })).json;
    await call(ada, "POST", `/teams/${team}/members?user_id=${bob.id}`);
    const [{ id: role }] = (await call(ada, "GET", `${at}/roles?name=organization%20viewer`)).json;
    await demand(ada, at);
    for (const path of [
      at,
      `/organizations/${encodeURIComponent(organization.name)}`,
      `${at}/members`,
      `${at}/teams`,
      `${at}/roles`,
      `${at}/service_accounts`,
      `${at}/invitations`,
      `/teams/${team}`,
      `/teams/${team}/members`,
      `/roles/${role}`,
      `/roles/${role}/assignments`,
      `/users?organization_id=${organization.id}`,
      `/users?role_id=${role}`,
      `/users?team_id=${team}`,
      `/rbac/explain?user_id=${bob.id}&resource=organization/${organization.id}&action=read`,
    ]) {
      expect([path, await codeOf(call(bob, "GET", path))]).toEqual([path, REFUSED]);
    }
    for (const [method, path, body] of [
      ["PATCH", at, { description: "Mine" }],
      ["PATCH", at, { require_mfa: false }],
      ["DELETE", at, undefined],
      ["DELETE", `${at}/members?user_id=${ada.id}`, undefined],
      ["POST", "/teams", { name: "Others", organization_id: organization.id }],
      ["POST", `/roles/${role}/assignments?user_id=${bob.id}`, undefined],
    ] as const) {
      expect([method, path, await codeOf(call(bob, method, path, body))]).toEqual([method, path, REFUSED]);
    }
    expect((await call(bob, "GET", "/organizations")).json).toMatchObject([{ id: organization.id, require_mfa: true }]);
    const known = (await call(bob, "GET", "/users")).json.map(({ id }: Person) => id);
    expect(known).toEqual(expect.arrayContaining([ada.id, bob.id]));
  });

  test("may leave", async () => {
    const bob = await makeUser(server);
    const { ada, at } = await makeOrganization(bob);
    await demand(ada, at);
    expect(await codeOf(call(bob, "DELETE", `${at}/members?user_id=${bob.id}`))).toEqual(ENTERED);
    expect((await call(bob, "GET", "/organizations")).json).toEqual([]);
    expect(await codeOf(call(bob, "GET", at))).toEqual([404, "organization.not_found"]);
    expect(await codeOf(call(bob, "DELETE", `${at}/members?user_id=${bob.id}`))).toEqual([404, "organization.not_found"]);
  });

  test("is told so only of organizations that one is in", async () => {
    const { ada, at } = await makeOrganization();
    await demand(ada, at);
    expect(await codeOf(call(await makeUser(server), "GET", at))).toEqual([404, "organization.not_found"]);
  });

  test("is shut out on every process within a second, and let in as soon as there is one", async () => {
    const bob = await makeUser(server);
    const { ada, at } = await makeOrganization(bob);
    const sibling = await server.sibling();
    const there = () => codeOf(sibling.call("GET", at, { token: bob.token }));
    expect(await there()).toEqual(ENTERED);
    await demand(ada, at);
    expect(await there()).toEqual(REFUSED);
    await enroll(bob);
    server.clock.advance(1000);
    expect(await there()).toEqual(ENTERED);
    await sibling.close();
  });

  test("keeps what their roles say where the server of a workspace asks: it is not their sign-in that asks", async () => {
    const bob = await makeUser(server);
    const { ada, organization, at } = await makeOrganization();
    await give(organization, "Organization Viewer", bob.id);
    const workspace = await makeWorkspace(server, ada, organization.id, `vault-${made}`);
    await demand(ada, at);
    const answer = await call(workspace, "GET", `/rbac/check_permissions?user_id=${bob.id}&action=read&resources=workspace`);
    expect([answer.status, answer.json]).toEqual([200, { workspace: true }]);
  });
});

describe("the requirement", () => {
  test("is off unless somebody says otherwise, who signed in with a second factor, and is in the audit log", async () => {
    const bob = await makeUser(server);
    const { ada, organization, at } = await makeOrganization(bob);
    expect((await call(ada, "GET", at)).json.require_mfa).toBe(false);
    expect(await codeOf(call(bob, "PATCH", at, { require_mfa: true }))).toEqual([403, "organization.mfa_unproven"]);
    expect(await codeOf(call(bob, "POST", "/organizations", { name: `Vault ${++made}`, require_mfa: true }))).toEqual([403, "organization.mfa_unproven"]);
    // What is said and already so changes nothing.
    expect(await codeOf(call(bob, "PATCH", at, { require_mfa: false, description: "Still open" }))).toEqual(ENTERED);
    await demand(ada, at);
    const { json: log } = await call(admin(), "GET", `/audit?target_id=${organization.id}&action=organization.update`);
    expect(log[0]).toMatchObject({ actor_id: ada.id, before: { require_mfa: false }, after: { require_mfa: true } });
    expect((await call(ada, "PATCH", at, { require_mfa: false })).json.require_mfa).toBe(false);
    expect(await codeOf(call(bob, "GET", at))).toEqual(ENTERED);
  });

  test("can stand from the start", async () => {
    const ada = await makeUser(server);
    await enroll(ada);
    const { json } = await call(ada, "POST", "/organizations", { name: `Vault ${++made}`, require_mfa: true });
    expect(json.require_mfa).toBe(true);
    expect((await call(ada, "GET", `/organizations/${json.id}`)).status).toBe(200);
  });

  test("is not for keys to change, either way", async () => {
    const { ada, at } = await makeOrganization();
    const { key: token } = (await call(ada, "POST", "/users/me/api_keys", { name: "laptop" })).json;
    expect(await codeOf(call({ token }, "PATCH", at, { require_mfa: true }))).toEqual([403, "organization.mfa_unproven"]);
    await demand(ada, at);
    expect(await codeOf(call({ token }, "PATCH", at, { require_mfa: false }))).toEqual([403, "organization.mfa_unproven"]);
    expect(await codeOf(call({ token }, "PATCH", at, { description: "By a key" }))).toEqual(ENTERED);
  });
});

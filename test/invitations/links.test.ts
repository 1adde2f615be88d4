import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, createBrowser, hiddenField } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { invitationTools, type Person, tokenOf } from "./support.ts";

/** What a link leads to, and whose the invitation is when it is used. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const { call, admin, company, address, mailedTokens, audited } = invitationTools(() => server);
const PASSWORD = "a pass phrase of my own";
const visit = () => createBrowser(server.url, "http://roster.test");
const open = (browser: Browser, token: string) => browser.go(`/invitation?token=${token}`);

/** Opens a link, and answers on the page that it leads to. */
async function answer(browser: Browser, token: string, what: "accept" | "decline" | "register", more: Record<string, string> = {}) {
  const page = await open(browser, token);
  return browser.submit(`/invitation/${what}`, { token: hiddenField(page.text, "token"), ...more });
}

const received = async (person: Person) => (await call(person, "GET", "/invitations")).json.map((i: { id: string }) => i.id);
const belongs = async (person: { token: string }, path: string) => (await call(person, "GET", path)).status === 200;

async function invited(more: object = {}) {
  const guild = await company();
  const email = address();
  const made = (await guild.invite(email, more)).json;
  const [mailed = ""] = await mailedTokens(email);
  return { ...guild, email, made, mailed, copied: tokenOf(made.link) };
}

test("the page says who invites into what, opening it uses nothing up, and the token stands in no address after the first", async () => {
  const { mailed, name, owner, email } = await invited();
  const browser = visit();
  for (let i = 0; i < 2; i++) {
    const page = await open(browser, mailed);
    expect([page.status, page.url]).toEqual([200, "http://roster.test/invitation"]);
    for (const shown of [`Join ${name}?`, `${owner.username} invites you.`, email, "Organization Member"]) expect(page.text).toContain(shown);
    expect(page.text.split(mailed)).toHaveLength(2);
  }
  const first = await server.call("GET", `/invitation?token=${mailed}`, {});
  expect(first.headers.get("set-cookie")).toMatch(/; Path=\/invitation; HttpOnly; SameSite=Lax$/);
  const german = await server.call("GET", "/invitation", { headers: { cookie: `roster_invitation=${mailed}`, "accept-language": "de" } });
  expect(german.text).toContain(`${name} beitreten?`);
});

test.each(["", "?token=x", `?token=${"A".repeat(43)}`])("a link that is none is told on a page: %j", async (query) => {
  const page = await visit().go(`/invitation${query}`);
  expect([page.status, page.text.includes("Ask whoever invited you for a new one.")]).toEqual([400, true]);
});

describe("signed in", () => {
  test("whoever accepts is a member, with all that the invitation held; the link is used up", async () => {
    const { path, mailed, email, made, role, owner, id: organization_id, members } = await invited();
    const team = (await call(owner, "POST", "/teams", { name: "T", organization_id })).json;
    await call(owner, "POST", `/teams/${team.id}/members?invitation_id=${made.id}`);
    await call(owner, "POST", `/roles/${role("Billing Admin")}/assignments?invitation_id=${made.id}`);
    const guest = await makeUser(server, { email });
    // What it holds already it keeps once.
    await call(admin(), "POST", `/roles/${role("Billing Admin")}/assignments?user_id=${guest.id}`);
    const browser = visit();
    await browser.signIn(guest.username, guest.password);
    const page = await open(browser, mailed);
    expect(page.text).toContain("You are signed in as:");
    const done = await answer(browser, mailed, "accept");
    expect([done.status, done.text.includes("You are a member of")]).toEqual([200, true]);
    const mine = (await members()).find((member) => member.id === guest.id);
    expect(mine?.roles.map(({ name }) => name)).toEqual(["Billing Admin", "Organization Member"]);
    expect((await call(owner, "GET", `/teams/${team.id}/members`)).json.map((u: { id: string }) => u.id)).toEqual([guest.id]);
    expect((await members()).filter(({ type }) => type === "invitation")).toEqual([]);
    // To whoever accepted, the link says what came of it; to everybody else, nothing.
    const again = [await open(browser, mailed), await browser.submit("/invitation/accept", { token: mailed })];
    for (const { status, text } of again) expect([status, text.includes("You are a member of")]).toEqual([200, true]);
    expect((await open(visit(), mailed)).status).toBe(400);
    const [listed] = (await call(owner, "GET", `${path}/invitations`)).json;
    expect(listed).toMatchObject({ status: "accepted", roles: [], team_ids: [], link: null });
    expect(await audited(made.id)).toEqual(["invitation.create", "invitation.accept"]);
    const log = await call(admin(), "GET", `/audit?target_id=${made.id}&action=invitation.accept`);
    expect(log.json).toMatchObject([{ actor_id: guest.id, after: { user_id: guest.id, roles: [role("Organization Member")], teams: [team.id] } }]);
    await call(owner, "DELETE", `${path}/members?user_id=${guest.id}`);
    expect((await open(browser, mailed)).status).toBe(400);
  });

  test("as somebody else, one is asked about both addresses; the account that accepts is the member", async () => {
    const { path, mailed, email } = await invited();
    const other = await makeUser(server, { email: address() });
    const browser = visit();
    await browser.signIn(other.username, other.password);
    const page = await open(browser, mailed);
    expect(page.text).toContain(`The invitation was sent to ${email}, and you are signed in as`);
    await answer(browser, mailed, "accept");
    expect(await belongs(other, path)).toBe(true);
  });

  test("whoever declines is none, and the address can be invited again", async () => {
    const { path, mailed, email, made, invite, owner } = await invited();
    const guest = await makeUser(server, { email });
    const browser = visit();
    await browser.signIn(guest.username, guest.password);
    expect((await answer(browser, mailed, "decline")).text).toContain("You declined");
    expect(await belongs(guest, path)).toBe(false);
    expect((await call(owner, "GET", `${path}/invitations`)).json).toMatchObject([{ status: "declined", roles: [] }]);
    expect(await audited(made.id)).toEqual(["invitation.create", "invitation.decline"]);
    expect((await invite(email)).status).toBe(200);
  });

  test("whose password has expired chooses a new one first, and comes back", async () => {
    const { path, mailed, email } = await invited();
    const made = await call(admin(), "POST", "/users", { email, password: "initial" });
    const browser = visit();
    await open(browser, mailed);
    const page = await browser.submit("/sign-in", { username: email, password: "initial", return_to: "/invitation" });
    expect(page.url).toContain("/password?return_to=%2Finvitation");
    expect((await browser.submit("/invitation/accept", { token: mailed })).url).toContain("/password?");
    expect((await browser.go("/invitation")).url).toContain("/password?");
    const back = await browser.submit("/password", { password: PASSWORD, current_password: "initial", return_to: "/invitation" });
    expect([back.url, back.status]).toEqual(["http://roster.test/invitation", 200]);
    await browser.submit("/invitation/accept", { token: mailed });
    const members = await call(admin(), "GET", `${path}/members`);
    expect(members.json.map((m: { id: string }) => m.id)).toContain(made.json.id);
  });
});

describe("not signed in", () => {
  test("one signs in and comes back to the invitation", async () => {
    const { path, mailed, email } = await invited();
    const guest = await makeUser(server, { email });
    const browser = visit();
    const page = await open(browser, mailed);
    expect(page.text).toContain(`href="/sign-in?return_to=%2Finvitation&amp;login_hint=${encodeURIComponent(email)}"`);
    expect(page.text).not.toContain("/invitation/register");
    const back = await browser.submit("/sign-in", { username: guest.username, password: guest.password, return_to: "/invitation" });
    expect(back.url).toBe("http://roster.test/invitation");
    await browser.submit("/invitation/accept", { token: hiddenField(back.text, "token") });
    expect(await belongs(guest, path)).toBe(true);
  });

  test("somebody without an account makes one: a member who is signed in, with a password of their own and a proven address", async () => {
    const { path, mailed, email, made } = await invited();
    const browser = visit();
    for (const [form, told] of [
      [{ name: " ", password: PASSWORD }, "A name has 1 to 50 characters."],
      [{ name: "x".repeat(51), password: PASSWORD }, "A name has 1 to 50 characters."],
      [{ name: "Ada\u202e", password: PASSWORD }, "A name has 1 to 50 characters."],
      [{ name: "Ada", password: "short" }, "A password has 12 to 128 characters."],
      [{ name: "Ada", password: email }, "This password is among the most common ones"],
    ] as const) {
      const page = await answer(browser, mailed, "register", form);
      expect([form, page.status, page.text.includes(told)]).toEqual([form, 400, true]);
    }
    const home = await answer(browser, mailed, "register", { name: " Ada Lovelace ", password: PASSWORD });
    expect([home.url, home.status]).toEqual(["http://roster.test/", 200]);
    const signedIn = await server.signIn(email.toUpperCase(), PASSWORD);
    const me = { token: signedIn.json.access_token };
    const account = (await call(me, "GET", "/users/me")).json;
    expect(account).toMatchObject({ username: email, email, name: "Ada Lovelace", password_expired: false, is_superuser: false, oauth_provider: null });
    expect(await belongs(me, path)).toBe(true);
    expect(await audited(account.id)).toEqual(["user.create"]);
    const log = await call(admin(), "GET", `/audit?target_id=${made.id}&action=invitation.accept`);
    expect(log.json).toMatchObject([{ actor_id: account.id, after: { user_id: account.id } }]);
    const next = await company();
    const { id } = (await next.invite(email)).json;
    expect((await call(me, "GET", "/invitations")).json.map((i: { id: string }) => i.id)).toEqual([id]);
  });

  test("where passwords are off, nobody makes an account", async () => {
    const { mailed } = await invited();
    const off = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
    const browser = createBrowser(off.url, "http://roster.test");
    expect((await open(browser, mailed)).text).not.toContain("/invitation/register");
    const refused = await browser.submit("/invitation/register", { token: mailed, name: "Ada", password: PASSWORD });
    expect(refused.status).toBe(403);
    await off.close();
  });
});

describe("the link to be handed on", () => {
  test("proves no address: whoever makes an account by it gets no other invitations", async () => {
    const { path, copied, email } = await invited();
    const next = await company();
    await next.invite(email);
    const browser = visit();
    expect((await answer(browser, copied, "register", { name: "Mallory", password: PASSWORD })).status).toBe(200);
    const me = { token: (await server.signIn(email, PASSWORD)).json.access_token };
    expect(await belongs(me, path)).toBe(true);
    expect((await call(me, "GET", "/invitations")).json).toEqual([]);
  });

  test("makes no account where mail is set up: whoever invited could take any address by it", async () => {
    const mailing = await server.sibling({ ROSTER_SMTP_URL: "smtp://127.0.0.1:1" });
    const { copied, mailed, email } = await invited();
    const browser = createBrowser(mailing.url, "http://roster.test");
    expect((await open(browser, copied)).text).toContain(`To make an account, open the link that was mailed to ${email}.`);
    const refused = await browser.submit("/invitation/register", { token: copied, name: "Mallory", password: PASSWORD });
    expect([refused.status, refused.text.includes("made by the link that was mailed there")]).toEqual([403, true]);
    expect((await answer(browser, mailed, "register", { name: "Ada", password: PASSWORD })).status).toBe(200);
    await mailing.close();
  });

  test("works only while whoever has it may invite, and holds all that it leads to", async () => {
    const changes = [
      async (guild: Awaited<ReturnType<typeof company>>, id: string) =>
        call(guild.owner, "POST", `/roles/${guild.role("Organization Admin")}/assignments?invitation_id=${id}`),
      async (guild: Awaited<ReturnType<typeof company>>, id: string) => {
        const team = (await call(guild.owner, "POST", "/teams", { name: "T", organization_id: guild.id })).json;
        await call(guild.owner, "POST", `/roles/${guild.role("Billing Admin")}/assignments?team_id=${team.id}`);
        return call(guild.owner, "POST", `/teams/${team.id}/members?invitation_id=${id}`);
      },
      async (guild: Awaited<ReturnType<typeof company>>, _: string, manager: Person) => {
        await call(guild.owner, "POST", `/roles/${guild.role("Organization Member")}/assignments?user_id=${manager.id}`);
        return call(guild.owner, "DELETE", `/roles/${guild.role("Organization Manager")}/assignments?user_id=${manager.id}`);
      },
      async (_: unknown, __: string, manager: Person) => call(admin(), "PATCH", `/users/${manager.id}`, { is_active: false }),
      async (guild: Awaited<ReturnType<typeof company>>, _: string, manager: Person) =>
        call(guild.owner, "DELETE", `${guild.path}/members?user_id=${manager.id}`),
    ];
    for (const change of changes) {
      const guild = await company();
      const manager = await makeUser(server);
      await call(admin(), "POST", `/roles/${guild.role("Organization Manager")}/assignments?user_id=${manager.id}`);
      const email = address();
      const made = (await guild.invite(email, {}, manager)).json;
      const [mailed = ""] = await mailedTokens(email);
      expect((await open(visit(), tokenOf(made.link))).status).toBe(200);
      expect((await change(guild, made.id, manager)).status).toBe(200);
      expect((await open(visit(), tokenOf(made.link))).status).toBe(400);
      expect((await open(visit(), mailed)).status).toBe(200);
    }
  });

  test("goes on to work when the invitation is given what whoever has it holds, and is accepted by it", async () => {
    const { copied, role, made, path } = await invited();
    await call(admin(), "POST", `/roles/${role("Organization Admin")}/assignments?invitation_id=${made.id}`);
    const guest = await makeUser(server);
    const browser = visit();
    await browser.signIn(guest.username, guest.password);
    expect((await answer(browser, copied, "accept")).status).toBe(200);
    expect((await call(guest, "PATCH", path, { description: "By the guest" })).status).toBe(200);
  });
});

describe("whose address it is", () => {
  test("a superuser's word counts, one's own does not, until a link mailed there was used", async () => {
    const guild = await company();
    const [given, chosen] = [address(), address()];
    const [first, second] = [(await guild.invite(given)).json.id, (await guild.invite(chosen)).json.id];
    const guest = await makeUser(server, { email: given });
    expect(await received(guest)).toEqual([first]);
    expect((await call(guest, "PATCH", "/users/me", { email: chosen })).status).toBe(200);
    expect(await received(guest)).toEqual([]);
    for (const what of ["accept", "decline"]) {
      const refused = await call(guest, "POST", `/invitations/${second}/${what}`);
      expect([refused.status, refused.json.code]).toEqual([404, "invitation.not_found"]);
    }
    await call(admin(), "PATCH", `/users/${guest.id}`, { email: null });
    await call(admin(), "PATCH", `/users/${guest.id}`, { email: given });
    expect(await received(guest)).toEqual([first]);
    await call(guest, "PATCH", "/users/me", { email: chosen });
    await server.call("POST", "/auth/magic_link", { body: { identifier: chosen } });
    await server.app.mailer.idle();
    const [token = ""] = await mailedTokens(chosen);
    expect((await visit().submit("/sign-in/link", { token })).status).toBe(200);
    expect(await received(guest)).toEqual([second]);
  });

  test("before the update, a superuser set every address that its owner did not change", async () => {
    const [kept, changed, nameless] = [await makeUser(server, { email: address() }), await makeUser(server, { email: address() }), await makeUser(server)];
    await call(changed, "PATCH", "/users/me", { name: "Somebody", email: address() });
    const ids = [kept.id, changed.id, nameless.id];
    await server.db.query({ text: "DELETE FROM proven_addresses" });
    const migration = readFileSync(new URL("../../migrations/0011_invitations.sql", import.meta.url), "utf8");
    await server.db.query({ text: migration.slice(migration.indexOf("INSERT INTO proven_addresses")) });
    const { rows } = await server.db.query({ text: "SELECT user_id FROM proven_addresses WHERE user_id = ANY ($1::uuid[])", values: [ids] });
    expect(rows).toEqual([{ user_id: kept.id }]);
  });

  test("a mailed invitation that is accepted with the address's own account proves it", async () => {
    const { mailed, email } = await invited();
    const guest = await makeUser(server);
    await call(guest, "PATCH", "/users/me", { email });
    const next = await company();
    const { id } = (await next.invite(email)).json;
    expect(await received(guest)).toEqual([]);
    const browser = visit();
    await browser.signIn(guest.username, guest.password);
    await answer(browser, mailed, "accept");
    expect(await received(guest)).toEqual([id]);
  });
});

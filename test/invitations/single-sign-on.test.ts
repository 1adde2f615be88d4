import { afterAll, beforeAll, expect, test } from "vitest";
import { createBrowser, whoIs } from "../federation/browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "../federation/strict-provider.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { invitationTools } from "./support.ts";

/** What becomes of invitations when whoever is invited signs in with an identity provider. */
let server: Harness;
let provider: StrictProvider;
beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
  const body = { name: "strict", display_name: "Strict", issuer: provider.issuer, ...CLIENT };
  expect((await server.call("POST", "/connections", { token: server.admin, body })).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

const { call, admin, company, audited, mailedTokens } = invitationTools(() => server);
let serial = 0;

/** Somebody at the provider, and how they sign in. */
function somebody(claims: object = {}, domain = "trusted.example") {
  const sub = `sub-${++serial}`;
  const email = `somebody-${serial}@${domain}`;
  provider.accounts.set(sub, { email, email_verified: true, name: "Somebody", ...claims });
  const browser = createBrowser(server);
  return {
    email,
    sub,
    browser,
    async signIn() {
      provider.login = sub;
      await browser.follow("/auth/authorize?connection=strict", (url) => url.host === "roster.test" && !url.pathname.startsWith("/auth/"));
      const user = await whoIs(server, browser);
      const cookie = `roster_session=${browser.cookie("roster_session")}`;
      const waiting = await server.call("GET", "/invitations", { headers: { cookie } });
      return { user, waiting: waiting.json?.map((i: { id: string }) => i.id) };
    },
  };
}

const trust = (guild: { path: string }, trusted_domains: string[]) => call(admin(), "PATCH", guild.path, { trusted_domains });
const has = async (guild: Awaited<ReturnType<typeof company>>, id: string) => (await guild.members()).some((member) => member.id === id);

test("in a trusted domain an invitation completes by itself at the first sign-in, and at a later one", async () => {
  const [guild, other] = [await company(), await company()];
  for (const each of [guild, other]) await trust(each, ["trusted.example"]);
  const person = somebody();
  const { id } = (await guild.invite(person.email.toUpperCase(), { role_id: guild.role("Billing Admin") })).json;
  const { user, waiting } = await person.signIn();
  expect([await has(guild, user.id), waiting]).toEqual([true, []]);
  expect(await audited(id)).toEqual(["invitation.create", "invitation.accept"]);
  const log = await call(admin(), "GET", `/audit?target_id=${id}&action=invitation.accept`);
  expect(log.json).toMatchObject([{ actor_kind: "system", actor_name: "connection strict", after: { user_id: user.id } }]);
  await other.invite(person.email);
  expect(await has(other, user.id)).toBe(false);
  await person.signIn();
  expect(await has(other, user.id)).toBe(true);
});

test("whoever signs in by the invitation's page comes back to what came of it", async () => {
  const guild = await company();
  await trust(guild, ["trusted.example"]);
  const person = somebody();
  await guild.invite(person.email);
  const [mailed] = await mailedTokens(person.email);
  provider.login = person.sub;
  expect((await person.browser.follow(`/invitation?token=${mailed}`)).text).toContain("Sign in with an account that you have");
  const back = await person.browser.follow("/auth/authorize?connection=strict&redirect_to=%2Finvitation");
  expect([back.url, back.status, back.text.includes(`You are a member of ${guild.name} now.`)]).toEqual(["http://roster.test/invitation", 200, true]);
});

test("whether it does is decided when it is made; any other waits in the list", async () => {
  const [before, after, never] = [await company(), await company(), await company()];
  await trust(before, ["trusted.example"]);
  const person = somebody();
  await before.invite(person.email);
  const { id: late } = (await after.invite(person.email)).json;
  const { id: plain } = (await never.invite(person.email)).json;
  await trust(before, []);
  await trust(after, ["trusted.example"]);
  const { user, waiting } = await person.signIn();
  expect([await has(before, user.id), await has(after, user.id), await has(never, user.id)]).toEqual([true, false, false]);
  expect(waiting).toEqual([late, plain]);
  const cookie = `roster_session=${person.browser.cookie("roster_session")}`;
  const accepted = await server.call("POST", `/invitations/${plain}/accept`, { headers: { cookie, origin: "http://roster.test" } });
  expect([accepted.status, await has(never, user.id)]).toEqual([200, true]);
});

test("an address that the provider did not verify completes nothing, and sees nothing", async () => {
  const guild = await company();
  await trust(guild, ["trusted.example"]);
  const person = somebody({ email_verified: false });
  await guild.invite(person.email);
  const { user, waiting } = await person.signIn();
  expect(user.email).toBe(person.email);
  expect([await has(guild, user.id), waiting]).toEqual([false, []]);
  provider.accounts.set(person.sub, { email: person.email, email_verified: true });
  expect((await person.signIn()).waiting).toEqual([]);
  expect(await has(guild, user.id)).toBe(true);
});

test("a password is no sign-in by a provider: nothing completes, and the link is still good", async () => {
  const guild = await company();
  await trust(guild, ["trusted.example"]);
  const email = `local-${++serial}@trusted.example`;
  const guest = await makeUser(server, { email });
  const { id } = (await guild.invite(email)).json;
  await server.signIn(guest.username, guest.password);
  expect(await has(guild, guest.id)).toBe(false);
  expect((await call(guest, "GET", "/invitations")).json.map((i: { id: string }) => i.id)).toEqual([id]);
});

test("domains with other letters are compared as names of hosts are", async () => {
  const guild = await company();
  await trust(guild, ["bücher.example"]);
  const person = somebody({}, "Bücher.example");
  await guild.invite(person.email);
  const { user } = await person.signIn();
  expect(await has(guild, user.id)).toBe(true);
});

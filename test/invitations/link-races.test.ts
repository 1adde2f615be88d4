import { afterAll, beforeAll, expect, test } from "vitest";
import { createBrowser } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { invitationTools, tokenOf } from "./support.ts";

/** One link, used by several at the same time, on two processes. */
let server: Harness;
let sibling: Harness;
beforeAll(async () => {
  server = await startServer();
  sibling = await server.sibling();
});
afterAll(async () => {
  await sibling.close();
  await server.close();
});

const { call, admin, company, address, mailedTokens } = invitationTools(() => server);
const PASSWORD = "a pass phrase of my own";
const browserAt = (at: Harness) => createBrowser(at.url, "http://roster.test");

async function invited() {
  const guild = await company();
  const email = address();
  const made = (await guild.invite(email)).json;
  const [mailed = ""] = await mailedTokens(email);
  return { guild, email, made, mailed };
}

/** A browser in which somebody new is signed in. */
async function guestAt(at: Harness) {
  const person = await makeUser(server);
  const browser = browserAt(at);
  await browser.signIn(person.username, person.password);
  return { ...person, browser };
}

const people = async (guild: Awaited<ReturnType<typeof company>>) => (await guild.members()).filter(({ type }) => type === "user").map(({ id }) => id);
const told = (text: string) => /role="alert">([^<]*)</.exec(text)?.[1];
const OVER = /^This (?:link was used or replaced before|invitation was answered or withdrawn before), or its time is over\./;

test("of two people who accept by the same link, one is a member, and the other is told", async () => {
  for (let round = 0; round < 4; round++) {
    const { guild, mailed, made } = await invited();
    const guests = [await guestAt(server), await guestAt(sibling)];
    // The mailed link and the one to be handed on are of the same invitation.
    const tokens = round % 2 ? [mailed, mailed] : [mailed, tokenOf(made.link)];
    const pages = await Promise.all(guests.map(({ browser }, i) => browser.submit("/invitation/accept", { token: tokens[i] ?? "" })));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(told(pages.find(({ status }) => status === 400)?.text ?? "")).toMatch(OVER);
    const winner = guests[pages.findIndex(({ status }) => status === 200)];
    expect((await people(guild)).sort()).toEqual([guild.owner.id, winner?.id].sort());
  }
});

test("of many who make an account by it, one is made, with the password of whoever was first", async () => {
  for (let round = 0; round < 3; round++) {
    const { guild, email, mailed } = await invited();
    const register = (at: Harness, i: number) =>
      browserAt(at).submit("/invitation/register", { token: mailed, name: `Guest ${i}`, password: `${PASSWORD} ${i}` });
    const pages = await Promise.all([server, sibling, server, sibling].map(register));
    const entered = pages.map(({ url, status }) => status === 200 && new URL(url).pathname === "/");
    expect(entered.filter(Boolean)).toHaveLength(1);
    for (const [i, { status, text }] of pages.entries()) if (!entered[i]) expect([status, told(text)]).toEqual([400, expect.stringMatching(OVER)]);
    expect(await people(guild)).toHaveLength(2);
    const signedIn = await Promise.all([0, 1, 2, 3].map((i) => server.signIn(email, `${PASSWORD} ${i}`)));
    expect(signedIn.map(({ status }) => status === 200)).toEqual(entered);
  }
});

test("an account that is made with the address elsewhere meanwhile stays what it is", async () => {
  for (let round = 0; round < 4; round++) {
    const { guild, email, mailed } = await invited();
    const [page, made] = await Promise.all([
      browserAt(sibling).submit("/invitation/register", { token: mailed, name: "Guest", password: PASSWORD }),
      call(admin(), "POST", "/users", { email, password: "initial" }),
    ]);
    expect([page?.status, made?.status].sort()).toEqual([200, 409]);
    // Refused, the link is still good, and its page says to sign in.
    if (page?.status === 409)
      expect([told(page.text), page.text.includes("Sign in to answer.")]).toEqual([expect.stringMatching(/^Another account has this/), true]);
    expect(await people(guild)).toHaveLength(page?.status === 200 ? 2 : 1);
  }
});

test("accepted or sent again or withdrawn: what works is always the newest link, or none", async () => {
  for (let round = 0; round < 4; round++) {
    const { guild, mailed, made } = await invited();
    const guest = await guestAt(sibling);
    const at = `${guild.path}/invitations/${made.id}`;
    const [page, again, withdrawn] = await Promise.all([
      guest.browser.submit("/invitation/accept", { token: mailed }),
      call(guild.owner, "POST", `${at}/resend`),
      sibling.call("DELETE", at, { token: guild.owner.token }),
    ]);
    expect([page?.status, withdrawn?.status].sort()).toEqual([200, 400]);
    expect([200, 400]).toContain(again?.status);
    expect((await people(guild)).includes(guest.id)).toBe(page?.status === 200);
    const links = [mailed, tokenOf(made.link), ...(again?.status === 200 ? [tokenOf(again.json.link)] : [])];
    for (const token of links) expect((await browserAt(server).go(`/invitation?token=${token}`)).status).toBe(400);
  }
});

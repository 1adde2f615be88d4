import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import { type Harness, makeUser, startReachableServer } from "../support/harness.ts";
import { openVisits, refusalIn } from "../support/visits.ts";
import { invitationTools } from "./support.ts";

/** Whoever is invited, in a real browser. */
let server: Harness;
beforeAll(async () => {
  server = await startReachableServer();
});
afterAll(() => server?.close());
const visits = openVisits(() => [server.url]);

const { call, company, address, mailedTokens } = invitationTools(() => server);
/** A browser that keeps every address that it asks for, and from where. */
async function visit(javaScriptEnabled: boolean): Promise<{ page: Page; asked: string[] }> {
  const page = await visits.visit({ javaScriptEnabled }, (message) => refusalIn(message) === 400);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.headers()["referer"] ?? ""}`));
  return { page, asked };
}

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("somebody new makes an account by the mailed link, after a password that is refused, and is a member", async () => {
    const guild = await company();
    const email = address();
    await guild.invite(email);
    const [token = ""] = await mailedTokens(email);
    const { page, asked } = await visit(javaScriptEnabled);
    await page.goto(`${server.url}/invitation?token=${token}`);
    await page.getByRole("heading", { name: `Join ${guild.name}?` }).waitFor();
    expect(page.url()).toBe(`${server.url}/invitation`);
    if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
    const register = async (password: string) => {
      await page.getByLabel("Your name").fill("Grace Hopper");
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Make the account and accept" }).click();
    };
    await register("short");
    await page.getByText("A password has 12 to 128 characters.").waitFor();
    await expect.poll(() => page.getByLabel("Your name").inputValue()).toBe("Grace Hopper");
    await register("a pass phrase of my own");
    await page.getByText("Grace Hopper").waitFor();
    expect(page.url()).toBe(`${server.url}/`);
    const members = await call(guild.owner, "GET", `${guild.path}/members`);
    expect(members.json.map((m: { user: { email: string } }) => m.user.email)).toContain(email);
    // The first request and what it led from; nothing after that has the token in an address or a referrer.
    expect(asked.filter((line) => line.includes(token))).toHaveLength(1);
  });

  test("somebody with an account signs in, comes back, sees both addresses and accepts; the link says what came of it", async () => {
    const guild = await company();
    const email = address();
    await guild.invite(email);
    await makeUser(server, { email });
    const other = await makeUser(server);
    const [token = ""] = await mailedTokens(email);
    const { page } = await visit(javaScriptEnabled);
    await page.goto(`${server.url}/invitation?token=${token}`);
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await page.getByLabel("Username or e-mail address").fill(other.username);
    await page.getByLabel("Password", { exact: true }).fill(other.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText(`The invitation was sent to ${email}, and you are signed in as ${other.username}.`).waitFor();
    if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText(`You are a member of ${guild.name} now.`).waitFor();
    expect((await guild.members()).map(({ id }) => id)).toContain(other.id);
    await page.goto(`${server.url}/invitation?token=${token}`);
    await page.getByText(`You are a member of ${guild.name} now.`).waitFor();
  });

  test("whoever declines presses the other button, and is no member", async () => {
    const guild = await company();
    const email = address();
    await guild.invite(email);
    const guest = await makeUser(server, { email });
    const [token = ""] = await mailedTokens(email);
    const { page } = await visit(javaScriptEnabled);
    await page.goto(`${server.url}/sign-in?return_to=${encodeURIComponent(`/invitation?token=${token}`)}`);
    await page.getByLabel("Username or e-mail address").fill(guest.username);
    await page.getByLabel("Password", { exact: true }).fill(guest.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Decline" }).click();
    await page.getByText(`You declined the invitation to ${guild.name}.`).waitFor();
    expect((await guild.members()).map(({ id }) => id)).not.toContain(guest.id);
  });
});

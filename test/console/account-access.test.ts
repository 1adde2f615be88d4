import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLIENT, type StrictProvider, startStrictProvider } from "../federation/strict-provider.ts";
import { openConsole, violations } from "../support/console.ts";
import { callingAs, makeUser } from "../support/harness.ts";
import { makeApplication, REDIRECT } from "../support/oauth.ts";

/** Where one's own account is signed in, what acts for it, what waits for it, and what is known of it, in the console. */
const console = openConsole(/^\/(?:users|invitations|devices|auth\/connections)\b/, { ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
const { visit, signIn, asked } = console;
const as = callingAs(() => console.server);

type Person = Awaited<ReturnType<typeof makeUser>>;

const at = (path: string) => `/console/account/${path}`;
const uuid = () => crypto.randomUUID();

describe("sessions", () => {
  test("one is ended, then all others: a second browser is signed out, this one stays, by one request for the list", async () => {
    const person = await makeUser(console.server);
    const other = await visit({}, [401]);
    await signIn(other, at("profile"), person);
    const page = await visit();
    await signIn(page, at("sessions"), person);
    const table = page.getByRole("table", { name: "Where you are signed in" });
    await table.getByText("This session").waitFor();
    expect(asked.filter((line) => line.includes("/sessions?")).length).toBe(1);
    await table.getByRole("row").filter({ hasText: "node" }).getByRole("button", { name: /^End/ }).click();
    await page.getByText("The session has ended.").waitFor();
    expect((await as(person, "GET", "/users/me")).status).toBe(401);
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere else" }).click();
    await page.getByText(/other sessions? ha/).waitFor();
    await expect.poll(() => table.locator("tbody tr").count()).toBe(2);
    await other.getByRole("link", { name: "Sessions and devices" }).click();
    await other.waitForURL(/\/sign-in\?/);
    await page.reload();
    await table.getByText("This session").waitFor();
  });

  test("signing out everywhere ends at the sign-in page", async () => {
    const person = await makeUser(console.server);
    const page = await visit({}, [401]);
    await signIn(page, at("sessions"), person);
    await page.getByRole("button", { name: "Sign out everywhere", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await page.waitForURL(/\/sign-in\?/);
    expect((await as(person, "GET", "/users/me")).status).toBe(401);
  });

  test("devices are locked, unlocked and removed", async () => {
    const person = await makeUser(console.server);
    const { server } = console;
    const begun = await server.call("POST", "/auth/device_authorization", { form: { client_id: uuid() }, headers: { "user-agent": "build-tool/1.0" } });
    const verified = await as(person, "PUT", "/devices/verify", { user_code: begun.json.user_code });
    expect([verified.status, verified.text]).toEqual([200, verified.text]);
    const page = await visit();
    await signIn(page, at("sessions"), person);
    const devices = page.getByRole("table", { name: "Devices" });
    await devices.getByText("Let in").waitFor();
    expect(asked.filter((line) => line.startsWith("GET /devices"))).toEqual(["GET /devices?status=all&limit=200"]);
    const menu = devices.getByRole("button", { name: /^Actions:/ });
    await menu.click();
    await page.getByRole("menuitem", { name: "Lock" }).click();
    await devices.getByText("Locked").waitFor();
    await menu.click();
    await page.getByRole("menuitem", { name: "Unlock" }).click();
    await devices.getByText("Let in").waitFor();
    await menu.click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("You have let no device in").waitFor();
    expect((await as(person, "GET", "/devices?status=all")).json).toEqual([]);
  });

  test("what an application was allowed is withdrawn", async () => {
    const person = await makeUser(console.server);
    const name = `Studio ${uuid()}`;
    const { client_id } = await makeApplication(console.server, { name, type: "web", redirect_uris: [REDIRECT], scopes: ["openid"] });
    const consent = "INSERT INTO consents (user_id, application_id, scopes, created, updated) VALUES ($1, $2, '{openid}', now(), now())";
    await console.server.db.query({ text: consent, values: [person.id, client_id] });
    const page = await visit();
    await signIn(page, at("sessions"), person);
    await page.getByRole("button", { name: `Withdraw from ${name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("You have allowed no application").waitFor();
    expect((await as(person, "GET", `/users/${person.id}/consents`)).json).toEqual([]);
  });
});

test("a personal access token is made, works, is rotated, and works no more once deleted", async () => {
  const person = await makeUser(console.server);
  const page = await visit();
  await signIn(page, at("keys"), person);
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("ci");
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  const value = page.getByRole("dialog").getByRole("textbox").first();
  await expect.poll(async () => (await value.inputValue()).length).toBeGreaterThan(40);
  const first = await value.inputValue();
  await page.getByRole("button", { name: "I have stored it" }).click();
  expect((await console.server.call("GET", "/users/me", { token: first })).json.id).toBe(person.id);
  const table = page.getByRole("table");
  await table.getByRole("row").filter({ hasText: "ci" }).getByRole("button").click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
  await expect.poll(async () => (await value.inputValue()).length).toBeGreaterThan(40);
  const second = await value.inputValue();
  await page.getByRole("button", { name: "I have stored it" }).click();
  expect(second).not.toBe(first);
  for (const token of [first, second]) expect((await console.server.call("GET", "/users/me", { token })).status).toBe(200);
  await table.getByRole("row").filter({ hasText: "ci" }).getByRole("button").click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect.poll(() => page.getByRole("row").filter({ hasText: "ci" }).count()).toBe(0);
  for (const token of [first, second]) expect((await console.server.call("GET", "/users/me", { token })).status).toBe(401);
});

describe("identity providers", () => {
  let provider: StrictProvider;
  beforeAll(async () => {
    provider = await startStrictProvider(`${console.server.url}/auth/callback`);
    for (const [name, fields] of [
      ["acme", { display_name: "Acme" }],
      ["aloof", { display_name: "Aloof", link_existing: false }],
    ] as const) {
      await as({ token: console.server.admin }, "POST", "/connections", { name, issuer: provider.issuer, ...CLIENT, ...fields });
    }
  });
  afterAll(() => provider.close());

  test("are linked, seen and removed; what comes to nothing is said in words, and an address that was made up says nothing", async () => {
    const person = await makeUser(console.server);
    const page = await visit({ reducedMotion: "reduce" }, [], [provider.issuer]);
    await signIn(page, at("connections?linked=acme"), person);
    await page.getByText("No provider is linked").waitFor();
    await page.getByRole("button", { name: "Link Acme" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Link / }).allTextContents()).toEqual(["Link Acme"]);
    await expect.poll(() => page.getByText("Acme is linked").count()).toBe(0);
    await page.getByRole("button", { name: "Link Acme" }).click();
    const refusal = page.getByRole("alert").filter({ hasText: "Nothing was linked" });
    await refusal.getByText("The sign-in was cancelled at the identity provider.").waitFor();
    provider.accounts.set("ada", { email: "ada@acme.example", email_verified: true });
    provider.login = "ada";
    await page.getByRole("button", { name: "Link Acme" }).click();
    await page.getByText("Acme is linked").waitFor();
    const row = page.getByRole("table", { name: "Linked providers" }).getByRole("row").filter({ hasText: "ada@acme.example" });
    await row.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText("Every provider that this installation offers is linked.").waitFor();
    await row.getByRole("button", { name: "Remove Acme?" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("Acme is no longer linked.").waitFor();
    await page.getByText("No provider is linked").waitFor();
    expect((await as(person, "GET", "/users/me/identities")).json).toEqual([]);
  });

  test("are not offered to the reserved admin, who is told why; nor are they asked for", async () => {
    const page = await visit();
    await signIn(page, at("connections"));
    await page.getByText("This is the reserved admin, for emergencies: it depends on no provider, so none can be linked to it.").waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Link / }).count()).toBe(0);
    expect(asked.filter((line) => line.startsWith("GET /auth/connections"))).toEqual([]);
  });
});

test("invitations are told of in the navigation by one request, accepted and declined", async () => {
  const email = `invited-${uuid()}@example.com`;
  const person = await makeUser(console.server, { email });
  const host = await makeUser(console.server, { name: "Grace Hopper" });
  const made = [];
  for (const name of [`Navy ${uuid()}`, `Army ${uuid()}`]) {
    const { json } = await as(host, "POST", "/organizations", { name });
    const invited = await as(host, "POST", `/organizations/${json.id}/invitations`, { email });
    expect([invited.status, invited.text]).toEqual([200, invited.text]);
    made.push({ id: json.id as string, name });
  }
  const [navy, army] = made as [{ id: string; name: string }, { id: string; name: string }];
  const page = await visit();
  await signIn(page, at("profile"), person);
  await page.getByText("Invitations waiting").waitFor();
  await page.getByRole("link", { name: "Invitations", exact: true }).click();
  await page.getByText("Grace Hopper").first().waitFor();
  expect(asked.filter((line) => line.startsWith("GET /invitations"))).toHaveLength(1);
  await page.getByRole("button", { name: `Accept: ${navy.name}` }).click();
  await page.getByText(`You are a member of ${navy.name} now.`).waitFor();
  await page.getByRole("button", { name: `Decline: ${army.name}` }).click();
  await page.getByText("No invitation is waiting").waitFor();
  await expect.poll(() => page.getByText("Invitations waiting").count()).toBe(0);
  expect((await as(person, "GET", `/organizations/${navy.id}`)).status).toBe(200);
  expect((await as(person, "GET", `/organizations/${army.id}`)).status).toBe(404);
});

describe("one's own data", () => {
  /** Lets the last sign-in of somebody lie too far back for what takes a recent one. */
  async function letPass({ id }: Person): Promise<void> {
    await console.server.db.query({ text: "UPDATE sessions SET auth_time = auth_time - interval '11 minutes' WHERE user_id = $1", values: [id] });
    console.server.clock.advance(600);
  }
  /** Goes where the refusal leads, and signs in there. */
  async function proveAgain(page: Page, { password }: Person): Promise<void> {
    await page.getByRole("button", { name: "Sign in again" }).click();
    await page.waitForURL(/\/sign-in\?/);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  test("is downloaded, with no secret in it, after a recent sign-in", async () => {
    const person = await makeUser(console.server, { name: "Ada" });
    const page = await visit({}, [403]);
    await signIn(page, at("data"), person);
    await letPass(person);
    await page.getByRole("button", { name: "Download" }).click();
    await proveAgain(page, person);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toBe(`account-${person.id}.json`);
    const text = (await (await file.createReadStream()).toArray()).join("");
    expect(JSON.parse(text)).toMatchObject({ account: { id: person.id, name: "Ada" }, complete: true });
    for (const secret of [person.password, person.token, "$argon2", "refresh_hash"]) expect(text).not.toContain(secret);
  });

  test("is deleted after a preview and the username; then there is a farewell, and nobody is signed in", async () => {
    const person = await makeUser(console.server);
    const { json: organization } = await as(person, "POST", "/organizations", { name: `Own ${uuid()}` });
    const page = await visit({}, [401]);
    await signIn(page, at("data"), person);
    await page.getByRole("button", { name: "Delete account…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("This stands in the way").waitFor();
    await dialog.getByRole("textbox").fill(person.username);
    const confirm = dialog.getByRole("button", { name: "Delete your account" });
    await expect.poll(() => confirm.isDisabled()).toBe(true);
    await dialog.getByRole("checkbox").check();
    await expect.poll(() => confirm.isDisabled()).toBe(false);
    await dialog.getByRole("textbox").fill("somebody");
    await expect.poll(() => confirm.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill(person.username);
    await confirm.click();
    await page.getByRole("heading", { name: "Your account was deleted" }).waitFor();
    const { server } = console;
    expect((await server.call("GET", `/users/${person.id}`, { token: server.admin })).status).toBe(404);
    expect((await server.call("GET", `/organizations/${organization.id}`, { token: server.admin })).status).toBe(404);
    expect((await server.signIn(person.username, person.password)).status).toBe(401);
    await page.getByRole("link", { name: "Sign in with another account" }).click();
    await page.waitForURL(/\/sign-in\?/);
  });

  test("is deleted after a recent sign-in: the page leads to one, and back to where it is asked for again", async () => {
    const person = await makeUser(console.server);
    const page = await visit({}, [401, 403]);
    await signIn(page, at("data"), person);
    const remove = async () => {
      await page.getByRole("button", { name: "Delete account…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").fill(person.username);
      await dialog.getByRole("button", { name: "Delete your account" }).click();
    };
    await page.getByRole("button", { name: "Delete account…" }).waitFor();
    await letPass(person);
    await remove();
    await proveAgain(page, person);
    await page.waitForURL(/\/account\/data$/);
    expect((await console.server.call("GET", `/users/${person.id}`, { token: console.server.admin })).status).toBe(200);
    await remove();
    await page.getByRole("heading", { name: "Your account was deleted" }).waitFor();
    expect((await console.server.call("GET", `/users/${person.id}`, { token: console.server.admin })).status).toBe(404);
  });
});

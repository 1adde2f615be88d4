import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** One's own passkeys in the console, with the authenticator that the browser has for tests. */
const console = openConsole(/^\/users\b/);
const { visit, signIn } = console;

async function attach(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const;
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
}

const section = (page: Page) => page.getByRole("region", { name: "Passkeys", exact: true }).first();

async function add(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name of the passkey").fill(name);
  await page.getByRole("button", { name: "Add passkey" }).click();
}

test("a passkey is added, signs in, is renamed and removed; a second one on the same device is told", async () => {
  const person = await makeUser(console.server);
  const page = await visit();
  await attach(page);
  await signIn(page, "/console/account/security", person);
  await page.getByText("You have no passkey yet").waitFor();
  await add(page, "Laptop");
  await page.getByText("The passkey was added.").waitFor();
  await page.getByRole("rowheader", { name: "Laptop", exact: true }).waitFor();
  await expect.poll(() => page.getByText("A second factor would make your account safer").count()).toBe(0);
  await add(page, "Again");
  await page.getByText("This device has a passkey of your account already.").waitFor();

  await page.context().clearCookies();
  await page.goto(`${console.server.url}/console/account/security`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("button", { name: "Rename Laptop" }).click();
  await page.getByRole("dialog").getByLabel("Name of the passkey").fill("Old laptop");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Remove Old laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("You have no passkey yet").waitFor();
  expect((await console.server.call("GET", "/users/me", { token: person.token })).status).toBe(401);
});

test("whoever signed in too long ago is led to a fresh sign-in, and the name of the passkey is still there", async () => {
  const person = await makeUser(console.server);
  const page = await visit({}, [403]);
  await attach(page);
  await signIn(page, "/console/account/security", person);
  await page.getByLabel("Name of the passkey").fill("Phone");
  await page.getByLabel("Current password").fill("never kept");
  await console.server.db.query({ text: "UPDATE sessions SET auth_time = auth_time - interval '11 minutes' WHERE user_id = $1", values: [person.id] });
  console.server.clock.advance(600);
  await page.getByRole("button", { name: "Add passkey" }).click();
  await section(page).getByRole("button", { name: "Sign in again" }).click();
  await page.waitForURL(/\/sign-in\?/);
  expect(await page.evaluate("JSON.stringify(sessionStorage)")).not.toContain("never kept");
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect.poll(() => page.getByLabel("Name of the passkey").inputValue()).toBe("Phone");
  await expect.poll(() => page.getByLabel("Current password").inputValue()).toBe("");
  await page.getByRole("button", { name: "Add passkey" }).click();
  await page.getByRole("rowheader", { name: "Phone", exact: true }).waitFor();
});

test("an installation that offers none says why", async () => {
  const person = await makeUser(console.server);
  const page = await visit();
  await page.route("**/server/info", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), sign_in: ["password"] } });
  });
  await signIn(page, "/console/account/security", person);
  await page.getByText("This installation offers no passkeys").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Add passkey" }).count()).toBe(0);
});

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Home, makeHome } from "../support/launcher.ts";
import { openVisits } from "../support/visits.ts";

/** A fresh installation, started as an operator starts it, and set up in the console alone. */
let home: Home;
let url: string;
const visits = openVisits(() => [url]);
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home?.remove());

const step = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });
const isDone = (page: Page, title: string) => step(page, title).getByRole("img", { name: "Done" }).waitFor();

test("a fresh installation leads from the printed password to an invitation and an identity provider, and ticks each step off", async () => {
  const server = home.start();
  const [, password = ""] = await server.says(/password {2}(\S+) {3}\(shown this once\)/);
  url = (await server.says(/address {3}(\S+)/))[1] ?? "";
  const page = await visits.visit();
  await page.goto(`${url}/console`);
  await page.getByLabel("Username or e-mail address").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const setup = page.getByRole("region", { name: "Set this installation up" });
  await setup.waitFor();
  await expect.poll(() => setup.getByRole("img", { name: "Done" }).count()).toBe(0);

  await page.getByRole("link", { name: "Change it" }).click();
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("another password of the admin");
  await page.getByRole("button", { name: "Change password" }).click();
  await page
    .getByText(/password (?:is|was) changed/i)
    .first()
    .waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await isDone(page, "Change the admin's password");

  await page.getByRole("link", { name: "Make an account" }).click();
  await page.getByRole("button", { name: "Create a user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Username").fill("ada");
  await dialog.getByLabel("Superuser").check();
  await dialog.getByLabel("None yet").check();
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  // Its page: the row in the list before it is there for a moment only.
  await page.getByRole("heading", { name: "ada", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await isDone(page, "Make the first superuser");

  await page.getByRole("link", { name: "Make one" }).click();
  await page.getByRole("button", { name: "Create organization" }).first().click();
  await dialog.getByLabel("Name").fill("Analytical Engines");
  await dialog.getByRole("button", { name: /^Create/ }).click();
  await page.getByRole("heading", { name: "Analytical Engines", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Invitations", exact: true }).first().click();
  await page.getByRole("button", { name: "Invite people" }).first().click();
  await dialog.getByLabel("E-mail addresses").fill("grace@example.com");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await page.getByText("The invitation is on its way").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Overview" }).first().click();
  await isDone(page, "Make the first organization");
  await isDone(page, "Invite somebody");

  await page.getByRole("link", { name: "Connect one" }).click();
  await page.getByRole("link", { name: "New connection" }).first().click();
  await page.getByRole("link", { name: /^Okta/ }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("example.okta.com");
  await page.getByRole("textbox", { name: "Client ID" }).fill("0oa1b2c3");
  await page.getByLabel("Client secret").fill("a secret of Okta");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { name: "Okta", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Overview" }).first().click();
  await isDone(page, "Connect an identity provider");
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
}, 120_000);

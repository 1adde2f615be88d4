import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** What goes wrong around the console: no line, a busy or an upgraded server, somebody else, a browser that keeps nothing or too much. */
const console = openConsole();
const { visit, signIn, open, asked } = console;

const api = (method: string, path: string, body?: object) => console.server.call(method, path, { token: console.server.admin, ...(body && { body }) });
const dialog = (page: Page) => page.locator("[role=dialog][aria-modal=true]");
const done = (method: string) => asked.filter((line) => line.startsWith(`${method} `));

/** That there is no line, and what broke by that, is said as an error of the page that has no status. */
const BROKEN = Number.NaN;

let serial = 0;
const made = async (name: string) => {
  const username = `${name.toLowerCase()}-${++serial}`;
  return (await api("POST", "/users", { username, name, email: `${username}@example.com` })).json as { id: string; username: string };
};

test("without a line it is said that there is none, and nothing is done once there is one", async () => {
  const { id } = await made("Ola");
  const page = await visit({}, [BROKEN]);
  await open(page, "/console/users?sort=-created");
  await page.getByRole("link", { name: "Ola", exact: true }).click();
  await page.getByLabel("Job title").fill("Admiral");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The server cannot be reached").waitFor();
  await page.getByRole("link", { name: "Users", exact: true }).first().click();
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
  await page.getByText("The server cannot be reached").waitFor();
  asked.splice(0);
  await page.context().setOffline(false);
  // The list comes by itself.
  await page.getByRole("link", { name: "Ola", exact: true }).waitFor();
  expect(done("PATCH")).toEqual([]);
  expect((await api("GET", `/users/${id}`)).json.job_title).toBeNull();
});

test("a sign-in server that has too much to do signs nobody out", async () => {
  const { id } = await made("Busy");
  const page = await visit({}, [401, 503]);
  await open(page, `/console/users/${id}`);
  await page.getByLabel("Job title").fill("Admiral");
  await page.route("**/oauth/authorize?*", (route) => route.fulfill({ status: 503, body: "" }));
  await page.route(`**/users/${id}`, (route) => route.fulfill({ status: 401, json: {} }));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The server cannot be reached").waitFor();
  await expect.poll(() => page.getByLabel("Job title").inputValue()).toBe("Admiral");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
});

test("somebody else who signed in meanwhile does not go on with the page of the one before", async () => {
  const [one, other] = [await makeUser(console.server, { name: "Ona" }), await makeUser(console.server, { name: "Otto" })];
  const page = await visit({}, [401]);
  await signIn(page, "/console/account", one);
  await page.getByLabel("Company").fill("Of the one before");
  // In another tab.
  const tab = await page.context().newPage();
  await tab.goto(`${console.server.url}/console/organizations`);
  await tab.locator("main h1").waitFor();
  await tab.getByRole("button", { name: "Account and preferences" }).click();
  await tab.getByRole("button", { name: "Sign out" }).click();
  await tab.getByRole("button", { name: "Sign out" }).click();
  await signIn(tab, "/console/organizations", other);
  asked.splice(0);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Account and preferences" }).filter({ hasText: "Otto" }).waitFor();
  await expect.poll(() => page.getByLabel("Company").inputValue()).toBe("");
  expect(done("PATCH")).toEqual(["PATCH /users/me"]);
  expect((await console.server.call("GET", "/users/me", { token: other.token })).json.company).toBeNull();
});

test("going back after signing out shows nothing of what was there", async () => {
  const keeping = await launchChromium({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  try {
    const page = await keeping.newPage({ locale: "en-GB" });
    await signIn(page, "/console/users");
    await page.locator("tbody tr").first().waitFor();
    await page.getByRole("button", { name: "Account and preferences" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/oauth/logout?*");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Username or e-mail address").waitFor();
    const steps = Number(await page.evaluate("history.length"));
    for (let at = 1; at < steps; at++) {
      await page.evaluate("history.back()").catch(() => {});
      await page.waitForURL(/\/sign-in|about:blank/);
    }
    await expect.poll(() => page.getByText("Reserved admin").count()).toBe(0);
  } finally {
    await keeping.close();
  }
});

test("a browser that keeps nothing for pages shows the console all the same", async () => {
  const page = await visit();
  await page.addInitScript(
    `for (const name of ["localStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });`,
  );
  await open(page, "/console/users");
  await page.getByRole("button", { name: "Account and preferences" }).click();
  await page.getByText("Deutsch").click();
  await page.getByRole("heading", { name: "Konten" }).waitFor();
  await page.keyboard.press("Escape");
});

test("a page whose file does not come says so, leaves the frame, and comes once there is a line again", async () => {
  const page = await visit({}, [BROKEN]);
  await open(page, "/console/users");
  await page.locator("tbody tr").first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Organizations", exact: true }).click();
  await page.getByRole("heading", { name: "The server cannot be reached", level: 1 }).waitFor();
  await page.getByRole("navigation", { name: "Main navigation" }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Organizations", level: 1 }).waitFor();
});

test("a file that the server has no more, since it was upgraded, is had with the console of now", async () => {
  const page = await visit({}, [404, BROKEN]);
  await open(page, "/console/users");
  await page.locator("tbody tr").first().waitFor();
  let isUpgraded = false;
  await page.route("**/assets/list-page*.js", (route) => (isUpgraded ? route.continue() : route.fulfill({ status: 404, body: "" })));
  page.on("domcontentloaded", () => {
    isUpgraded = true;
  });
  await page.getByRole("link", { name: "Organizations", exact: true }).click();
  await page.getByRole("heading", { name: "Organizations", level: 1 }).waitFor();
  expect(isUpgraded).toBe(true);
});

test("what a page cannot be without and does not come is said, and asked for again", async () => {
  const page = await visit({}, [500, BROKEN]);
  const fail = (pattern: string) => page.route(pattern, (route) => route.fulfill({ status: 500, json: { detail: "Out of order." } }));
  const goOn = async (heading: string) => {
    await page.getByRole("heading", { name: "The server failed", level: 1 }).waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  };
  await fail("**/users/me");
  await open(page, "/console/settings");
  await goOn("Settings");
  const { json: organization } = await api("POST", "/organizations", { name: `Needs ${++serial}` });
  await fail("**/permissions");
  await page.goto(`${console.server.url}/console/organizations/${organization.id}/roles/new`);
  await goOn(`Needs ${serial}`);
  await page.getByRole("button", { name: "Create role" }).waitFor();
});

test("what another version of the console kept in the tab breaks nothing", async () => {
  const page = await visit();
  await page.addInitScript(`sessionStorage.setItem("roster.console.kept", JSON.stringify({ "account.profile": { name: "Of before" } }))`);
  await open(page, "/console/account");
  await expect.poll(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe("Reserved admin");
});

test("what changed since it was read is deleted once it was read anew", async () => {
  const body = { name: "Was", type: "web", redirect_uris: ["https://app.example/callback"], scopes: ["openid"] };
  const { id } = (await api("POST", "/applications", body)).json;
  const page = await visit({}, [412]);
  await open(page, `/console/applications/${id}`);
  await page.getByRole("heading", { name: "Was", level: 1 }).waitFor();
  await api("PATCH", `/applications/${id}`, { name: "Is" });
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const sure = async (name: string) => {
    await dialog(page).getByRole("textbox").fill(name);
    await dialog(page).getByRole("button", { name: "Delete" }).click();
  };
  await sure("Was");
  await dialog(page).getByText("Delete Is?").waitFor();
  await sure("Is");
  await page.waitForURL(/\/console\/applications$/);
  expect((await api("GET", `/applications/${id}`)).status).toBe(404);
});

test("what cannot be copied is said to be not copied", async () => {
  const { id } = (await api("POST", "/applications", { name: "Copied", type: "single_page", redirect_uris: ["https://app.example/"], scopes: ["openid"] }))
    .json;
  const page = await visit();
  // As at an address that is no https.
  await page.addInitScript("delete Navigator.prototype.clipboard");
  await open(page, `/console/applications/${id}`);
  await page
    .getByRole("button", { name: /^Copy: / })
    .first()
    .click();
  await page.getByRole("button", { name: /^Not copied/ }).waitFor();
});

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** What is done twice, in a hurry, without a line, or beside somebody else. */
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

/** Holds the answers to some requests back, until they are let go. */
async function held(page: Page, pattern: string, method: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(pattern, async (route) => {
    if (route.request().method() === method) await promise;
    await route.continue().catch(() => {});
  });
  return resolve;
}

test("two clicks make one thing, however busy the browser is", async () => {
  const page = await visit();
  await open(page, "/console/organizations");
  await page.getByRole("button", { name: "Create organization" }).click();
  await dialog(page).getByLabel("Name").fill("Once Only");
  // As a browser tells of clicks that waited: one after the other, before anything that waits for a timer.
  await page.evaluate(`Promise.all([1, 2].map(() => scheduler.postTask(
    () => document.querySelector("[aria-modal=true] button[type=submit]").click(), { priority: "user-blocking" })))`);
  await page.getByRole("heading", { name: "Once Only", level: 1 }).waitFor();
  expect(done("POST")).toEqual(["POST /organizations"]);
});

test("what is undone is undone once", async () => {
  const { id, username } = await made("Una");
  const page = await visit();
  await open(page, `/console/users?q=${username}`);
  await page.getByRole("checkbox", { name: "Select Una" }).check();
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await dialog(page).getByRole("button", { name: "Deactivate" }).click();
  await dialog(page).getByText("1 of 1 done").waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.waitFor();
  asked.splice(0);
  await undo.dblclick();
  await page.getByRole("row", { name: /Una/ }).getByText("Active", { exact: true }).waitFor();
  expect(done("PATCH")).toEqual([`PATCH /users/${id}`]);
});

test("what is filled in while the form is being saved stays", async () => {
  const { id } = await made("Sia");
  const page = await visit();
  await open(page, `/console/users/${id}`);
  const goOn = await held(page, `**/users/${id}`, "PATCH");
  await page.getByLabel("Job title").fill("Admiral");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByLabel("Company").fill("Navy");
  goOn();
  await page.getByText("Not saved yet.").waitFor();
  await expect.poll(async () => (await api("GET", `/users/${id}`)).json.job_title).toBe("Admiral");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  expect((await api("GET", `/users/${id}`)).json).toMatchObject({ job_title: "Admiral", company: "Navy" });
});

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

test("whoever is impatient steps to the next page once", async () => {
  for (let at = 0; at < 26; at++) await made("Many");
  const page = await visit();
  await open(page, "/console/users?limit=25");
  await page.locator("tbody tr").first().waitFor();
  const goOn = await held(page, "**/users?*cursor=*", "GET");
  const next = page.getByRole("button", { name: "Next page" });
  await next.click();
  await page.waitForURL(/cursor=/);
  await next.click();
  goOn();
  await expect.poll(() => page.locator("tbody tr").count()).toBeLessThan(25);
  await page.getByRole("button", { name: "Previous page" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("?limit=25");
});

test("many that are stopped: what was under way is waited for, told of and undone, what was not begun stays selected", async () => {
  const people: { readonly id: string }[] = [];
  for (let at = 0; at < 6; at++) people.push(await made("Stop"));
  const page = await visit();
  await open(page, "/console/users?q=stop-");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  const goOn = await held(page, "**/users/*", "PATCH");
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await dialog(page).getByRole("button", { name: "Deactivate" }).click();
  const stop = dialog(page).getByRole("button", { name: "Stop" });
  await expect.poll(() => done("PATCH").length).toBe(4);
  // A click beside the window stops nothing.
  await page.mouse.click(5, 5);
  await stop.click();
  goOn();
  await dialog(page).getByText("4 of 6 done").waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  await page.getByText("4 accounts deactivated.").waitFor();
  await page.getByText("2 selected").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  const active = async () => (await Promise.all(people.map(({ id }) => api("GET", `/users/${id}`)))).filter(({ json }) => json.is_active).length;
  await expect.poll(active).toBe(6);
});

test("what is shown once is not closed by a click beside it", async () => {
  const page = await visit();
  await open(page, "/console/users");
  await page.getByRole("button", { name: "Create a user" }).click();
  await dialog(page).getByLabel("Username").fill("shown-once");
  await dialog(page).getByLabel("Set one now").check();
  await dialog(page).getByRole("button", { name: "Suggest" }).click();
  await dialog(page).getByRole("button", { name: "Create" }).click();
  await dialog(page).getByText("This is shown once").waitFor();
  await page.mouse.click(5, 5);
  await dialog(page).getByRole("button", { name: "Stored" }).click();
  await dialog(page).waitFor({ state: "hidden" });
});

test("a sign-in server that has too much to do signs nobody out", async () => {
  const { id } = await made("Busy");
  const page = await visit({}, [401, 503]);
  await open(page, `/console/users/${id}`);
  await page.route("**/oauth/authorize?*", (route) => route.fulfill({ status: 503, body: "" }));
  await page.route(`**/users/${id}`, (route) => route.fulfill({ status: 401, json: {} }));
  await page.getByLabel("Job title").fill("Admiral");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The server cannot be reached").waitFor();
  expect(await page.getByLabel("Job title").inputValue()).toBe("Admiral");
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
    expect(await page.getByText("Reserved admin").count()).toBe(0);
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

test("a day that is typed is asked for once it is whole", async () => {
  const page = await visit();
  await open(page, "/console/users");
  await page.locator("tbody tr").first().waitFor();
  await page.getByRole("button", { name: "More filters" }).click();
  asked.splice(0);
  const steps = Number(await page.evaluate("history.length"));
  await page.getByLabel("Created from").focus();
  await page.keyboard.type("02022000", { delay: 20 });
  await page.waitForURL(/created_after=2000-02-02/);
  await expect.poll(() => done("GET").length).toBe(1);
  expect(await page.evaluate("history.length")).toBe(steps + 1);
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
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Reserved admin");
});

test("what changed since it was read is deleted once it was read anew", async () => {
  const body = { name: "Was", type: "web", redirect_uris: ["https://app.example/callback"], scopes: ["openid"] };
  const { id } = (await api("POST", "/applications", body)).json;
  const page = await visit({}, [412]);
  await open(page, `/console/applications/${id}`);
  await api("PATCH", `/applications/${id}`, { name: "Is" });
  await page.getByRole("button", { name: "Delete" }).click();
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

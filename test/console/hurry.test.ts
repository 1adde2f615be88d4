import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openConsole } from "../support/console.ts";

/** What is done in a hurry: twice, meanwhile, before it is whole, or stopped half way. */
const console = openConsole();
const { visit, open, asked } = console;

const api = (method: string, path: string, body?: object) => console.server.call(method, path, { token: console.server.admin, ...(body && { body }) });
const dialog = (page: Page) => page.locator("[role=dialog][aria-modal=true]");
const done = (method: string) => asked.filter((line) => line.startsWith(`${method} `));

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

test("what a row's menu offers is done once, however often it is clicked", async () => {
  const { json: organization } = await api("POST", "/organizations", { name: `Menus ${++serial}` });
  await api("POST", `/organizations/${organization.id}/invitations`, { email: "menu@example.com" });
  const page = await visit();
  await open(page, `/console/organizations/${organization.id}/invitations`);
  await page.getByRole("button", { name: "Actions: menu@example.com" }).click();
  asked.splice(0);
  await page.getByRole("menuitem", { name: "Send again" }).dblclick();
  await dialog(page).getByText("This is shown once").waitFor();
  expect(done("POST")).toHaveLength(1);
});

test("two clicks make one thing, however busy the browser is", async () => {
  const page = await visit();
  await open(page, "/console/organizations");
  await page.getByRole("button", { name: "Create organization" }).first().click();
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

test("a click beside a window closes it neither while something is typed in it nor while something is shown once", async () => {
  const page = await visit();
  await open(page, "/console/users");
  await page.getByRole("button", { name: "Create a user" }).click();
  await dialog(page).getByLabel("Username").fill("shown-once");
  await page.mouse.click(5, 5);
  await dialog(page).getByLabel("Set one now").check();
  await dialog(page).getByRole("button", { name: "Suggest" }).click();
  await dialog(page).getByRole("button", { name: "Create" }).click();
  await dialog(page).getByText("This is shown once").waitFor();
  await page.mouse.click(5, 5);
  await dialog(page).getByRole("button", { name: "Stored" }).click();
  await dialog(page).waitFor({ state: "hidden" });
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

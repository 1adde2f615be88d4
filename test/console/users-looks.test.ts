import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** The users' pages as everybody sees and hears them: light and dark, in both languages, and on a phone. */
const console = openConsole();
const { visit, open } = console;

const api = (method: string, path: string, body?: object) => console.server.call(method, path, { token: console.server.admin, ...(body && { body }) });
const rows = (page: Page) => page.locator("tbody tr");
const dialog = (page: Page) => page.locator("[role=dialog][aria-modal=true]");

let person: Awaited<ReturnType<typeof makeUser>>;
let organization: string;

beforeAll(async () => {
  for (const name of ["Here", "Gone"]) {
    const { id } = (await api("POST", "/users", { username: name, name, company: "Seen" })).json;
    if (name === "Gone") await api("DELETE", `/users/${id}`);
  }
  person = await makeUser(console.server, { name: "Kay", email: "kay@example.com" });
  await console.server.call("POST", "/users/me/api_keys", { token: person.token, body: { name: "ci" } });
  organization = (await console.server.call("POST", "/organizations", { token: person.token, body: { name: "Firm" } })).json.id;
});

describe.each(LOOKS)("in $colorScheme, $locale", (look) => {
  test("axe finds nothing: filters, chips, a selection, its menu, what deleting does, a new account, the deleted ones", async () => {
    const page = await visit(look);
    await open(page, "/console/users?locked=false&created_after=2020-01-01");
    await rows(page).first().waitFor();
    await page.locator("[aria-controls=more-filters]").click();
    await page.locator("input[type=date]").first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await rows(page).last().getByRole("checkbox").check();
    await page.locator(".page [role=group] [aria-haspopup=dialog]").click();
    const menu = page.locator("[role=dialog]:not([aria-modal])");
    // Half faded in, nothing has the contrast that it is going to have.
    await expect.poll(() => page.evaluate<string>("getComputedStyle(document.querySelector('[role=dialog]:not([aria-modal])')).opacity")).toBe("1");
    expect.soft(await violations(page)).toEqual([]);
    await menu.getByRole("button").last().click();
    await dialog(page).locator("form").waitFor();
    await menu.waitFor({ state: "hidden" });
    expect.soft(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    await page.locator("header ~ main .page .mantine-Button-root:not(a)").first().click();
    await dialog(page).getByRole("radio").nth(1).check();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users/deleted`);
    await rows(page).first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
  }, 60_000);

  test("axe finds nothing: each page of one user, its dialogs, a permission's reasons, a whole entry", async () => {
    const page = await visit(look);
    await open(page, `/console/users/${person.id}`);
    await page.locator("textarea[name=metadata]").waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users/${person.id}/security`);
    await page.locator(".session").first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.locator(".section-head button").nth(1).click();
    await dialog(page).getByRole("radio").nth(1).check();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users/${person.id}/access?organization=${organization}&permission=team:read`);
    await page.locator(".held td[colspan]").waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users/${person.id}/keys`);
    await rows(page).first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users/${person.id}/activity`);
    await page.locator(".more").first().click();
    await page.locator("pre").first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
  }, 60_000);
});

test("on a phone no page is wider than the screen", async () => {
  const page = await visit({ viewport: { width: 360, height: 740 } });
  await open(page, "/console/users");
  for (const path of ["", "/deleted", ...["", "/security", `/access?organization=${organization}`, "/keys", "/activity"].map((tab) => `/${person.id}${tab}`)]) {
    await page.goto(`${console.server.url}/console/users${path}`);
    await page.locator("main h1").waitFor();
    await page.waitForLoadState("networkidle");
    expect.soft([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 360]);
  }
}, 60_000);

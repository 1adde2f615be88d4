import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { type Company, makeCompany } from "./company.ts";

/** What is done without a pointer: where the focus is after each step, and what whoever listens is told. */
const console = openConsole();
const { visit, open } = console;
let company: Company;

beforeAll(async () => {
  company = await makeCompany(console.server);
  for (const name of ["first", "second", "third"]) await company.as(company.owner, "POST", `${company.path}/invitations`, { email: `${name}@example.com` });
  for (let at = 0; at < 25; at++) await console.server.call("POST", "/users", { token: console.server.admin, body: { username: `someone-${at}` } });
});

/** What has the focus, by its words or by what it is called. */
const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement.matches('main') ? 'the page' : document.activeElement.getAttribute('aria-label') || document.activeElement.textContent",
  );
/** How far from the top of the window that is. */
const top = (page: Page) => page.evaluate<number>("document.activeElement.getBoundingClientRect().top");

const told = (page: Page) => page.locator(".heard[aria-live=polite]").allTextContents();

async function enter(page: Page, name: string, role: "link" | "button" = "link"): Promise<void> {
  await page.getByRole(role, { name, exact: true }).first().focus();
  await page.keyboard.press("Enter");
}

describe("going somewhere", () => {
  test("begins at the page, says its name, and stays on a tab", async () => {
    const page = await visit();
    await open(page, "/console/users", company.owner);
    await enter(page, "Organizations");
    await page.getByRole("heading", { name: "Organizations", level: 1 }).waitFor();
    await expect.poll(() => focused(page)).toBe("the page");
    await enter(page, company.name);
    await page.getByRole("heading", { name: company.name, level: 1 }).waitFor();
    await expect.poll(() => focused(page)).toBe("the page");
    await enter(page, "Members");
    await expect.poll(() => page.title()).toBe(`Members · ${company.name} · Console`);
    await expect.poll(() => told(page)).toContain(`Members · ${company.name}`);
    expect(await focused(page)).toBe("Members");
    await enter(page, "Teams");
    await enter(page, company.team.name);
    await expect.poll(() => page.title()).toBe(`${company.team.name} · ${company.name} · Console`);
    await page.goBack();
    await expect.poll(() => page.title()).toBe(`Teams · ${company.name} · Console`);
  });

  test("another page of a list is read from its beginning, and it is said how much there is", async () => {
    const page = await visit();
    await open(page, "/console/users?limit=25");
    await expect.poll(() => told(page)).toContain("25 rows, and there are more");
    await enter(page, "Next page", "button");
    await expect.poll(() => told(page)).not.toContain("25 rows, and there are more");
    await expect.poll(() => focused(page)).toBe("Users");
    await page.getByRole("searchbox").fill("someone-24");
    await expect.poll(() => told(page)).toContain("1 row");
    await page.getByRole("searchbox").fill("nobody of that name");
    await expect.poll(() => told(page)).toContain("Nothing found");
  });

  test("nothing that has the focus is behind the head of the page", async () => {
    const page = await visit({ viewport: { width: 1280, height: 500 } });
    await open(page, "/console/users");
    await page.locator("tbody tr").nth(20).waitFor();
    await page.getByRole("button", { name: "Export" }).focus();
    const head = (await page.locator("header").boundingBox())?.height ?? 0;
    const frame = page.getByRole("group", { name: "Users" });
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press("Tab");
      // The table itself is higher than the window.
      if (!(await frame.evaluate((element) => element === element.ownerDocument.activeElement))) expect(await top(page)).toBeGreaterThanOrEqual(head);
    }
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press("k");
      expect(await top(page)).toBeGreaterThanOrEqual(head);
    }
  });
});

describe("windows and menus", () => {
  test("give the focus back, and what is deleted gives it to the row that came in its place", async () => {
    const page = await visit({ reducedMotion: "reduce" });
    await open(page, `${company.at}/invitations`, company.owner);
    const menus = page.getByRole("button", { name: /^Actions: / });
    await menus.nth(2).waitFor();
    const names = await menus.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));
    const ask = async () => {
      await page.keyboard.press("Enter");
      await page.getByRole("menuitem", { name: "Withdraw" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
    };
    await menus.nth(1).focus();
    await ask();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe(names[1]);
    await ask();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).focus();
    await page.keyboard.press("Enter");
    await menus.nth(2).waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe(names[2]);
  });

  test("a field that was refused is gone to, and what opened the form is returned to", async () => {
    const page = await visit({ reducedMotion: "reduce" }, [422]);
    await open(page, "/console/users");
    await enter(page, "Create a user", "button");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail address").fill("no address");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate("document.activeElement.getAttribute('aria-invalid')")).toBe("true");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("Create a user");
  });

  test("the menu of one's account, and the navigation of a phone, are left by Escape", async () => {
    const page = await visit({ reducedMotion: "reduce", viewport: { width: 390, height: 800 } });
    await open(page, "/console/users");
    await page.getByRole("button", { name: "Account and preferences" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Your account" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toContain("Account and preferences");
    await page.getByRole("button", { name: "Menu" }).focus();
    await page.keyboard.press("Enter");
    const nav = page.getByRole("navigation", { name: "Main navigation" });
    await nav.getByRole("link", { name: "Users" }).focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => nav.isVisible()).toBe(false);
    expect(await focused(page)).toBe("Menu");
    // Nor does it cover what comes behind it.
    await page.keyboard.press("Enter");
    await nav.getByRole("link").last().focus();
    await page.keyboard.press("Tab");
    await expect.poll(() => nav.isVisible()).toBe(false);
  });
});

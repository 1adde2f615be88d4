import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";

/** Going anywhere by typing, and by single keys. */
const console = openConsole();
const { visit, open, asked } = console;
const BOB = { username: "bob", password: "a long enough password" };

beforeAll(async () => {
  const { server } = console;
  const made = await server.call("POST", "/users", { token: server.admin, body: { ...BOB, name: "Bob Needle" } });
  await server.call("PATCH", `/users/${made.json.id}`, { token: server.admin, body: { password_expired: false } });
  await server.call("POST", "/organizations", { token: server.admin, body: { name: "Pin and Needle works" } });
});

describe("the command palette", () => {
  test("is loaded with its first use, asks once for each kind when typing rests, and goes there by Enter", async () => {
    const page = await visit();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await open(page, "/console/users");
    await page.locator("tbody tr").first().waitFor();
    expect(loaded.filter((url) => url.includes("palette-"))).toEqual([]);
    asked.splice(0);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Search users, organizations, pages and actions" });
    await field.waitFor();
    expect(asked).toEqual([]);
    await field.fill("needle");
    await page.getByText("Bob Needle").last().waitFor();
    await page.getByText("Pin and Needle works").waitFor();
    expect(asked.toSorted()).toEqual(["GET /organizations?q=needle&limit=5", "GET /users?q=needle&limit=5"]);
    // Whoever listens hears which one is marked.
    const marked = page.getByRole("dialog").getByRole("option", { selected: true });
    await expect.poll(() => marked.textContent()).toContain("Bob Needle");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => marked.textContent()).toContain("Pin and Needle works");
    await expect.poll(() => field.getAttribute("aria-activedescendant")).toBe(await marked.getAttribute("id"));
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => marked.textContent()).toContain("Bob Needle");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bob Needle", level: 1 }).waitFor();
  });

  test("offers pages and actions by their names", async () => {
    const page = await visit();
    await open(page, "/console/users");
    await page.getByRole("button", { name: "Search or go to" }).click();
    await page.getByRole("combobox", { name: "Search users" }).fill("dark");
    await page.getByText("Use dark colours").click();
    await expect.poll(() => page.evaluate("document.documentElement.dataset.mantineColorScheme")).toBe("dark");
    await page.getByRole("button", { name: "Search or go to" }).click();
    await page.getByRole("combobox", { name: "Search users" }).fill("signing");
    await page.getByRole("dialog").getByText("Signing keys").click();
    await page.getByRole("heading", { name: "Signing keys", level: 1 }).waitFor();
  });

  test("offers whoever is no superuser nothing of the installation", async () => {
    const page = await visit();
    await open(page, "/console/users", BOB);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search users" }).waitFor();
    await page.getByRole("dialog").getByText("Your account").waitFor();
    await expect.poll(() => page.getByRole("dialog").getByText("Signing keys").count()).toBe(0);
  });

  test.each(LOOKS)("axe finds nothing: $colorScheme, $locale", async (look) => {
    const page = await visit(look);
    await open(page, "/console/users");
    await page.keyboard.press("Control+k");
    await page.locator("input.mantine-Spotlight-search").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe("single keys", () => {
  test("go to the rooms that one may see, search, and show what there is; never where one types, and not at all once switched off", async () => {
    const page = await visit({ reducedMotion: "reduce" });
    await open(page, "/console/users", BOB);
    await page.locator("tbody tr").first().waitFor();
    await page.keyboard.press("/");
    const field = page.getByRole("searchbox", { name: "Search" });
    await field.pressSequentially("?go");
    await expect.poll(() => field.inputValue()).toBe("?go");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/console/users");
    await field.fill("");
    await field.blur();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard" });
    await help.getByText("Your account").waitFor();
    // What only superusers see is neither told nor gone to.
    await expect.poll(() => help.getByText("Audit log").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.getByRole("heading", { name: "Organizations", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Account and preferences" }).click();
    await page.getByRole("button", { name: "Keyboard" }).click();
    await help.getByRole("switch", { name: "Single keys" }).click();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    for (const key of ["g", "u", "?"]) await page.keyboard.press(key);
    await page.reload();
    await page.getByRole("heading", { name: "Organizations", level: 1 }).waitFor();
    for (const key of ["g", "u", "?"]) await page.keyboard.press(key);
    // The palette comes all the same, and is loaded as late as these would be.
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search users" }).waitFor();
    await expect.poll(() => help.count()).toBe(0);
    await expect.poll(() => new URL(page.url()).pathname).toBe("/console/organizations");
  });
});

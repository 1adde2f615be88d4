import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { type Company, makeCompany } from "./company.ts";

/** The pages of an organization, looked at with axe. */
const console = openConsole();
const { visit, open } = console;
let company: Company;

beforeAll(async () => {
  company = await makeCompany(console.server, "Analytical Engines");
  await company.as(company.owner, "POST", `${company.path}/invitations`, { email: "guest@example.com" });
});

describe.each(LOOKS)("in $colorScheme and $locale", (look) => {
  test("axe finds nothing on any page, nor in a window", async () => {
    const page = await visit(look);
    await open(page, "/console/organizations", company.owner);
    await page.locator("tbody tr").first().waitFor();
    expect.soft(await violations(page), "the list").toEqual([]);
    await page.getByRole("link", { name: company.name }).click();
    // By tabs: what loads is the page alone.
    for (const path of ["", "/members", "/teams", "/settings", "/invitations", "/roles"]) {
      await page.locator(`nav a[href="${company.at}${path}"]`).click();
      await page.waitForLoadState("networkidle");
      await page.locator("main :is(tbody tr, dl, form)").first().waitFor();
      expect.soft(await violations(page), path).toEqual([]);
      if (path !== "/members") continue;
      await page.getByRole("button", { name: /: Mia Member$/ }).click();
      await page.getByRole("menuitem").first().click();
      await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
      await expect.poll(() => page.getByRole("menu").count()).toBe(0);
      expect.soft(await violations(page), "the roles of a member").toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await page.locator(`nav a[href="${company.at}/teams"]`).click();
    await page.getByRole("link", { name: company.team.name }).click();
    await page.waitForLoadState("networkidle");
    expect.soft(await violations(page), "a team").toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    const excess = () => page.evaluate("document.documentElement.scrollWidth - innerWidth");
    await expect.poll(excess, { message: "wider than a phone" }).toBeLessThanOrEqual(0);
  }, 60_000);
});

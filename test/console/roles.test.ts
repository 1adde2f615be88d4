import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";
import { type Company, makeCompany } from "./company.ts";

/** Roles in the console: what they allow, and who holds them. */
const console = openConsole(/^\/(?:organizations|roles|permissions)\b/);
const { visit, open, asked } = console;
let company: Company;
let custom: string;

beforeAll(async () => {
  company = await makeCompany(console.server, "Role Makers");
  const body = { name: "Reader", organization_id: company.id, level: "organization", permissions: ["team:read", "member:read"] };
  custom = (await company.as(company.owner, "POST", "/roles", body)).json.id;
});

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, text: string) => page.locator("tbody tr").filter({ hasText: text });
const box = (page: Page, permission: string) => page.getByRole("checkbox", { name: new RegExp(`^${permission}: `) });
const permissionsOf = async (id: string): Promise<string[]> => (await company.as(company.owner, "GET", `/roles/${id}`)).json.permissions;
const seen = (page: Page, path: string) => page.goto(`${console.server.url}${company.at}${path}`);

test("they are listed by level and kind, in the address", async () => {
  const page = await visit();
  await open(page, `${company.at}/roles`, company.owner);
  await page.getByRole("link", { name: "Workspace Developer" }).waitFor();
  await page.getByLabel("Kind").selectOption("Custom");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  await page.getByLabel("Level").selectOption("Project");
  await page.getByText("No role fits").waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe("?system_managed=false&level=project");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await page.getByRole("link", { name: "Workspace Developer" }).waitFor();
});

test("one is made in the table of permissions, by keyboard too", async () => {
  const page = await visit();
  await open(page, `${company.at}/roles/new`, company.owner);
  await page.getByLabel("Name").fill("Release manager");
  await box(page, "team:read").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "Everything: Billing" }).check();
  await page.getByText("5 permissions chosen").waitFor();
  await page.getByRole("button", { name: "Create role" }).click();
  await page.getByRole("heading", { name: "Release manager", level: 2 }).waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(await permissionsOf(id)).toEqual(["billing:read", "billing:update", "invitation:create", "team:create", "team:read"]);
});

test("a copy begins with what the other allows, at its level", async () => {
  const page = await visit();
  await open(page, `${company.at}/roles/${company.role("Project Viewer")}`, company.owner);
  await page.getByRole("heading", { name: "Permissions" }).waitFor();
  await expect.poll(() => page.getByRole("checkbox").count()).toBe(0);
  await page.getByRole("link", { name: "Copy" }).click();
  await box(page, "pipeline:read").waitFor();
  await expect.poll(() => page.getByLabel("Name").inputValue()).toBe("Project Viewer (copy)");
  await expect.poll(() => box(page, "pipeline:read").isChecked()).toBe(true);
  await expect.poll(() => box(page, "team:read").count()).toBe(0);
  await page.getByRole("button", { name: "Create role" }).click();
  await page.getByRole("heading", { name: "Project Viewer (copy)", level: 2 }).waitFor();
});

test("a change that came between is a choice, and nothing of either is lost", async () => {
  const page = await visit({}, [412]);
  await open(page, `${company.at}/roles/${custom}`, company.owner);
  await box(page, "role:read").check();
  await company.as(company.owner, "PATCH", `/roles/${custom}`, { permissions: ["team:read"], description: "Reads" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody else changed this meanwhile").waitFor();
  expect(await permissionsOf(custom)).toEqual(["team:read"]);
  await expect.poll(() => page.getByLabel("Description").inputValue()).toBe("Reads");
  await expect.poll(() => box(page, "role:read").isChecked()).toBe(true);
  await page.getByLabel("Theirs: team:read").check();
  await expect.poll(() => box(page, "role:read").isChecked()).toBe(false);
  await page.getByLabel(/^Yours: /).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  expect(await permissionsOf(custom)).toEqual(["member:read", "role:read", "team:read"]);
});

test("who holds one is one request; it is given, taken, and that undone", async () => {
  const page = await visit();
  await open(page, `${company.at}/roles/${custom}`, company.owner);
  await page.getByText("Nobody holds this role").waitFor();
  await page.waitForLoadState("networkidle");
  expect(asked.filter((line) => line.includes("/assignments"))).toEqual([`GET /roles/${custom}/assignments?limit=100`]);
  await page.getByRole("button", { name: "Give role" }).click();
  await dialog(page).getByRole("combobox", { name: "Holder" }).fill("Mia");
  await page.getByRole("option", { name: /Mia Member/ }).click();
  await dialog(page).getByRole("button", { name: "Give role" }).click();
  await row(page, "Mia Member").waitFor();
  await page.getByRole("button", { name: "Take away: Mia Member" }).click();
  await page.getByText("Nobody holds this role").waitFor();
  await page.getByRole("status").filter({ hasText: "Mia Member does not hold Reader any more." }).getByRole("button", { name: "Undo" }).click();
  await row(page, "Mia Member").waitFor();
  const held = await visit({}, [409]);
  await open(held, `${company.at}/roles/${custom}`, company.owner);
  await held.getByRole("button", { name: "Delete" }).click();
  await dialog(held).getByRole("button", { name: "Delete" }).click();
  await dialog(held).getByText("Somebody holds this role.", { exact: false }).waitFor();
});

test("a role of a project is given to a team in one project, which is said beside it", async () => {
  const workspace = await makeWorkspace(console.server, company.owner, company.id, `forge-${company.id.slice(-6)}`);
  await makeProject(console.server, company.owner, workspace.id, "Engine");
  const page = await visit();
  await open(page, `${company.at}/roles/${company.role("Project Developer")}`, company.owner);
  await page.getByRole("button", { name: "Give role" }).click();
  await dialog(page).getByText("Team", { exact: true }).click();
  await dialog(page).getByRole("combobox", { name: "Team" }).click();
  await page.getByRole("option", { name: "Crunchers" }).click();
  await dialog(page).getByRole("combobox", { name: "Workspace" }).click();
  await page.getByRole("option", { name: /forge/ }).click();
  await dialog(page).getByRole("combobox", { name: "Project" }).click();
  await page.getByRole("option", { name: "Engine" }).click();
  await dialog(page).getByRole("button", { name: "Give role" }).click();
  const line = row(page, "Crunchers");
  await line.waitFor();
  await expect.poll(() => line.textContent()).toMatch(/forge-\w+ \/ Engine/);
  await line.getByRole("link").click();
  await page.getByRole("link", { name: "Project Developer" }).waitFor();
});

test("nobody is offered what they do not hold themselves, and a plain member only reads", async () => {
  const manager = await company.join("Manny Manager", "Organization Manager");
  const page = await visit();
  await open(page, `${company.at}/roles/new`, manager);
  await box(page, "team:read").waitFor();
  expect([await box(page, "team:read").isDisabled(), await box(page, "billing:read").isDisabled()]).toEqual([false, true]);
  await seen(page, `/roles/${company.role("Organization Admin")}`);
  await row(page, "Olive Owner").waitFor();
  await expect.poll(() => page.getByRole("button", { name: /^(Give role|Take away|Delete)/ }).count()).toBe(0);

  const other = await visit();
  await open(other, `${company.at}/roles/${custom}`, company.member);
  await other.getByRole("heading", { name: "Permissions" }).waitFor();
  await expect.poll(() => other.getByRole("checkbox").count()).toBe(0);
  await expect.poll(() => other.getByRole("button", { name: /^(Give role|Take away|Delete|Save)/ }).count()).toBe(0);
});

describe.each(LOOKS)("in $colorScheme and $locale", (look) => {
  test("axe finds nothing on a predefined role, a custom one, and a new one", async () => {
    const page = await visit(look);
    await open(page, `${company.at}/roles`, company.owner);
    for (const path of [`/roles/${company.role("Organization Admin")}`, `/roles/${custom}`, "/roles/new"]) {
      await seen(page, path);
      await page.locator(".matrix tbody tr").first().waitFor();
      await page.waitForLoadState("networkidle");
      expect.soft(await violations(page), path).toEqual([]);
    }
    await page.getByRole("checkbox", { name: look.locale === "de-DE" ? "team:read: Sehen, welche Teams" : "team:read: See the teams" }).waitFor();
    await seen(page, "/roles");
    await page.getByText(look.locale === "de-DE" ? "Sieht und ändert die Abrechnung." : "Sees and changes the billing.").waitFor();
    await expect.poll(() => page.locator("[lang=en]:not(html)").count()).toBe(0);
  }, 60_000);
});

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";
import { type Company, makeCompany } from "./company.ts";

/** Organizations and their settings in the console. */
const console = openConsole();
const { visit, open } = console;
let company: Company;

beforeAll(async () => {
  company = await makeCompany(console.server, "Analytical Engines");
});

const rows = (page: Page) => page.locator("tbody tr");
const row = (page: Page, text: string) => rows(page).filter({ hasText: text });
const dialog = (page: Page) => page.getByRole("dialog");

describe("the list", () => {
  test("an organization is made, and its overview says what to do first", async () => {
    const person = await makeUser(console.server, { name: "Newcomer" });
    const page = await visit();
    await open(page, "/console/organizations", person);
    await page.getByText("You are in no organization").waitFor();
    await page.getByRole("button", { name: "Create organization" }).first().click();
    await dialog(page).getByLabel("Name").fill("Babbage & Sons");
    await dialog(page).getByRole("button", { name: "Create organization" }).click();
    await page.getByRole("heading", { name: "Babbage & Sons", level: 1 }).waitFor();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await page.getByRole("link", { name: "Invite", exact: true }).click();
    await dialog(page).getByLabel("E-mail addresses").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?invite=true");
  });

  test("is searched by parts of names; what was deleted is for superusers, who restore it", async () => {
    const gone = await makeCompany(console.server, "Vanished");
    const page = await visit({}, [403]);
    await open(page, "/console/organizations?is_deleted=true", company.owner);
    await page.getByText("You may not do this").waitFor();
    await expect.poll(() => page.getByLabel("Show").count()).toBe(0);

    const admin = await visit();
    await open(admin, "/console/organizations");
    await admin.getByRole("searchbox", { name: "Search" }).fill("vani");
    await admin.getByRole("link", { name: gone.name }).waitFor();
    await expect.poll(() => rows(admin).count()).toBe(1);
    await company.as(gone.owner, "DELETE", gone.path);
    await admin.getByLabel("Show").selectOption("Deleted");
    await row(admin, gone.name).waitFor();
    await expect.poll(() => new URL(admin.url()).search).toBe("?q=vani&is_deleted=true");
    // On a phone it is a picture, and covers no name.
    await admin.setViewportSize({ width: 390, height: 800 });
    const restore = admin.getByRole("button", { name: `Restore: ${gone.name}` });
    expect((await restore.boundingBox())?.width).toBeLessThan(48);
    await restore.click();
    await admin.getByText(`${gone.name} was restored.`).waitFor();
    await admin.getByText("No deleted organization fits").waitFor();
    expect((await company.as(gone.owner, "GET", gone.path)).status).toBe(200);
  });
});

describe("settings", () => {
  test("a name that another has is said while it is typed", async () => {
    await makeCompany(console.server, "Taken");
    const [other] = (await company.as({ token: console.server.admin }, "GET", "/organizations?q=taken")).json;
    const page = await visit();
    await open(page, `${company.at}/settings`, company.owner);
    await page.getByLabel("Name").fill(other.name.toUpperCase());
    await page.getByText("Another organization has this name").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  });

  test("a change that came between loses nothing: theirs are added, and where both changed the same one chooses", async () => {
    const own = await makeCompany(console.server, "Contested");
    const page = await visit({}, [412]);
    await open(page, `${own.at}/settings`, own.owner);
    await page.getByLabel("Description").fill("Mine");
    await own.as(own.owner, "PATCH", own.path, { description: "Theirs", logo_url: "https://example.com/logo.svg" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    await expect.poll(() => page.getByLabel("Description", { exact: true }).inputValue()).toBe("Mine");
    await expect.poll(() => page.getByLabel("Address of the logo").inputValue()).toBe("https://example.com/logo.svg");
    expect((await own.as(own.owner, "GET", own.path)).json.description).toBe("Theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect((await own.as(own.owner, "GET", own.path)).json).toMatchObject({ description: "Mine", logo_url: "https://example.com/logo.svg" });
  });

  test("whom a second factor would shut out is told, and the refusal is shown; domains are for superusers", async () => {
    const page = await visit({}, [403, 422]);
    await open(page, `${company.at}/settings`, company.owner);
    await expect.poll(() => page.getByRole("combobox", { name: "Trusted domains" }).count()).toBe(0);
    await page.getByText("Only superusers change them", { exact: false }).waitFor();
    await page.getByLabel("Require a second factor").check();
    await page.getByText("You have no second factor yourself").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "Request" }).waitFor();
    expect((await company.as(company.owner, "GET", company.path)).json.require_mfa).toBe(false);

    const admin = await visit({}, [422]);
    await open(admin, `${company.at}/settings`);
    const domains = admin.getByRole("combobox", { name: "Trusted domains" });
    await domains.fill("nodot");
    await domains.press("Enter");
    await admin.getByRole("button", { name: "Save" }).click();
    await admin.getByText(/^nodot: /).waitFor();
    await domains.press("Backspace");
    await domains.fill("example.com");
    await domains.press("Enter");
    await admin.getByRole("button", { name: "Save" }).click();
    await admin.getByText("Saved.").waitFor();
    expect((await company.as(company.owner, "GET", company.path)).json.trusted_domains).toEqual(["example.com"]);
  });

  test("it is handed over to another administrator", async () => {
    const own = await makeCompany(console.server, "Handed");
    const heir = await own.join("Hedy Heir", "Organization Admin");
    const page = await visit();
    await open(page, `${own.at}/settings`, own.owner);
    await page.getByRole("button", { name: "Hand over" }).click();
    await dialog(page).getByRole("combobox", { name: "New owner" }).click();
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await page.getByRole("option", { name: /Hedy Heir/ }).click();
    await dialog(page).getByRole("button", { name: "Hand over" }).click();
    await page.getByText("Only the owner and superusers hand it over.", { exact: false }).waitFor();
    expect((await own.as(own.owner, "GET", own.path)).json.owner.id).toBe(heir.id);
  });

  test("it is deleted once what goes was shown and its name typed; a superuser takes that back", async () => {
    const own = await makeCompany(console.server, "Doomed");
    const page = await visit();
    await open(page, `${own.at}/settings`);
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const goes = dialog(page).getByRole("list", { name: "What goes" });
    await goes.waitFor();
    await expect.poll(() => goes.getByRole("listitem").allTextContents()).toEqual(["2 memberships", "1 service account with its keys", "1 team"]);
    const sure = dialog(page).getByRole("button", { name: "Delete" });
    await expect.poll(() => sure.isDisabled()).toBe(true);
    await dialog(page).getByLabel(`To be sure, type: ${own.name}`).fill(own.name);
    await sure.click();
    await page.getByText(`${own.name} was deleted.`).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/console/organizations");
    expect((await own.as(own.owner, "GET", own.path)).status).toBe(404);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await own.as(own.owner, "GET", own.path)).status).toBe(200);
  });
});

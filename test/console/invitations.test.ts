import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAddresses } from "../../console/src/invitations/addresses.ts";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";
import { type Company, makeCompany } from "./company.ts";

/** Invitations in the console: by whoever administers an organization, and no more than that. */
const console = openConsole(/^\/organizations\b/);
const { visit, open, signIn, asked } = console;
let company: Company;

beforeAll(async () => {
  company = await makeCompany(console.server, "Inviters");
});

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, text: string) => page.locator("tbody tr").filter({ hasText: text });
const menu = async (page: Page, name: string, item: string) => {
  await page.getByRole("button", { name: `Actions: ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

describe("pasted addresses", () => {
  test.each([
    ["lists and lines", "a@x.org, b@x.org;c@x.org\nd@x.org\r\n\n", ["a@x.org", "b@x.org", "c@x.org", "d@x.org"]],
    ["names before them", 'Ada <a@x.org>, "Byron, Ada" <b@x.org>\nC D <c@x.org>', ["a@x.org", "b@x.org", "c@x.org"]],
    ["words", "a@x.org b@x.org\tc@x.org", ["a@x.org", "b@x.org", "c@x.org"]],
    ["nothing", " \n , ;; ", []],
  ])("are read out of %s", (_what, text, valid) => {
    expect(parseAddresses(text)).toEqual({ valid, malformed: [], doubled: [] });
  });

  test("what is malformed stands as it was written, and what is doubled is taken once", () => {
    const text = "Ada, a@x.org, A@X.org, a@x, @x.org, Bob <b@x..org>, <>, x@y@z.org, Ada b@x.org";
    expect(parseAddresses(text)).toEqual({
      valid: ["a@x.org"],
      malformed: ["Ada", "a@x", "@x.org", "Bob <b@x..org>", "<>", "x@y@z.org", "Ada b@x.org"],
      doubled: ["a@x.org"],
    });
  });

  test("however long, they are read at once", () => {
    const began = performance.now();
    const text = `${"<".repeat(50_000)}${'"a,'.repeat(20_000)}${" @".repeat(50_000)}`;
    expect(parseAddresses(text).valid).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

test("one is invited with a role and a team, and accepts in another browser by the link that was copied", async () => {
  const guest = await makeUser(console.server, { name: "Gus Guest", email: "gus@example.com" });
  const page = await visit();
  await open(page, `${company.at}/invitations?invite=true`, company.owner);
  await dialog(page).getByLabel("E-mail addresses").fill("Gus <gus@example.com>");
  await dialog(page).getByText("1 address", { exact: true }).waitFor();
  await dialog(page).getByRole("combobox", { name: "Roles" }).click();
  await page.getByRole("option", { name: "Organization Viewer" }).click();
  await page.getByRole("option", { name: "Billing Admin" }).click();
  // The list of roles lies over the next field until one is done with it.
  await page.keyboard.press("Tab");
  await dialog(page).getByRole("combobox", { name: "Teams" }).click();
  await page.getByRole("option", { name: "Crunchers" }).click();
  await page.keyboard.press("Tab");
  await dialog(page).getByRole("button", { name: "Send invitation" }).click();
  const link = await dialog(page).getByLabel("Link", { exact: true }).inputValue();
  expect(link).toContain("/invitation?token=");
  await dialog(page).getByRole("button", { name: "I have stored it" }).click();
  const line = row(page, "gus@example.com");
  await line.waitFor();
  await expect.poll(() => line.textContent()).toMatch(/Open.*Organization Viewer.*Billing Admin.*1 team.*Olive Owner/);
  await expect.poll(() => new URL(page.url()).search).toBe("");

  const other = await visit();
  await other.goto(link);
  await other.getByRole("link", { name: /sign in/i }).click();
  await other.getByLabel("Username or e-mail address").fill(guest.username);
  await other.getByLabel("Password", { exact: true }).fill(guest.password);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.getByRole("button", { name: /accept/i }).click();
  const held = async () =>
    (await company.as(company.owner, "GET", `${company.path}/roles?user_id=${guest.id}`)).json.map(({ name }: { name: string }) => name).sort();
  await expect.poll(held).toEqual(["Billing Admin", "Organization Viewer"]);
  const mates = (await company.as(company.owner, "GET", `/teams/${company.team.id}/members`)).json;
  expect(mates.map(({ id }: { id: string }) => id)).toContain(guest.id);

  await page.reload();
  await page.getByText("Nobody is invited").waitFor();
  await page.getByLabel("Status").selectOption("All of the last 30 days");
  await row(page, "gus@example.com").filter({ hasText: "Accepted" }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe("?only_pending=false");
});

test("fifty are pasted at once: what does not fit is named, the others are sent a few at a time, with a result for each", async () => {
  const own = await makeCompany(console.server, "Many");
  await own.as(own.owner, "POST", `${own.path}/invitations`, { email: "person-07@example.com" });
  const member = await makeUser(console.server, { name: "Known", email: "person-08@example.com" });
  await own.as({ token: console.server.admin }, "POST", `/roles/${own.role("Organization Member")}/assignments?user_id=${member.id}`);
  const people = Array.from({ length: 47 }, (_person, at) => `Person ${at} <person-${String(at).padStart(2, "0")}@example.com>`);
  const page = await visit({}, [409]);
  await open(page, `${own.at}/invitations?invite=true`, own.owner);
  await dialog(page)
    .getByLabel("E-mail addresses")
    .fill([...people, "no address", "person-01@example.com", "broken@"].join(",\n"));
  await dialog(page).getByText("47 addresses").waitFor();
  await dialog(page).getByText("2 are no e-mail addresses and are left out").waitFor();
  await dialog(page).getByText("1 stands there more than once and is invited once").waitFor();
  asked.splice(0);
  await dialog(page).getByRole("button", { name: "Send 47 invitations" }).click();
  await dialog(page).getByText("47 of 47 done, 2 failed").waitFor();
  const result = (address: string) => dialog(page).getByRole("listitem").filter({ hasText: address }).textContent();
  expect(await result("person-07@example.com")).toContain("There is an open invitation for this address.");
  expect(await result("person-08@example.com")).toContain("Whoever has this address is a member already.");
  expect(asked.filter((line) => line.startsWith("POST"))).toHaveLength(47);
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  const links = await dialog(page).getByLabel("Addresses and links", { exact: true }).inputValue();
  expect(links.split("\n")).toHaveLength(45);
  expect(links.split("\n")[0]).toMatch(/^person-\d\d@example\.com\thttp.*\/invitation\?token=/);
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(46);
});

test("one is sent again with a new link, and withdrawn after a question", async () => {
  await company.as(company.owner, "POST", `${company.path}/invitations`, { email: "late@example.com" });
  const page = await visit();
  await open(page, `${company.at}/invitations`, company.owner);
  await menu(page, "late@example.com", "Send again, get a link");
  await expect.poll(() => dialog(page).getByLabel("Link", { exact: true }).inputValue()).toContain("/invitation?token=");
  await dialog(page).getByRole("button", { name: "I have stored it" }).click();
  await menu(page, "late@example.com", "Withdraw");
  await dialog(page).getByRole("button", { name: "Withdraw" }).click();
  await page.getByText("The invitation of late@example.com was withdrawn.").waitFor();
  await row(page, "late@example.com").waitFor({ state: "detached" });
});

test("what the API refuses for one address stands in the window, and nothing is lost", async () => {
  const page = await visit({}, [409, 422]);
  await open(page, `${company.at}/invitations?invite=true`, company.owner);
  const field = dialog(page).getByLabel("E-mail addresses");
  const { json } = await company.as({ token: console.server.admin }, "GET", `/users/${company.member.id}`);
  await field.fill(json.email);
  await dialog(page).getByRole("button", { name: "Send invitation" }).click();
  await dialog(page).getByRole("alert").getByText("Whoever has this address is a member already.").waitFor();
  await expect.poll(() => field.inputValue()).toBe(json.email);
});

test("whoever may read invitations but not make any is offered none; a plain member is told that they may not", async () => {
  const viewer = await company.join("Vera Viewer", "Organization Viewer");
  await company.as(company.owner, "POST", `${company.path}/invitations`, { email: "seen@example.com" });
  const page = await visit();
  await signIn(page, `${company.at}/invitations?invite=true`, viewer);
  await row(page, "seen@example.com").waitFor();
  await expect.poll(() => page.getByRole("button", { name: /Invite|Actions: / }).count()).toBe(0);
  await expect.poll(() => dialog(page).count()).toBe(0);
  const other = await visit({}, [403]);
  await open(other, `${company.at}/invitations`, company.member);
  await other.getByText("You may not do this").waitFor();
});

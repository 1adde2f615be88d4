import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** What is done to many users at once. */
const console = openConsole(/^\/(?:users|sessions|organizations|teams|roles|connections)\b/);
const { visit, open } = console;

const api = (method: string, path: string, body?: object) => console.server.call(method, path, { token: console.server.admin, ...(body && { body }) });
const dialog = (page: Page) => page.locator("[role=dialog][aria-modal=true]");
const pick = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).check();
async function begin(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("button", { name: what }).click();
}

let serial = 0;
let company: string;
const made = async (name: string, more: object = {}) => {
  const username = `${name.toLowerCase()}-${serial}`;
  return (await api("POST", "/users", { username, name, company, email: `${username}@example.com`, ...more })).json as {
    id: string;
    username: string;
    email: string;
  };
};
const of = (id: string) => api("GET", `/users/${id}`);

beforeEach(() => {
  company = `company-${++serial}`;
});

describe("many at once", () => {
  test("are deactivated: whoever cannot be is said so, and it is taken back", async () => {
    const [one, two, off] = [await made("Cleo"), await made("Dora"), await made("Ella")];
    await api("PATCH", `/users/${off.id}`, { is_active: false });
    const page = await visit({}, [400, 403, 409, 422]);
    await open(page, "/console/users?sort=created");
    await pick(page, "Reserved admin");
    await pick(page, "Cleo");
    await pick(page, "Dora");
    await pick(page, "Ella");
    await page.getByText("4 selected").waitFor();
    await begin(page, "Deactivate");
    await dialog(page).getByRole("button", { name: "Deactivate" }).click();
    await dialog(page).getByText("4 of 4 done, 1 failed").waitFor();
    await expect.poll(() => dialog(page).getByRole("listitem").filter({ hasText: "Reserved admin" }).textContent()).toMatch(/administrator|superuser/i);
    expect([await of(one.id), await of(two.id)].map(({ json }) => json.is_active)).toEqual([false, false]);
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    // What failed stays selected.
    await page.getByText("1 selected").waitFor();
    await page.getByText("3 accounts deactivated.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => [(await of(one.id)).json.is_active, (await of(two.id)).json.is_active]).toEqual([true, true]);
    // It was deactivated before: there was nothing to take back.
    await page.getByRole("row", { name: /Dora/ }).getByText("Active", { exact: true }).waitFor();
    expect((await of(off.id)).json.is_active).toBe(false);
  });

  test("are deleted after a look at what goes together and who stays, and come back", async () => {
    const [one, two] = [await made("Ada"), await made("Bea")];
    const boss = await makeUser(console.server, { name: "Boss", company });
    await console.server.call("POST", "/organizations", { token: boss.token, body: { name: `Sole ${serial}` } });
    const page = await visit();
    await open(page, `/console/users?q=${encodeURIComponent("a")}&sort=-created`);
    await page.goto(`${console.server.url}/console/users?sort=-created`);
    for (const name of ["Ada", "Bea"])
      await page
        .getByRole("checkbox", { name: `Select ${name}`, exact: true })
        .first()
        .check();
    await pick(page, "Boss");
    await begin(page, "Delete");
    const box = dialog(page);
    await box.getByText("2 accounts are deleted").waitFor();
    await box.getByText("1 account cannot be deleted").waitFor();
    await box.getByText(`Sole ${serial}`).waitFor();
    // With its organization it can be.
    await box.getByLabel("Delete these organizations, too").check();
    await box.getByText("3 accounts are deleted").waitFor();
    await box.getByText("1 organization without other members").waitFor();
    await box.getByLabel("Delete these organizations, too").uncheck();
    await box.getByRole("button", { name: "Delete 2 accounts" }).click();
    await box.getByText("2 of 2 done").waitFor();
    await box.getByRole("button", { name: "Close" }).last().click();
    expect([(await of(one.id)).status, (await of(two.id)).status, (await of(boss.id)).status]).toEqual([404, 404, 200]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => [(await of(one.id)).status, (await of(two.id)).status]).toEqual([200, 200]);
  });

  test("have their password expired where there is one, are signed out, put into a team and invited", async () => {
    const person = await makeUser(console.server, { name: "Pia", company, email: `pia-${serial}@example.com` });
    await made("Nora", { email: null });
    const { json: organization } = await api("POST", "/organizations", { name: `Busy ${serial}` });
    const { json: team } = await api("POST", "/teams", { name: `Crew ${serial}`, organization_id: organization.id });
    const page = await visit({}, [400, 403, 409, 422]);
    await open(page, "/console/users?sort=-created");
    await page.getByRole("checkbox", { name: "Select Pia" }).first().check();
    await page.getByRole("checkbox", { name: "Select Nora" }).first().check();
    await begin(page, "Expire the password");
    await dialog(page).getByRole("button", { name: "Expire" }).click();
    await dialog(page).getByText("2 of 2 done, 1 failed").waitFor();
    await dialog(page).getByText("There is no local password that could expire.").waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    expect((await of(person.id)).json.password_expired).toBe(true);
    // Nora is still selected: she has no address either.
    await page.getByRole("checkbox", { name: "Select Pia" }).first().check();
    await begin(page, "Invite to an organization");
    await dialog(page).getByRole("combobox", { name: "Organization" }).click();
    await page.getByRole("option", { name: `Busy ${serial}` }).click();
    await dialog(page).getByRole("button", { name: "Invite" }).click();
    await dialog(page).getByText("There is no e-mail address to invite.").waitFor();
    await dialog(page).getByText("2 of 2 done, 1 failed").waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    const invitations = (await api("GET", `/organizations/${organization.id}/invitations`)).json;
    expect(invitations.map(({ email }: { email: string }) => email)).toEqual([`pia-${serial}@example.com`]);
    await page.getByRole("button", { name: "Clear the selection" }).click();
    await page.getByRole("checkbox", { name: "Select Reserved admin" }).check();
    await begin(page, "Add to a team");
    await dialog(page).getByRole("combobox", { name: "Organization" }).click();
    await page.getByRole("option", { name: `Busy ${serial}` }).click();
    await dialog(page).getByRole("combobox", { name: "Team" }).click();
    await page.getByRole("option", { name: `Crew ${serial}` }).click();
    await dialog(page).getByRole("button", { name: "Add" }).click();
    await dialog(page).getByText("1 of 1 done").waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    expect((await api("GET", `/teams/${team.id}/members`)).json).toHaveLength(1);
    await page.getByRole("checkbox", { name: "Select Pia" }).first().check();
    await begin(page, "Sign out everywhere");
    await dialog(page).getByRole("button", { name: "Sign out" }).click();
    await dialog(page).getByText("1 of 1 done").waitFor();
    expect((await console.server.call("GET", "/users/me", { token: person.token })).status).toBe(401);
  });
});

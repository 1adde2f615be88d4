import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";
import { type Company, makeCompany } from "./company.ts";

/** Members and teams of an organization in the console. */
const console = openConsole(/^\/(?:users|organizations|roles|teams|permissions)\b/);
const { visit, open, asked } = console;
let company: Company;

beforeAll(async () => {
  company = await makeCompany(console.server, "Analytical Engines");
});

const rows = (page: Page) => page.locator("tbody tr");
const row = (page: Page, text: string) => rows(page).filter({ hasText: text });
const menu = async (page: Page, name: string, item: string) => {
  await page.getByRole("button", { name: `Actions: ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
};
const dialog = (page: Page) => page.getByRole("dialog");
const rolesOf = async (id: string): Promise<string[]> => {
  const { json } = await company.as(company.owner, "GET", `${company.path}/members?include_invitations=true`);
  return json.find((member: { id: string }) => member.id === id)?.roles.map(({ name }: { name: string }) => name) ?? [];
};

describe("the members", () => {
  test("are one request, beside what all pages of the organization share; none is asked for a row", async () => {
    const page = await visit();
    await open(page, `${company.at}/members`, company.owner);
    await row(page, "Mia Member").waitFor();
    await page.waitForLoadState("networkidle");
    expect(asked.map((line) => line.replace(company.id, "ID")).sort()).toEqual([
      "GET /organizations/ID",
      "GET /organizations/ID/members?include_users=true&include_service_accounts=true&include_teams=true&include_invitations=true&limit=100",
      "GET /organizations/ID/roles?assigned_to_current_user=true&limit=1000",
      "GET /organizations/ID/roles?limit=1000",
      "GET /users/me",
    ]);
    await expect.poll(() => row(page, "Mia Member").textContent()).toContain("Organization Member");
    asked.splice(0);
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await page.getByRole("link", { name: "Crunchers" }).waitFor();
    expect(asked.filter((line) => !line.includes("/teams?"))).toEqual([]);
  });

  test("are found by name, kind and role, all in the address", async () => {
    const page = await visit();
    await open(page, `${company.at}/members`, company.owner);
    await page.getByRole("searchbox", { name: "Search" }).fill("mia mem");
    await expect.poll(() => rows(page).count()).toBe(1);
    await expect.poll(() => new URL(page.url()).search).toBe("?q=mia+mem");
    await page.goto(`${console.server.url}${company.at}/members?kind=machines`);
    await row(page, "build-robot").waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.goto(`${console.server.url}${company.at}/members?role=${company.role("Organization Admin")}`);
    await row(page, "Olive Owner").waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await expect.poll(() => page.getByRole("combobox", { name: "Role" }).inputValue()).toBe("Organization Admin");
    await row(page, "Olive Owner").getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /Olive Owner/ }).waitFor();
  });

  test("get roles and lose them, and that can be undone", async () => {
    const ada = await company.join("Ada Lovelace");
    const page = await visit();
    await open(page, `${company.at}/members`, company.owner);
    await row(page, "Ada Lovelace").waitFor();
    await menu(page, "Ada Lovelace", "Change roles");
    await dialog(page).getByLabel("Organization Viewer").check();
    await dialog(page).getByLabel("Organization Member").uncheck();
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await row(page, "Ada Lovelace").filter({ hasText: "Organization Viewer" }).waitFor();
    expect(await rolesOf(ada.id)).toEqual(["Organization Viewer"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await row(page, "Ada Lovelace").filter({ hasText: "Organization Member" }).waitFor();
    expect(await rolesOf(ada.id)).toEqual(["Organization Member"]);
  });

  test("many get a role and a team at once, with a result for each; one is removed after a question", async () => {
    const [one, two] = [await company.join("Bulk One"), await company.join("Bulk Two")];
    const page = await visit({}, [409]);
    await open(page, `${company.at}/members?q=bulk`, company.owner);
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    const bar = page.getByRole("region", { name: "With the selected members" });
    await bar.getByRole("button", { name: "Give a role" }).click();
    await dialog(page).getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "Organization Viewer" }).click();
    await dialog(page).getByRole("button", { name: "Give a role" }).click();
    await dialog(page).getByText("2 of 2 done").waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    await row(page, "Bulk Two").filter({ hasText: "Organization Viewer" }).waitFor();
    expect(await rolesOf(one.id)).toContain("Organization Viewer");

    await company.as(company.owner, "POST", `/teams/${company.team.id}/members?user_id=${one.id}`);
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await bar.getByRole("button", { name: "Add to a team" }).click();
    await dialog(page).getByRole("combobox", { name: "Team" }).click();
    await page.getByRole("option", { name: "Crunchers" }).click();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("2 of 2 done, 1 failed").waitFor();
    await expect.poll(() => dialog(page).getByRole("listitem").filter({ hasText: "Bulk One" }).textContent()).toContain("in the team already");
    await dialog(page).getByRole("button", { name: "Close" }).last().click();

    await menu(page, "Bulk Two", "Remove");
    await dialog(page).getByRole("button", { name: "Remove" }).click();
    const removed = page.getByRole("status").filter({ hasText: "Bulk Two is no member any more." });
    await removed.waitFor();
    // Whoever is no superuser knows of them no more, and could give them nothing.
    await expect.poll(() => removed.getByRole("button", { name: "Undo" }).count()).toBe(0);
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await rolesOf(two.id)).toEqual([]);
  });

  test("one is removed by a superuser, which gives back all that they held, here, in workspaces and in teams; not where something was shared with them", async () => {
    const { server } = console;
    const admin = { token: server.admin };
    const person = await company.join("Rita Returning");
    const space = await makeWorkspace(server, company.owner, company.id, "returning");
    const project = await makeProject(server, company.owner, space.id, "loom");
    for (const [name, place] of [
      ["Organization Viewer", ""],
      ["Workspace Viewer", `&workspace_id=${space.id}`],
      ["Project Admin", `&project_id=${project}`],
    ])
      expect((await company.as(admin, "POST", `/roles/${company.role(name ?? "")}/assignments?user_id=${person.id}${place}`)).status, name).toBe(200);
    expect((await company.as(admin, "POST", `/teams/${company.team.id}/members?user_id=${person.id}`)).status).toBe(200);
    const held = async () => {
      const { json } = await company.as(admin, "GET", `/users/${person.id}/memberships?organization_id=${company.id}`);
      const { teams, roles } = json[0] ?? { teams: [], roles: [] };
      return { teams, roles: roles.map(({ role, team, workspace, project: within }: Record<string, unknown>) => ({ role, team, workspace, project: within })) };
    };
    const before = await held();
    expect([before.roles.length, before.teams.length]).toEqual([4, 1]);
    const page = await visit();
    await open(page, `${company.at}/members?q=returning`);
    const remove = async () => {
      await menu(page, "Rita Returning", "Remove");
      await dialog(page).getByRole("button", { name: "Remove" }).click();
      await page.getByText("No member fits").waitFor();
    };
    await remove();
    expect(await held()).toEqual({ teams: [], roles: [] });
    const notice = page.getByRole("status").filter({ hasText: "Rita Returning is no member any more." });
    await notice.getByRole("button", { name: "Undo" }).click();
    await row(page, "Rita Returning").filter({ hasText: "Organization Viewer" }).waitFor();
    await expect.poll(async () => (await held()).teams.length).toBe(1);
    expect(await held()).toEqual(before);

    const share = { resource: `stack/${crypto.randomUUID()}`, actions: ["read"], user_id: person.id, sharing_user_id: company.owner.id };
    const shared = await company.as(admin, "POST", `/rbac/resource_members?workspace_id=${space.id}`, share);
    expect([shared.status, shared.text]).toEqual([200, shared.text]);
    await remove();
    await notice.waitFor();
    await expect.poll(() => notice.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  test("a plain member reads them, is offered nothing, and leaves", async () => {
    const leaver = await company.join("Lea Leaver");
    const page = await visit();
    await open(page, `${company.at}/members`, leaver);
    await row(page, "Mia Member").waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Invite" }).count()).toBe(0);
    await expect.poll(() => page.getByRole("checkbox").count()).toBe(0);
    await expect.poll(() => page.getByRole("button", { name: /^Actions: / }).count()).toBe(1);
    for (const tab of ["Invitations", "Settings"]) await expect.poll(() => page.getByRole("link", { name: tab, exact: true }).count()).toBe(0);
    await menu(page, "Lea Leaver", "Leave the organization");
    await dialog(page).getByRole("button", { name: "Leave" }).click();
    await page.getByText("You have left the organization.").waitFor();
    await page.getByText("You are in no organization").waitFor();
    expect(await rolesOf(leaver.id)).toEqual([]);
  });

  test("a superuser adds an account without asking it", async () => {
    const stranger = await makeUser(console.server, { name: "Sam Stranger" });
    const page = await visit();
    await open(page, `${company.at}/members`);
    await page.getByRole("button", { name: "Add an account" }).click();
    await dialog(page).getByRole("combobox", { name: "Account" }).fill("Sam Str");
    await page.getByRole("option", { name: /Sam Stranger/ }).click();
    await dialog(page).getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "Organization Member" }).click();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await row(page, "Sam Stranger").waitFor();
    expect(await rolesOf(stranger.id)).toEqual(["Organization Member"]);
  });
});

describe("teams", () => {
  test("one is made, gets a member and a role, loses the member and gets them back, and ends", async () => {
    const page = await visit();
    await open(page, `${company.at}/teams`, company.owner);
    await page.getByRole("button", { name: "Create team" }).click();
    await dialog(page).getByLabel("Name").fill("Weavers");
    await dialog(page).getByRole("button", { name: "Create team" }).click();
    await page.getByRole("heading", { name: "Weavers", level: 2 }).waitFor();
    await page.getByRole("button", { name: "Add a member" }).click();
    await dialog(page).getByRole("combobox", { name: "Member of the organization" }).fill("Mia");
    await page.getByRole("option", { name: /Mia Member/ }).click();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await row(page, "Mia Member").waitFor();
    await page.getByRole("button", { name: "Remove: Mia Member" }).click();
    await page.getByText("Nobody is in this team").waitFor();
    await page.getByRole("status").filter({ hasText: "Mia Member is not in Weavers any more." }).getByRole("button", { name: "Undo" }).click();
    await row(page, "Mia Member").waitFor();
    await page.getByRole("button", { name: "Change roles" }).click();
    await dialog(page).getByLabel("Billing Admin").check();
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Billing Admin" }).waitFor();
    await page.getByRole("button", { name: "Edit team" }).click();
    await dialog(page).getByLabel("Name").fill("Spinners");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Spinners", level: 2 }).waitFor();
    await page.getByRole("button", { name: "Delete team" }).click();
    const sure = dialog(page).getByRole("button", { name: "Delete" });
    await expect.poll(() => sure.isDisabled()).toBe(true);
    await dialog(page).getByLabel("To be sure, type: Spinners").fill("Spinners");
    await sure.click();
    await page.getByRole("link", { name: "Crunchers" }).waitFor();
    expect((await company.as(company.owner, "GET", `${company.path}/teams`)).json).toHaveLength(1);
  });

  test("whoever may not read teams sees those that they are in", async () => {
    const page = await visit();
    await open(page, `${company.at}/teams`, company.member);
    await page.getByRole("link", { name: "Crunchers" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: /Create team|Actions/ }).count()).toBe(0);
  });
});

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";
import { makeProject, makeWorkspace, type TestWorkspace } from "../support/workspace.ts";

/** Workspaces and their projects, as an Organization Admin who is no superuser, and as a member who may little. */
const console = openConsole();
const { visit, open, asked } = console;

type Person = Awaited<ReturnType<typeof makeUser>>;
let ada: Person;
let grace: Person;
let organizationId: string;
let analytics: TestWorkspace;
let forecasts: string;
let role: (name: string) => string;

const as = (person: Person) => (method: string, path: string, body?: object) =>
  console.server.call(method, path, { token: person.token, ...(body && { body }) });
const base = () => `/console/organizations/${organizationId}/workspaces`;

beforeAll(async () => {
  const { server } = console;
  ada = await makeUser(server, { name: "Ada Lovelace" });
  grace = await makeUser(server, { name: "Grace Hopper" });
  organizationId = (await as(ada)("POST", "/organizations", { name: "Analytical Engines" })).json.id;
  const roles: { id: string; name: string }[] = (await as(ada)("GET", `/organizations/${organizationId}/roles`)).json;
  role = (name) => roles.find((one) => one.name === name)?.id ?? "";
  await server.call("POST", `/roles/${role("Organization Member")}/assignments?user_id=${grace.id}`, { token: server.admin });
  analytics = await makeWorkspace(server, ada, organizationId, "analytics");
  forecasts = await makeProject(server, ada, analytics.id, "forecasts");
  const { json: team } = await as(ada)("POST", "/teams", { name: "Engineers", organization_id: organizationId });
  await as(ada)("POST", `/teams/${team.id}/members?user_id=${grace.id}`);
});

const notice = (page: Page, text: string | RegExp) => page.getByRole("region", { name: "Notices" }).getByText(text);
/** Chooses in a field that searches. */
async function choose(page: Page, label: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).first().click();
}

describe("a workspace", () => {
  test("is created, its server signs in with the key that was shown, reports, and the page says so; it gets another key", async () => {
    const { server } = console;
    const page = await visit();
    await open(page, base(), ada);
    await page.getByRole("button", { name: "Create workspace" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("analytics");
    await dialog.getByText("Another workspace has this name").waitFor();
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("research");
    await dialog.getByText("This name is free.").waitFor();
    await dialog.getByLabel("Display name").fill("Research");
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    const id = await dialog.getByLabel("Machine id", { exact: true }).inputValue();
    const key = await dialog.getByLabel("Enrollment key", { exact: true }).inputValue();
    await expect.poll(() => dialog.getByRole("region", { name: "Try it" }).textContent()).toContain(`export ENROLLMENT_KEY=${key}`);
    await dialog.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("heading", { level: 1, name: "Research" }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`${base()}/${id}`);
    await page.getByText("Its server has not reported yet.").waitFor();

    const signIn = (client_secret: string) => server.call("POST", "/oauth/token", { form: { grant_type: "client_credentials", client_id: id, client_secret } });
    const token = (await signIn(key)).json.access_token;
    const headers = { "zenml-server-version": "0.91.0", "zenml-server-url": "https://research.example.com" };
    expect((await server.call("PATCH", "/workspace_status", { token, headers })).status).toBe(200);
    await page.reload();
    await page.getByText("Its server has reported.").waitFor();
    await expect.poll(() => page.getByRole("link", { name: "https://research.example.com" }).isVisible()).toBe(true);
    const facts = page.getByRole("region", { name: "Server" });
    await expect.poll(() => facts.textContent()).toContain("0.91.0");
    await expect.poll(() => facts.locator("time").count()).toBe(1);

    await page.getByRole("button", { name: "New enrollment key" }).click();
    await page.getByLabel("How long the keys before still work").selectOption("Not at all");
    await page.getByText("They stop working at once.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Make a new enrollment key" }).click();
    const another = await page.getByLabel("Enrollment key", { exact: true }).inputValue();
    expect(another).not.toBe(key);
    expect([(await signIn(another)).status, (await signIn(key)).status]).toEqual([200, 401]);
  });

  test("is deactivated, which can be taken back", async () => {
    const { server } = console;
    const { id } = await makeWorkspace(server, ada, organizationId, "paused");
    const desired = async () => (await as(ada)("GET", `/workspaces/${id}`)).json.desired_state;
    const page = await visit();
    await open(page, `${base()}/${id}`, ada);
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("dialog").getByText("At once nobody enters it any more").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Nobody enters it.").waitFor();
    expect(await desired()).toBe("deactivated");
    await notice(page, "paused is deactivated.").locator("xpath=..").getByRole("button", { name: "Undo" }).click();
    await page.getByText("It waits for the next report of its server.").waitFor();
    expect(await desired()).toBe("available");
  });

  test("is edited for the version that was read: a change that came between is shown, and nothing is lost", async () => {
    const { server } = console;
    const { id } = await makeWorkspace(server, ada, organizationId, "contested");
    const page = await visit({}, [412]);
    await open(page, `${base()}/${id}/settings`, ada);
    await page.getByLabel("Display name").fill("Mine");
    await page.getByLabel("Version to run").fill("0.92.0");
    await as(ada)("PATCH", `/workspaces/${id}`, { display_name: "Theirs", description: "About it" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    await expect.poll(() => page.getByLabel("Description").inputValue()).toBe("About it");
    await expect.poll(() => page.getByLabel("Display name", { exact: true }).inputValue()).toBe("Mine");
    await page.getByLabel("Theirs: Theirs").check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const { json } = await as(ada)("GET", `/workspaces/${id}`);
    expect(json).toMatchObject({ display_name: "Theirs", description: "About it", zenml_service: { configuration: { version: "0.92.0" } } });
  });

  test("what the API refuses stands at its field", async () => {
    const page = await visit({}, [422]);
    await open(page, `${base()}/${analytics.id}/settings`, ada);
    await page.getByLabel("Address of its logo").fill("ftp://logo");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    await expect.poll(() => page.getByLabel("Address of its logo").getAttribute("aria-invalid")).toBe("true");
  });

  test("is deleted after a look at what goes, and its name", async () => {
    const { server } = console;
    const { id } = await makeWorkspace(server, ada, organizationId, "short-lived");
    await makeProject(server, ada, id, "p");
    const page = await visit();
    await open(page, `${base()}/${id}/settings`, ada);
    await page.getByRole("button", { name: "Delete workspace" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1 project", { exact: true }).waitFor();
    await expect.poll(() => dialog.getByRole("listitem").allTextContents()).toEqual(["1 workspace", "1 project", "2 given roles", "1 enrollment key"]);
    const button = dialog.getByRole("button", { name: "Delete workspace" });
    await expect.poll(() => button.isDisabled()).toBe(true);
    await dialog.getByLabel("To be sure, type: short-lived").fill("short-lived");
    await button.click();
    await notice(page, "The workspace short-lived was deleted.").waitFor();
    await page.getByRole("link", { name: "analytics" }).waitFor();
    expect((await as(ada)("GET", `/workspaces/${id}`)).status).toBe(404);
  });

  test("the list is one request, found by part of a name and by filters that stand in the address", async () => {
    await makeWorkspace(console.server, ada, organizationId, "needle-in-hay");
    const page = await visit();
    await open(page, base(), ada);
    await page.getByRole("link", { name: "needle-in-hay" }).waitFor();
    const own = `/organizations/${organizationId}`;
    expect(asked.map((line) => line.split("?")[0]).sort()).toEqual([`GET ${own}`, `GET ${own}/roles`, `GET ${own}/workspaces`, "GET /users/me"].sort());
    asked.splice(0);
    await page.getByRole("searchbox").fill("EEDLE");
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
    expect(asked).toEqual([`GET ${own}/workspaces?q=EEDLE&limit=100`]);
    await page.getByLabel("Kind").selectOption("Managed");
    await page.getByText("No workspace fits").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?q=EEDLE&is_managed=true");
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await page.getByRole("link", { name: "analytics" }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });
});

describe("who is in it", () => {
  test("roles are given and taken in a workspace, which is one request a list", async () => {
    const page = await visit();
    await open(page, `${base()}/${analytics.id}/members`, ada);
    await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
    expect(asked.filter((line) => line.includes("/members"))).toEqual([`GET /workspaces/${analytics.id}/members?limit=100`]);
    await page.getByRole("button", { name: "Give a role" }).click();
    await choose(page, "Account", "Grace Hopper");
    await choose(page, "Role", "Workspace Viewer");
    await page.getByRole("dialog").getByRole("button", { name: "Give a role" }).click();
    await notice(page, "Grace Hopper has the role Workspace Viewer.").waitFor();
    const row = page.locator("tbody tr").filter({ hasText: "Grace Hopper" });
    await row.getByText("Workspace Viewer").waitFor();
    expect((await as(grace)("GET", `/workspaces/${analytics.id}`)).status).toBe(200);
    await row.getByRole("button", { name: "Roles of Grace Hopper" }).click();
    await page.getByRole("button", { name: "Take away the role Workspace Viewer" }).click();
    await notice(page, "The role Workspace Viewer was taken from Grace Hopper.").waitFor();
    expect((await as(grace)("GET", `/workspaces/${analytics.id}`)).status).toBe(404);
    await page.keyboard.press("Escape");
    await row.waitFor({ state: "detached" });
  });

  test("a project is made, renamed, and a team gets a role in it", async () => {
    const page = await visit();
    await open(page, `${base()}/${analytics.id}/projects`, ada);
    await page.getByRole("link", { name: "forecasts" }).waitFor();
    await page.getByRole("button", { name: "Create project" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name", exact: true }).fill("weather");
    await page.getByRole("dialog").getByRole("button", { name: "Create project" }).click();
    await page.getByRole("link", { name: "weather" }).click();
    await page.getByRole("heading", { level: 1, name: "weather" }).waitFor();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("dialog").getByLabel("Display name").fill("Weather");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Weather" }).waitFor();
    await page.getByRole("button", { name: "Give a role" }).click();
    await page.getByRole("dialog").getByText("Team", { exact: true }).click();
    await choose(page, "Team", "Engineers");
    await choose(page, "Role", "Project Developer");
    await page.getByRole("dialog").getByRole("button", { name: "Give a role" }).click();
    await page.locator("tbody tr").filter({ hasText: "Engineers" }).getByText("Project Developer").waitFor();
    const projectId = new URL(page.url()).pathname.split("/").at(-1);
    expect((await as(grace)("GET", `/projects/${projectId}`)).json).toMatchObject({ name: "weather", display_name: "Weather" });
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByLabel("To be sure, type: weather").fill("weather");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await notice(page, "The project Weather was deleted.").waitFor();
    expect((await as(grace)("GET", `/projects/${projectId}`)).status).toBe(404);
  });

  test("a permission is explained: allowed through a team, and denied with what would help", async () => {
    const { id } = await makeWorkspace(console.server, ada, organizationId, "explained");
    const { json: teams } = await as(ada)("GET", `/organizations/${organizationId}/teams`);
    await as(ada)("POST", `/roles/${role("Workspace Developer")}/assignments?team_id=${teams[0].id}&workspace_id=${id}`);
    const page = await visit();
    await open(page, `${base()}/${id}/check`, ada);
    await choose(page, "Whose permission", "Grace Hopper");
    await choose(page, "What is to be done", "stack:delete");
    await page.getByText("Allowed", { exact: true }).waitFor();
    await page.getByText("The role “Workspace Developer”, held in the workspace through the team “Engineers”, allows it.").waitFor();
    await page.getByRole("combobox", { name: "What is to be done" }).click();
    await page.getByRole("option", { name: "workspace:delete" }).click();
    await page.getByText("Not allowed", { exact: true }).waitFor();
    await page.getByText("Nothing that the account holds here allows it.").waitFor();
    await expect.poll(() => page.getByRole("status").filter({ hasText: "Not allowed" }).textContent()).toContain("Workspace Admin");
    // The question is in the address.
    await page.reload();
    await page.getByText("Not allowed", { exact: true }).waitFor();
    await expect.poll(() => page.getByRole("combobox", { name: "Whose permission" }).inputValue()).toBe("Grace Hopper");
  });

  test("whoever may little is offered little, and what is refused is said so", async () => {
    await as(ada)("POST", `/roles/${role("Workspace Viewer")}/assignments?user_id=${grace.id}&workspace_id=${analytics.id}`);
    const page = await visit({}, [403]);
    await open(page, `${base()}/${analytics.id}`, grace);
    await page.getByText("What the server of the workspace says of itself.").waitFor();
    await page.getByRole("link", { name: "Check a permission" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Settings" }).count()).toBe(0);
    await expect.poll(() => page.getByRole("button", { name: /Deactivate|New enrollment key/ }).count()).toBe(0);
    await page.getByRole("link", { name: "Members" }).click();
    await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Give a role" }).count()).toBe(0);
    await page.goto(`${console.server.url}${base()}/${analytics.id}/settings`);
    await page.getByLabel("Display name").fill("Not mine");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("You may not do this").waitFor();
    await page.goto(`${console.server.url}${base()}`);
    await page.getByRole("link", { name: "analytics" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Create workspace" }).count()).toBe(0);
    await expect.poll(() => page.getByRole("link", { name: "Service accounts" }).count()).toBe(0);
  });
});

test("a role that is held in one workspace, or one project, offers there what it allows, and nowhere else; it is asked once for all of them", async () => {
  const { server } = console;
  const joan = await makeUser(server, { name: "Joan Clarke" });
  await server.call("POST", `/roles/${role("Organization Member")}/assignments?user_id=${joan.id}`, { token: server.admin });
  const hers = await makeWorkspace(server, ada, organizationId, "hut-8");
  const other = await makeWorkspace(server, ada, organizationId, "hut-6");
  await makeProject(server, ada, hers.id, "dolphin");
  const red = await makeProject(server, ada, other.id, "red");
  await makeProject(server, ada, other.id, "blue");
  await as(ada)("POST", `/roles/${role("Workspace Admin")}/assignments?user_id=${joan.id}&workspace_id=${hers.id}`);
  await as(ada)("POST", `/roles/${role("Workspace Viewer")}/assignments?user_id=${joan.id}&workspace_id=${other.id}`);
  await as(ada)("POST", `/roles/${role("Project Admin")}/assignments?user_id=${joan.id}&project_id=${red}`);
  const page = await visit();
  const settings = page.getByRole("link", { name: "Settings" });
  const menus = page.getByRole("button", { name: /^Actions:/ });
  const go = async (name: string, tab: string) => {
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByRole("link", { name: tab, exact: true }).click();
  };

  await open(page, base(), joan);
  await go("hut-8", "Overview");
  await page.getByRole("button", { name: "New enrollment key" }).waitFor();
  await settings.waitFor();
  await page.getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("button", { name: "Actions: dolphin" }).waitFor();
  await page.getByRole("link", { name: "Members", exact: true }).click();
  await page.getByRole("button", { name: "Give a role" }).waitFor();

  await page.getByRole("link", { name: "Workspaces", exact: true }).click();
  await go("hut-6", "Members");
  await page.getByRole("row").filter({ hasText: "Joan Clarke" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: /Give a role|^Roles of/ }).count()).toBe(0);
  await expect.poll(() => settings.count()).toBe(0);
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await page.getByText("What the server of the workspace says of itself.").waitFor();
  await expect.poll(() => page.getByRole("button", { name: /Deactivate|New enrollment key/ }).count()).toBe(0);
  await page.getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("link", { name: "blue" }).waitFor();
  expect(await menus.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")))).toEqual(["Actions: red"]);
  await expect.poll(() => page.getByRole("button", { name: "Create project" }).count()).toBe(0);
  await page.getByRole("link", { name: "red" }).click();
  await page.getByRole("button", { name: "Give a role" }).waitFor();

  await page.getByRole("link", { name: "hut-6" }).click();
  await page.getByRole("link", { name: "blue" }).click();
  await page.getByRole("row").filter({ hasText: "Ada Lovelace" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: /Give a role|Edit|Delete/ }).count()).toBe(0);
  expect(asked.filter((line) => line.includes("/roles"))).toEqual([`GET /organizations/${organizationId}/roles?assigned_to_current_user=true&limit=1000`]);
});

test.each(LOOKS)(
  "axe finds nothing in $colorScheme, $locale",
  async (look) => {
    const page = await visit(look);
    const paths = [
      "",
      `/${analytics.id}`,
      `/${analytics.id}/projects`,
      `/${analytics.id}/members`,
      `/${analytics.id}/settings`,
      `/${analytics.id}/projects/${forecasts}`,
    ];
    await open(page, `${base()}/${analytics.id}/check?user=${grace.id}&permission=stack%3Aupdate`, ada);
    await page.getByRole("status").filter({ hasText: "stack:update" }).waitFor();
    expect.soft(await violations(page)).toEqual([]);
    for (const path of paths) {
      await page.goto(`${console.server.url}${base()}${path}`);
      await page.locator("table, dl.facts, form").first().waitFor();
      expect.soft(await violations(page), path).toEqual([]);
    }
    await page.goto(`${console.server.url}${base()}`);
    await page.locator("main .mantine-Button-root").first().click();
    await page.getByRole("dialog").locator("form").waitFor();
    expect.soft(await violations(page), "creating").toEqual([]);
  },
  120_000,
);

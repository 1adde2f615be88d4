import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** Service accounts and their keys, as an Organization Admin who is no superuser, and as a member who may not. */
const console = openConsole();
const { visit, open, asked } = console;

type Person = Awaited<ReturnType<typeof makeUser>>;
let ada: Person;
let grace: Person;
let organizationId: string;
let serial = 0;

const as = (person: Person) => (method: string, path: string, body?: object) =>
  console.server.call(method, path, { token: person.token, ...(body && { body }) });
const own = () => `/organizations/${organizationId}`;
const base = () => `/console${own()}`;

/** A service account with a key. */
async function machine(username = `machine-${++serial}`, key: object = { name: "ci" }) {
  const { json } = await as(ada)("POST", `${own()}/service_accounts`, { username, description: "Builds at night" });
  const made = await as(ada)("POST", `${own()}/service_accounts/${json.id}/api_keys`, key);
  return { id: json.id as string, keyId: made.json.id as string, key: made.json.key as string };
}

beforeAll(async () => {
  const { server } = console;
  ada = await makeUser(server, { name: "Ada Lovelace" });
  grace = await makeUser(server, { name: "Grace Hopper" });
  organizationId = (await as(ada)("POST", "/organizations", { name: "Analytical Engines" })).json.id;
  const roles: { id: string; name: string }[] = (await as(ada)("GET", `${own()}/roles`)).json;
  const member = roles.find(({ name }) => name === "Organization Member")?.id;
  await server.call("POST", `/roles/${member}/assignments?user_id=${grace.id}`, { token: server.admin });
});

const notice = (page: Page, text: string | RegExp) => page.getByRole("region", { name: "Notices" }).getByText(text);
async function choose(page: Page, label: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).first().click();
}
const statusOf = async (token: string) => (await console.server.call("GET", "/users/me", { token })).status;
const shown = (page: Page) => page.getByRole("dialog").getByLabel("Key", { exact: true }).inputValue();
const stored = (page: Page) => page.getByRole("button", { name: "I have stored it" }).click();
async function act(page: Page, key: string, what: string) {
  await page.getByRole("button", { name: `Actions: ${key}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

describe("a service account", () => {
  test("is created with a role; its key works, is rotated with an overlap, and deleted", async () => {
    const page = await visit();
    await open(page, `${base()}/service-accounts`, ada);
    await page.getByRole("button", { name: "Create service account" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Username").fill("nightly-build");
    await dialog.getByLabel("Description").fill("Builds at night");
    await choose(page, "Role in the organization", "Organization Viewer");
    await dialog.getByRole("button", { name: "Create service account" }).click();
    await page.getByRole("heading", { level: 1, name: "nightly-build" }).waitFor();
    await expect.poll(() => page.getByRole("region", { name: "About" }).textContent()).toContain("Ada Lovelace");
    await page.getByRole("button", { name: "Take away the role Organization Viewer" }).waitFor();

    await page.getByRole("button", { name: "Create key" }).click();
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("pipeline");
    await dialog.getByLabel("Works for").selectOption("Until a day of your choice");
    await expect.poll(() => dialog.getByRole("button", { name: "Create key" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Last day").fill("2001-01-01");
    await dialog.getByText("Choose a day to come, within ten years.").waitFor();
    await dialog.getByLabel("Works for").selectOption("30 days");
    await dialog.getByText("It stops working on").waitFor();
    await dialog.getByRole("button", { name: "Create key" }).click();
    await page.getByText("The key was made").waitFor();
    const key = await shown(page);
    await stored(page);
    await page.getByRole("button", { name: "Actions: pipeline" }).waitFor();
    expect(await page.content()).not.toContain(key);
    expect(await statusOf(key)).toBe(200);
    const accountId = new URL(page.url()).pathname.split("/").at(-1);
    const [known] = (await as(ada)("GET", `${own()}/service_accounts/${accountId}/api_keys`)).json;
    expect(Date.parse(known.expires) - Date.parse(known.created)).toBe(30 * 86_400_000);

    await act(page, "pipeline", "Rotate");
    await dialog.getByLabel("How long the old value still works").selectOption("An hour");
    await dialog.getByText("Both values work until").waitFor();
    await dialog.getByRole("button", { name: "Rotate" }).click();
    await page.getByText("Bring it wherever the old value is used.").waitFor();
    const next = await shown(page);
    await stored(page);
    await page.getByText("Old value still works").waitFor();
    expect(next).not.toBe(key);
    expect([await statusOf(next), await statusOf(key)]).toEqual([200, 200]);

    await act(page, "pipeline", "Delete");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await notice(page, "The key “pipeline” was deleted.").waitFor();
    await page.getByText("There are no keys yet").waitFor();
    expect([await statusOf(next), await statusOf(key)]).toEqual([401, 401]);
  });

  test("a key is deactivated, which can be taken back, and edited; a change that came between is shown", async () => {
    const { id, keyId, key } = await machine();
    const page = await visit({}, [412]);
    await open(page, `${base()}/service-accounts/${id}`, ada);
    await act(page, "ci", "Deactivate");
    await notice(page, "The key “ci” is deactivated.").waitFor();
    expect(await statusOf(key)).toBe(401);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("cell", { name: "Active" }).waitFor();
    expect(await statusOf(key)).toBe(200);
    await act(page, "ci", "Edit");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name", exact: true }).fill("mine");
    await as(ada)("PATCH", `${own()}/service_accounts/${id}/api_keys/${keyId}`, { description: "theirs" });
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    await expect.poll(() => page.getByRole("dialog").getByLabel("Description").inputValue()).toBe("theirs");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await notice(page, /was changed/).waitFor();
    await page.getByRole("rowheader", { name: "mine theirs" }).waitFor();
  });

  test("is deactivated and activated, edited, and deleted by its name", async () => {
    const { id, key } = await machine("short-lived");
    const page = await visit();
    await open(page, `${base()}/service-accounts/${id}`, ada);
    await page.getByRole("button", { name: "Deactivate" }).click();
    await notice(page, "short-lived is deactivated").waitFor();
    expect(await statusOf(key)).toBe(401);
    await page.getByRole("button", { name: "Activate" }).click();
    await notice(page, "short-lived is active.").waitFor();
    expect(await statusOf(key)).toBe(200);
    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Description").fill("Another purpose");
    await expect.poll(() => dialog.getByRole("combobox", { name: "Answers for it" }).inputValue()).toBe("Ada Lovelace");
    await choose(page, "Answers for it", "Grace Hopper");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => page.getByRole("region", { name: "About" }).textContent()).toContain("Grace Hopper");
    expect((await as(ada)("GET", `${own()}/service_accounts/${id}`)).json).toMatchObject({ description: "Another purpose", owner: { id: grace.id } });
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByLabel("To be sure, type: short-lived").fill("short-lived");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await notice(page, "The service account short-lived was deleted.").waitFor();
    expect(await statusOf(key)).toBe(401);
  });

  test("roles in the organization are given and taken", async () => {
    const { id } = await machine();
    const page = await visit();
    await open(page, `${base()}/service-accounts/${id}`, ada);
    await choose(page, "Another role", "Organization Viewer");
    const take = page.getByRole("button", { name: "Take away the role Organization Viewer" });
    await take.click();
    await notice(page, /The role Organization Viewer was taken/).waitFor();
    await take.waitFor({ state: "detached" });
    await notice(page, /The role Organization Viewer was taken/)
      .locator("xpath=..")
      .getByRole("button", { name: "Undo" })
      .click();
    await take.waitFor();
    const { json } = await as(ada)("GET", `${own()}/members?user_id=${id}`);
    expect(json.map((row: { roles: { name: string }[] }) => row.roles.map(({ name }) => name))).toEqual([["Organization Viewer"]]);
  });

  test("what the API refuses stands at its field", async () => {
    const page = await visit({}, [422]);
    await open(page, `${base()}/service-accounts`, ada);
    await page.getByRole("button", { name: "Create service account" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Username").fill("not a username");
    await dialog.getByRole("button", { name: "Create service account" }).click();
    await dialog.getByRole("alert").waitFor();
    await expect.poll(() => dialog.getByLabel("Username").getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => dialog.getByLabel("Username").inputValue()).toBe("not a username");
  });

  test("pages are one request a list; the list is found by part of a name", async () => {
    const { id } = await machine("needle-in-hay");
    const page = await visit();
    await open(page, `${base()}/service-accounts`, ada);
    await page.getByRole("link", { name: "needle-in-hay" }).waitFor();
    expect(asked.map((line) => line.split("?")[0]).sort()).toEqual(
      [`GET ${own()}`, `GET ${own()}/roles`, `GET ${own()}/service_accounts`, "GET /users/me"].sort(),
    );
    asked.splice(0);
    await page.getByRole("searchbox").fill("EEDLE");
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
    expect(asked).toEqual([`GET ${own()}/service_accounts?q=EEDLE&limit=100`]);
    asked.splice(0);
    await page.goto(`${console.server.url}${base()}/service-accounts/${id}`);
    await page.getByRole("button", { name: "Actions: ci" }).waitFor();
    await page.getByText("No role in the whole organization").waitFor();
    await expect
      .poll(() => asked.map((line) => line.split("?")[0]).sort())
      .toEqual(
        [
          "GET /users/me",
          `GET ${own()}`,
          `GET ${own()}/roles`,
          `GET ${own()}/roles`,
          `GET ${own()}/members`,
          `GET ${own()}/service_accounts/${id}`,
          `GET ${own()}/service_accounts/${id}/api_keys`,
        ].sort(),
      );
  });
});

describe("the keys of an organization", () => {
  test("are found by what is to be taken care of; the filters are in the address, and lead to the account", async () => {
    const soon = await machine("ends-soon", { name: "soon", expires_in_minutes: 7 * 24 * 60 });
    await machine("ends-late", { name: "late", expires_in_minutes: 300 * 24 * 60 });
    const page = await visit();
    await open(page, `${base()}/api-keys`, ada);
    await page.getByRole("rowheader", { name: "late" }).first().waitFor();
    expect(asked.filter((line) => line.includes("api_keys"))).toEqual([`GET ${own()}/api_keys?limit=100`]);
    await page.getByLabel("Expiry").selectOption("Within 14 days");
    await page.getByRole("rowheader", { name: "late" }).first().waitFor({ state: "detached" });
    await page.getByRole("rowheader", { name: "soon" }).first().waitFor();
    await page.getByText("Expires soon").first().waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?expires_within_days=14");
    await page.getByLabel("Use").selectOption("Unused for 90 days");
    await page.getByText("No key fits").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?expires_within_days=14&unused_for_days=90");
    await page.goBack();
    await page.getByRole("link", { name: "ends-soon" }).click();
    await page.getByRole("heading", { level: 1, name: "ends-soon" }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`${base()}/service-accounts/${soon.id}`);
  });

  test("can be rotated there", async () => {
    const { key } = await machine("rotated-there", { name: "rotated" });
    const page = await visit();
    await open(page, `${base()}/api-keys`, ada);
    await act(page, "rotated", "Rotate");
    await page.getByLabel("How long the old value still works").selectOption("Not at all");
    await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
    await page.getByText("Bring it wherever the old value is used.").waitFor();
    expect([await statusOf(await shown(page)), await statusOf(key)]).toEqual([200, 401]);
  });
});

test("a member who may not see them is offered none, and told so where they ask", async () => {
  const { id } = await machine();
  const page = await visit({}, [403]);
  await open(page, base(), grace);
  await page.getByRole("link", { name: "Workspaces" }).waitFor();
  await expect.poll(() => page.getByRole("link", { name: /Service accounts|Keys/ }).count()).toBe(0);
  for (const path of ["/service-accounts", "/api-keys", `/service-accounts/${id}`]) {
    await page.goto(`${console.server.url}${base()}${path}`);
    await page.getByText("You may not do this").first().waitFor();
    await expect.poll(() => page.getByRole("button", { name: /Create/ }).count(), { message: path }).toBe(0);
  }
});

test.each(LOOKS)(
  "axe finds nothing in $colorScheme, $locale",
  async (look) => {
    const { id } = await machine();
    const page = await visit(look);
    await open(page, `${base()}/service-accounts`, ada);
    await page.locator("table").waitFor();
    expect.soft(await violations(page), "accounts").toEqual([]);
    await page.locator("main .mantine-Button-root").first().click();
    await page.getByRole("dialog").locator("form").waitFor();
    expect.soft(await violations(page), "creating").toEqual([]);
    await page.goto(`${console.server.url}${base()}/api-keys`);
    await page.locator("table").waitFor();
    expect.soft(await violations(page), "keys").toEqual([]);
    await page.goto(`${console.server.url}${base()}/service-accounts/${id}`);
    await page.locator("table").waitFor();
    await page.locator("main section").last().locator("input").first().waitFor();
    expect.soft(await violations(page), "account").toEqual([]);
    await page.locator("td.row-actions button").click();
    await page.getByRole("menuitem").first().waitFor();
    expect.soft(await violations(page), "menu").toEqual([]);
    await page.getByRole("menuitem").first().click();
    await page.getByRole("dialog").locator("form").waitFor();
    expect.soft(await violations(page), "rotating").toEqual([]);
    await page.getByRole("dialog").locator("button[type=submit]").click();
    await page.getByRole("dialog").locator("input[readonly]").waitFor();
    expect.soft(await violations(page), "secret").toEqual([]);
  },
  120_000,
);

import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** The table of users: what is shown, found, and done to many at once. */
const console = openConsole(/^\/(?:users|sessions|organizations|teams|roles|connections)\b/);
const { visit, open, asked } = console;

const api = (method: string, path: string, body?: object) => console.server.call(method, path, { token: console.server.admin, ...(body && { body }) });
const rows = (page: Page) => page.locator("tbody tr");
const rowsBecome = (page: Page, count: number) => expect.poll(() => rows(page).count()).toBe(count);
const dialog = (page: Page) => page.locator("[role=dialog][aria-modal=true]");

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

describe("the table", () => {
  test("is one request; the columns that were chosen are kept", async () => {
    await made("Ada");
    const page = await visit();
    await open(page, "/console/users");
    await rows(page).first().waitFor();
    expect(asked.filter((line) => !line.startsWith("GET /users/me"))).toEqual(["GET /users?limit=100"]);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByLabel("Username").uncheck();
    await page.getByLabel("Signs in with").check();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("columnheader", { name: "Signs in with" }).waitFor();
    await expect.poll(() => page.getByRole("columnheader", { name: "Username" }).count()).toBe(0);
    await expect.poll(() => page.getByRole("columnheader", { name: "Name", exact: true }).count()).toBe(1);
  });

  test("the state is seen without scrolling sideways, on a phone too; what is cut is whole for the pointer", async () => {
    const long = "l".repeat(40);
    await made("Long", { name: `Long ${long}`, username: `${long}-${serial}`, email: `${long}-${serial}@${long}.example.com`, is_superuser: true });
    const page = await visit();
    await open(page, `/console/users?q=${long}`);
    await page.getByTitle(`${long}-${serial}@${long}.example.com`, { exact: true }).waitFor();
    const beyond = () => page.locator(".table-frame").evaluate((frame) => frame.scrollWidth - frame.clientWidth);
    expect.soft(await beyond()).toBe(0);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("columnheader", { name: "Username" }).waitFor({ state: "detached" });
    // What tells people apart stands below their names.
    await rows(page).getByText(`${long}-${serial}@${long}.example.com`).waitFor();
    expect(await beyond()).toBe(0);
  });

  test("filters for a closer look are behind a button, seen as chips, in the address, and each one request", async () => {
    const [admin] = (await api("GET", "/users?username=admin")).json;
    const { json: organization } = await api("POST", "/organizations", { name: `Filtered ${serial}` });
    await made("Ada");
    const page = await visit();
    await open(page, "/console/users");
    await rows(page).first().waitFor();
    await page.getByRole("button", { name: "More filters" }).click();
    asked.splice(0);
    await page.getByRole("combobox", { name: "Organization" }).click();
    await page.getByRole("option", { name: `Filtered ${serial}` }).click();
    await rowsBecome(page, 1);
    await expect.poll(() => rows(page).first().textContent()).toContain(admin.username);
    expect(asked.filter((line) => line.startsWith("GET /users?"))).toEqual([`GET /users?organization_id=${organization.id}&limit=100`]);
    await page.getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: /^Organization Viewer/ }).click();
    await page.getByText("No account fits").waitFor();
    await page.getByRole("button", { name: "Remove the filter Role: Organization Viewer" }).click();
    await rowsBecome(page, 1);
    await page.getByLabel("Created until").fill("2001-02-03");
    await page.getByText("No account fits").waitFor();
    await expect.poll(() => new URL(page.url()).search).toContain("created_before=2001-02-03");
    await page.reload();
    // What was set is seen without opening anything.
    await page.getByRole("button", { name: `Remove the filter Organization: Filtered ${serial}` }).waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await rows(page).nth(1).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });

  test("what is shown is exported, and nothing in it is a formula", async () => {
    await made("Ada", { name: '=HYPERLINK("x", "y")' });
    const page = await visit();
    await open(page, `/console/users?q=ada-${serial}`);
    await rowsBecome(page, 1);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export" }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const [head, line, rest] = Buffer.concat(chunks).toString("utf8").split("\r\n");
    expect(head).toBe('\uFEFF"Name","Username","E-mail address","Last sign-in","State"');
    expect(line).toBe(`"'=HYPERLINK(""x"", ""y"")","ada-${serial}","ada-${serial}@example.com","","Active"`);
    expect(rest).toBe("");
  });

  test("what its page does not know is taken out of the address, asked of nobody, and told", async () => {
    await made("Ada");
    const page = await visit();
    await open(page, `/console/users?q=ada-${serial}&limit=900&is_active=maybe&sort=password&foo=1&%3Cb%3E=2`);
    await rowsBecome(page, 1);
    await expect.poll(() => new URL(page.url()).search).toBe(`?q=ada-${serial}`);
    expect(asked.filter((line) => line.startsWith("GET /users?"))).toEqual([`GET /users?q=ada-${serial}&limit=100`]);
    await page.getByText("The address asked for something that this page does not know (limit, is_active, sort). It was left out.").waitFor();
    // Parents of pages know nothing of addresses, and leave nothing in them.
    await page.goto(`${console.server.url}/console/audit?actor_id=x&created_after=soon&action=user.create&limit=3`);
    await rows(page).first().waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?action=user.create");
  });

  test("its size is in the address", async () => {
    await Promise.all(Array.from({ length: 30 }, (_one, at) => made(`Many${at}`)));
    const page = await visit();
    await open(page, "/console/users?q=many");
    await rowsBecome(page, 30);
    await page.getByLabel("Rows").selectOption("25 rows");
    await rowsBecome(page, 25);
    await expect.poll(() => new URL(page.url()).search).toBe("?q=many&limit=25");
  });
});

describe("a new account", () => {
  test("is made with a link that is mailed, and opened", async () => {
    const page = await visit();
    await open(page, "/console/users");
    await page.getByRole("button", { name: "Create a user" }).click();
    await dialog(page).getByLabel("Name", { exact: true }).fill("Grace Hopper");
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await dialog(page).getByText("A username or an e-mail address is needed.").waitFor();
    await dialog(page).getByLabel("E-mail address").fill(`grace-${serial}@example.com`);
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "Grace Hopper" }).waitFor();
    await page.getByText("a link to choose a password is on its way").waitFor();
    const [user] = (await api("GET", `/users?email=grace-${serial}@example.com`)).json;
    expect((await api("GET", `/audit?action=user.password_link&target_id=${user.id}`)).json).toHaveLength(1);
  });

  test("is made with a password that is shown once; what the API refuses stands at its field", async () => {
    const taken = await made("Ada");
    const page = await visit({}, [409, 422]);
    await open(page, "/console/users");
    await page.getByRole("button", { name: "Create a user" }).click();
    await dialog(page).getByLabel("Username").fill("not a name!");
    await dialog(page).getByLabel("Set one now").check();
    await dialog(page).getByRole("button", { name: "Suggest one" }).click();
    const password = await dialog(page).getByRole("textbox", { name: "Password" }).inputValue();
    expect(password).toMatch(/^[a-zK2-9]{5}(?:-[a-zK2-9]{5}){3}$/);
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await dialog(page).getByRole("alert").waitFor();
    await expect.poll(() => dialog(page).getByLabel("Username").getAttribute("aria-invalid")).toBe("true");
    await dialog(page).getByLabel("Username").fill(taken.username);
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await dialog(page).getByText("Another account has this username").waitFor();
    await dialog(page).getByLabel("Username").fill(`shown-${serial}`);
    await dialog(page).getByRole("button", { name: "Create" }).click();
    await dialog(page).getByText("This is shown once").waitFor();
    await expect.poll(() => dialog(page).getByRole("textbox", { name: "Password" }).inputValue()).toBe(password);
    expect((await console.server.signIn(`shown-${serial}`, password)).status).toBe(200);
    await dialog(page).getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("heading", { name: `shown-${serial}` }).waitFor();
  });
});

describe("a deleted account", () => {
  test("is gone after a look at what goes, comes back by undoing, and else from the list of deleted ones", async () => {
    const ada = await made("Ada");
    const page = await visit();
    await open(page, `/console/users/${ada.id}`);
    await page.getByRole("button", { name: "Delete" }).click();
    await dialog(page).getByText("It can be restored until").waitFor();
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await page.getByText("Ada is deleted.").waitFor();
    expect((await of(ada.id)).status).toBe(404);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await of(ada.id)).status).toBe(200);
    await api("DELETE", `/users/${ada.id}`);
    asked.splice(0);
    await page.getByRole("link", { name: "Deleted users" }).click();
    await page.getByRole("searchbox").fill(ada.username);
    await page.getByRole("button", { name: "Restore Ada" }).click();
    await page.getByText("Ada is restored.").waitFor();
    await page.getByText("No deleted account fits").waitFor();
    expect((await of(ada.id)).status).toBe(200);
  });

  test("that nobody may delete says why", async () => {
    const boss = await makeUser(console.server, { name: "Boss" });
    const { json: organization } = await console.server.call("POST", "/organizations", { token: boss.token, body: { name: `Shared ${serial}` } });
    const member = await made("Mia");
    const roles = (await api("GET", `/organizations/${organization.id}/roles?name=Organization Member`)).json;
    await api("POST", `/roles/${roles[0].id}/assignments?user_id=${member.id}`);
    const page = await visit();
    await open(page, `/console/users/${boss.id}`);
    await page.getByRole("button", { name: "Delete" }).click();
    await dialog(page).getByText("This account cannot be deleted now").waitFor();
    await dialog(page).getByText(`Shared ${serial}`).last().waitFor();
    await expect.poll(() => dialog(page).getByRole("button", { name: "Delete", exact: true }).isDisabled()).toBe(true);
  });
});

describe("somebody who is no superuser", () => {
  test("sees whom they may know of, and nothing that they cannot do", async () => {
    const person = await makeUser(console.server, { name: "Pat" });
    const page = await visit();
    await open(page, "/console/users", person);
    await rowsBecome(page, 1);
    for (const name of ["Create a user", "Actions"]) await expect.poll(() => page.getByRole("button", { name }).count()).toBe(0);
    await expect.poll(() => page.getByRole("link", { name: "Deleted users" }).count()).toBe(0);
    await expect.poll(() => page.getByRole("checkbox").count()).toBe(0);
    await page.getByRole("button", { name: "More filters" }).click();
    await page.getByLabel("Created from").waitFor();
    await expect.poll(() => page.getByLabel("Second factor").count()).toBe(0);
    await expect.poll(() => page.getByLabel("Identity provider").count()).toBe(0);
    await page.getByRole("link", { name: "Pat" }).click();
    await page.getByRole("heading", { name: "Pat" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Delete" }).count()).toBe(0);
  });
});

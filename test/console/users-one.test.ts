import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";
import { makeWorkspace } from "../support/workspace.ts";

/** One user: how they get in, where they are signed in, what they hold and may do, what was done. */
const console = openConsole(/^\/(?:users|sessions|organizations|workspaces|roles|teams|audit|rbac|permissions)\b/);
const { visit, open, signIn, asked } = console;

const api = (method: string, path: string, body?: object) => console.server.call(method, path, { token: console.server.admin, ...(body && { body }) });
const dialog = (page: Page) => page.locator("[role=dialog][aria-modal=true]");
const listed = () => asked.filter((line) => !line.startsWith("GET /users/me")).sort();
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

let person: Awaited<ReturnType<typeof makeUser>>;
let serial = 0;
beforeEach(async () => {
  person = await makeUser(console.server, { name: `Kay ${++serial}`, email: `kay-${serial}@example.com` });
});

async function company(...roles: string[]) {
  const { json } = await api("POST", "/organizations", { name: `Firm ${serial}` });
  const all: { id: string; name: string }[] = (await api("GET", `/organizations/${json.id}/roles`)).json;
  const give = (role: string, query: string) => api("POST", `/roles/${all.find(({ name }) => name === role)?.id}/assignments?${query}`);
  for (const role of roles) await give(role, `user_id=${person.id}`);
  return { id: json.id as string, give };
}

describe("the profile", () => {
  test("has a picture and metadata, which are JSON or not sent", async () => {
    const page = await visit();
    await open(page, `/console/users/${person.id}`);
    await page.getByLabel("Picture").fill("https://example.com/kay.png");
    await page.getByLabel("Metadata").fill("{ not json");
    await page.getByText("This is no JSON object.").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.getByLabel("Metadata").fill('{"floor": 3}');
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect((await api("GET", `/users/${person.id}`)).json).toMatchObject({ avatar_url: "https://example.com/kay.png", metadata: { floor: 3 } });
    await page.getByLabel("Metadata").fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(async () => (await api("GET", `/users/${person.id}`)).json.metadata).toBeNull();
  });

  test("of the last administrator keeps its rights, and says why", async () => {
    const [admin] = (await api("GET", "/users?username=admin")).json;
    const page = await visit({}, [400, 403, 409, 422]);
    await open(page, `/console/users/${admin.id}`);
    await page.getByRole("switch", { name: "Active" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/administrator/);
    expect((await api("GET", `/users/${admin.id}`)).json.is_active).toBe(true);
  });
});

describe("security", () => {
  test("is a few requests; the password is reset to one that is shown once, and good for one sign-in", async () => {
    const page = await visit();
    await open(page, `/console/users/${person.id}/security`);
    await page.getByText(/^Set on /).waitFor();
    await page.getByText("No application has been agreed to.").waitFor();
    const path = `GET /users/${person.id}`;
    expect(listed()).toEqual([path, `${path}/consents`, `${path}/credentials`, `${path}/sessions?limit=50`]);
    await page.getByRole("button", { name: "Reset the password" }).click();
    await dialog(page).getByLabel("Set a one-time password").check();
    await dialog(page).getByRole("button", { name: "Set the password" }).click();
    await dialog(page).getByText("This is shown once").waitFor();
    const password = await dialog(page).getByLabel("One-time password", { exact: true }).inputValue();
    await dialog(page).getByRole("button", { name: "I have stored it" }).click();
    await section(page, "Ways to sign in").getByText("Expired").waitFor();
    await expect.poll(() => page.getByText(password).count()).toBe(0);
    expect((await console.server.signIn(person.username, person.password)).status).toBe(401);
    const signedIn = await console.server.signIn(person.username, password);
    expect((await console.server.call("GET", "/users", { token: signedIn.json.access_token })).json.code).toBe("password.expired");
  });

  test("a link is mailed, a password expires, a locked account is unlocked", async () => {
    const page = await visit();
    for (let at = 0; at < 12; at++) {
      console.server.clock.advance(20_000);
      await console.server.signIn(person.username, "wrong");
    }
    await open(page, `/console/users/${person.id}/security`);
    await page.getByText(/^Held back until /).waitFor();
    await page.getByRole("button", { name: "Unlock" }).click();
    await page.getByText("The account is unlocked.").waitFor();
    await page.getByText(/^Held back until /).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Reset the password" }).click();
    await dialog(page).getByRole("button", { name: "Mail the link" }).click();
    await page.getByText(`A link is on its way to kay-${serial}@example.com.`).waitFor();
    expect((await api("GET", `/audit?action=user.password_link&target_id=${person.id}`)).json).toHaveLength(1);
    await page.getByRole("button", { name: "Expire the password" }).click();
    await dialog(page).getByRole("button", { name: "Expire the password" }).click();
    await section(page, "Ways to sign in").getByText("Expired").waitFor();
    expect((await api("GET", `/users/${person.id}`)).json.password_expired).toBe(true);
  });

  test("one session ends, then all: the other browser sees it within a second", async () => {
    const theirs = await visit({}, [401]);
    await signIn(theirs, "/console/users", person);
    const before = (await api("GET", `/users/${person.id}/sessions`)).json.length;
    const page = await visit();
    await open(page, `/console/users/${person.id}/security`);
    const sessions = section(page, "Sessions and devices");
    await expect.poll(() => sessions.getByRole("listitem").count()).toBe(before);
    await sessions.getByRole("heading", { name: "Today" }).waitFor();
    await sessions
      .getByRole("button", { name: /^End the session/ })
      .last()
      .click();
    await page.getByText("The session has ended.").waitFor();
    await expect.poll(() => sessions.getByRole("listitem").count()).toBe(before - 1);
    await sessions.getByRole("button", { name: "Sign out everywhere" }).click();
    await dialog(page).getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByText("Signed in nowhere.").waitFor();
    // How soon is seen at the API (`test/auth/sessions.test.ts`); loading a page takes a while by itself.
    await expect
      .poll(async () => {
        await theirs.reload();
        return theirs.getByLabel("Username or e-mail address").count();
      })
      .toBe(1);
  });

  test("second factors that were lost are taken away", async () => {
    await console.server.db.query({
      text: "INSERT INTO totp (user_id, secret, activated) VALUES ($1, '\\x00', now())",
      values: [person.id],
    });
    const page = await visit();
    await open(page, `/console/users/${person.id}/security`);
    await page.getByRole("button", { name: "Remove the app" }).click();
    await dialog(page).getByRole("button", { name: "Remove the app" }).click();
    await page.getByText("The authenticator app is removed.").waitFor();
    expect((await api("GET", `/users/${person.id}/credentials`)).json.totp_activated).toBeNull();
  });
});

describe("access", () => {
  test("shows what is held, through what; what may be done there and why; in few requests", async () => {
    const { id, give } = await company("Organization Member");
    const { json: team } = await api("POST", "/teams", { name: `Crew ${serial}`, organization_id: id });
    await api("POST", `/teams/${team.id}/members?user_id=${person.id}`);
    const [admin] = (await api("GET", "/users?username=admin")).json;
    const { id: workspace } = await makeWorkspace(console.server, { ...admin, token: console.server.admin }, id, `space-${serial}`);
    await give("Workspace Developer", `team_id=${team.id}&workspace_id=${workspace}`);
    const page = await visit();
    await open(page, `/console/users/${person.id}/access`);
    const memberships = section(page, "Memberships");
    await memberships.getByRole("row", { name: /Workspace Developer/ }).waitFor();
    await expect.poll(() => memberships.getByRole("row", { name: /Workspace Developer/ }).textContent()).toContain(`Crew ${serial}`);
    await expect.poll(() => memberships.getByRole("row", { name: /Organization Member/ }).textContent()).toContain("The whole organization");
    expect(listed()).toEqual([`GET /users/${person.id}`, `GET /users/${person.id}/memberships?limit=20`]);
    await page.getByRole("combobox", { name: "Organization" }).click();
    await page.getByRole("option", { name: `Firm ${serial}` }).click();
    await page.getByRole("button", { name: "Allowed: member:read" }).waitFor();
    await page.getByRole("button", { name: "Not allowed: team:create" }).waitFor();
    asked.splice(0);
    await page.getByRole("combobox", { name: "Workspace" }).click();
    await page.getByRole("option").first().click();
    await page.getByRole("button", { name: "Allowed: stack:update" }).click();
    const table = page.getByRole("table", { name: "What the account may do, by type of resource" });
    await table.getByText(`The role “Workspace Developer”, held in the workspace through the team “Crew ${serial}”, allows it.`).waitFor();
    // The whole table is one request.
    expect(asked.filter((line) => line.includes("/permissions?"))).toEqual([`GET /users/${person.id}/permissions?workspace_id=${workspace}`]);
    expect(new URL(page.url()).searchParams.get("permission")).toBe("stack:update");
    await section(page, "One resource in particular").getByText("Allowed", { exact: true }).waitFor();
    // Sent to somebody else it shows the same.
    await page.reload();
    await table.getByText(/held in the workspace through the team/).waitFor();
    await page.getByLabel("Only what is allowed").click();
    await expect.poll(() => page.getByRole("button", { name: /^Not allowed/ }).count()).toBe(0);
  });

  test("of others is shown where one sees who holds which role, without what only superusers have", async () => {
    const { id } = await company("Organization Member");
    const boss = await makeUser(console.server, { name: "Boss" });
    const roles: { id: string; name: string }[] = (await api("GET", `/organizations/${id}/roles`)).json;
    await api("POST", `/roles/${roles.find(({ name }) => name === "Organization Admin")?.id}/assignments?user_id=${boss.id}`);
    const page = await visit();
    await open(page, `/console/users/${person.id}`, boss);
    await page.getByRole("heading", { name: `Kay ${serial}` }).waitFor();
    for (const name of ["Security", "API keys", "Activity"]) await expect.poll(() => page.getByRole("link", { name, exact: true }).count()).toBe(0);
    await expect.poll(() => page.getByRole("button", { name: /^(?:Save|Delete)$/ }).count()).toBe(0);
    await page.getByRole("link", { name: "Access", exact: true }).click();
    await section(page, "Memberships").getByText("Organization Member").waitFor();
  });
});

describe("keys and activity", () => {
  test("a forgotten key is deleted, and stops working", async () => {
    const { json: key } = await console.server.call("POST", "/users/me/api_keys", { token: person.token, body: { name: "forgotten" } });
    const page = await visit();
    await open(page, `/console/users/${person.id}/keys`);
    await page.getByRole("button", { name: "Delete the key forgotten" }).click();
    expect(listed()).toEqual([`GET /users/${person.id}`, `GET /users/${person.id}/api_keys?limit=100`]);
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await page.getByText("The key forgotten is deleted.").waitFor();
    await page.getByText("No API keys").waitFor();
    expect((await console.server.call("GET", "/users/me", { token: key.key })).status).toBe(401);
  });

  test("what was changed is said in sentences, the whole entry on demand; and what the account did", async () => {
    await api("PATCH", `/users/${person.id}`, { job_title: "Admiral" });
    await console.server.call("PATCH", "/users/me", { token: person.token, body: { company: "Navy" } });
    const page = await visit();
    await open(page, `/console/users/${person.id}/activity`);
    await page.getByText(`Reserved admin changed the account of Kay ${serial}`).waitFor();
    await page.getByText("Job title: from nothing to “Admiral”").waitFor();
    await page.getByText(`Kay ${serial} changed their own account`).first().waitFor();
    expect(listed()).toEqual([`GET /audit?limit=50&target_id=${person.id}`, `GET /users/${person.id}`]);
    await page.getByRole("button", { name: "The whole entry" }).first().click();
    await page.getByText('"action": "user.update"').waitFor();
    await page.getByText("By this account").click();
    await page.getByText(`Reserved admin changed the account of Kay ${serial}`).waitFor({ state: "detached" });
    await expect.poll(() => new URL(page.url()).search).toBe("?by=them");
    await page.getByText("Company: from nothing to “Navy”").waitFor();
  });
});

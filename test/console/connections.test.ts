import { afterAll, beforeAll, expect, test } from "vitest";
import { CLIENT, type StrictProvider, startStrictProvider } from "../federation/strict-provider.ts";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** Sign-in connections, in the console of a real server, with a real provider beside it. */
const console = openConsole(undefined, { ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
const { visit, open, asked } = console;
let strict: StrictProvider;

const call = (method: string, path: string, body?: object) =>
  console.server.call(method, path, { token: console.server.admin, ...(body !== undefined && { body }) });
const made = async (name: string, fields: object = {}): Promise<string> =>
  (await call("POST", "/connections", { ...CLIENT, name, display_name: name, issuer: strict.issuer, ...fields })).json.id;
const of = async (id: string) => (await call("GET", `/connections/${id}`)).json;

beforeAll(async () => {
  strict = await startStrictProvider(`${console.server.url}/auth/callback`);
});
afterAll(() => strict.close());

test("one is made from a preset, which fills in what is known, and the secret is never shown", async () => {
  const page = await visit();
  await open(page, "/console/connections/new");
  await page.getByRole("link", { name: /^Okta/ }).click();
  await page.getByText(`${console.server.url}/auth/callback`).waitFor();
  await page.getByRole("textbox", { name: "Domain" }).fill("example.okta.com");
  await page.getByRole("textbox", { name: "Client ID" }).fill("0oa1b2c3");
  await page.getByLabel("Client secret").fill("a secret of Okta");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { name: "Okta", level: 1 }).waitFor();
  expect(await of(page.url().split("/").at(-1) ?? "")).toMatchObject({ preset: "okta", issuer: "https://example.okta.com", has_client_secret: true });
  await page.getByText("There is one. Enter another to replace it.").waitFor();
  await expect.poll(() => page.getByLabel("Client secret").inputValue()).toBe("");
});

test("is edited, and what is left empty of the secret stays", async () => {
  const id = await made("edited");
  const page = await visit();
  await open(page, `/console/connections/${id}`);
  await page.getByRole("textbox", { name: "On the button" }).fill("Our directory");
  await page.getByRole("button", { name: "Add: Domains" }).click();
  await page.getByRole("textbox", { name: "Domains, 1" }).fill("example.com");
  await page.getByRole("textbox", { name: "Groups" }).fill("roles");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  expect(await of(id)).toMatchObject({
    display_name: "Our directory",
    domains: ["example.com"],
    claims: { groups: "roles", email: "email" },
    has_client_secret: true,
  });
});

test("the check tells step by step what the provider publishes", async () => {
  const id = await made("checked");
  const page = await visit();
  await open(page, `/console/connections/${id}`);
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Everything is as it should be.").waitFor();
  await expect.poll(() => page.getByRole("main").getByText("Good", { exact: true }).count()).toBe(4);
  const wrong = await made("wrong", { issuer: `${strict.issuer}/elsewhere` });
  await page.goto(`${console.server.url}/console/connections/${wrong}`);
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Something is wrong.").waitFor();
});

test("the live test signs in at the provider in another window, and shows what came back and what would happen", async () => {
  strict.accounts.set("grace", { email: "grace@example.com", email_verified: true, name: "Grace Hopper", groups: ["navy"] });
  strict.login = "grace";
  const id = await made("tested");
  const page = await visit({ reducedMotion: "reduce" });
  await open(page, `/console/connections/${id}`);
  const opening = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Live test" }).click();
  const popup = await opening;
  await popup.waitForURL(/\/sign-in\/connection-test\//);
  await page.getByText("Signing in would make an account").waitFor();
  await page.getByRole("heading", { name: "What would become the profile" }).waitFor();
  await page.getByText("grace@example.com").first().waitFor();
  await expect.poll(() => page.getByRole("region", { name: "What the provider said" }).textContent()).toContain('"sub": "grace"');
  expect((await call("GET", "/users?q=grace@example.com")).json).toEqual([]);
  const polls = () => asked.filter((line) => line.includes("/tests/")).length;
  const before = polls();
  // What is known is asked for no more.
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Everything is as it should be.").waitFor();
  expect(polls()).toBe(before);
  expect(await violations(page)).toEqual([]);
});

test("deleting says before what it does, and takes its name", async () => {
  const id = await made("doomed");
  const page = await visit();
  await open(page, `/console/connections/${id}`);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("No account signs in with it.").waitFor();
  await dialog.getByRole("textbox").fill("doomed");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Sign-in connections", level: 1 }).waitFor();
  expect((await call("GET", `/connections/${id}`)).status).toBe(404);
});

test("who is no superuser is told so, and nothing is asked for them", async () => {
  const page = await visit();
  await open(page, "/console/connections", await makeUser(console.server));
  await page.getByRole("heading", { name: "For superusers only" }).waitFor();
  expect(asked.filter((line) => line.includes("/connections"))).toEqual([]);
});

test.each(LOOKS)(
  "axe finds nothing: $colorScheme, $locale",
  async (look) => {
    const id = await made(`axe-${look.colorScheme}-${look.locale.slice(0, 2)}`);
    const page = await visit(look);
    for (const path of ["", "/new", "/new?provider=keycloak", `/${id}`]) {
      await open(page, `/console/connections${path}`);
      await page
        .getByRole("status")
        .filter({ hasText: /Loading|geladen/ })
        .first()
        .waitFor({ state: "detached" });
      expect.soft(await violations(page), path).toEqual([]);
    }
  },
  60_000,
);

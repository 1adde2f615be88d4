import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** Applications, in the console of a real server. */
const console = openConsole();
const { visit, open, asked } = console;

const call = (method: string, path: string, body?: object) =>
  console.server.call(method, path, { token: console.server.admin, ...(body !== undefined && { body }) });
const made = async (fields: object) => (await call("POST", "/applications", fields)).json as { id: string; client_secret: string | null };
const of = async (id: string) => (await call("GET", `/applications/${id}`)).json;
const web = (name: string) => made({ name, type: "web", redirect_uris: ["https://billing.example.com/callback"] });
const nameField = (page: Page) => page.getByRole("textbox", { name: "Name", exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

describe("the list", () => {
  test("is one request, and its filters stand in the address", async () => {
    await web("Listed web");
    await made({ name: "Listed page", type: "single_page", redirect_uris: ["https://spa.example.com/"] });
    const page = await visit();
    await open(page, "/console/applications?q=listed");
    await page.getByRole("link", { name: "Listed web" }).waitFor();
    expect(asked.filter((line) => !line.startsWith("GET /users/me"))).toEqual(["GET /applications?q=listed&limit=100"]);
    await page.getByRole("main").getByLabel("Type").selectOption("Single-page application");
    await page.getByRole("link", { name: "Listed web" }).waitFor({ state: "detached" });
    await expect.poll(() => new URL(page.url()).search).toBe("?q=listed&type=single_page");
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  });

  test("marks what belongs to the installation, and what registered by itself; a window of 1280 pixels shows all of it", async () => {
    const page = await visit({ viewport: { width: 1280, height: 800 } });
    await web("A customer portal whose name is fifty letters long");
    await open(page, "/console/applications");
    const row = page.getByRole("row").filter({ hasText: "Command line" });
    await row.getByText("Part of the installation").waitFor();
    await row.getByText("00000000-0000-7000-8000-000000000002").waitFor();
    expect(await page.locator(".table-frame").evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBe(0);
    await page.getByRole("link", { name: "Command line" }).click();
    await page.getByText("it can be deactivated, but not changed or deleted").waitFor();
    await expect.poll(() => nameField(page).isDisabled()).toBe(true);
    await expect.poll(() => page.getByRole("button", { name: "Delete" }).count()).toBe(0);
  });
});

describe("making one", () => {
  test("asks for what the type needs, shows the secret once, and leads to its page", async () => {
    const page = await visit();
    await open(page, "/console/applications/new");
    await page.getByRole("link", { name: /^Web application/ }).click();
    await nameField(page).fill("Shop");
    await page.getByRole("textbox", { name: "Redirect addresses, 1" }).fill("https://shop.example.com/callback");
    await page.getByRole("button", { name: "Create" }).click();
    const dialog = page.getByRole("dialog", { name: "The secret of the application" });
    const secret = await dialog.getByLabel("Client secret", { exact: true }).inputValue();
    expect(secret).toMatch(/^rs_/);
    await dialog.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("heading", { name: "Shop", level: 1 }).waitFor();
    const id = page.url().split("/").at(-1) ?? "";
    expect(await of(id)).toMatchObject({
      name: "Shop",
      type: "web",
      redirect_uris: ["https://shop.example.com/callback"],
      scopes: ["openid", "profile", "email"],
    });
    await expect.poll(() => page.getByText(secret).count()).toBe(0);
    await page.getByText(`OIDC_CLIENT_ID=${id}`).waitFor();
    await expect.poll(() => page.getByText(`${console.server.url}/.well-known/openid-configuration`).count()).toBeGreaterThan(0);
  });

  test("a machine has no addresses, and its scopes are the API's", async () => {
    const page = await visit();
    await open(page, "/console/applications/new?type=machine");
    await expect.poll(() => page.getByText("Redirect addresses").count()).toBe(0);
    await expect.poll(() => page.getByRole("checkbox", { name: "openid" }).count()).toBe(0);
    await nameField(page).fill("Nightly");
    await page.getByRole("checkbox", { name: "audit:read" }).check();
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("link", { name: "Its service account" }).waitFor();
    expect(await of(page.url().split("/").at(-1) ?? "")).toMatchObject({ type: "machine", scopes: ["users:read", "audit:read"] });
  });

  test("what the API refuses stands at the address that is wrong, and everything stays filled in", async () => {
    const page = await visit({}, [422]);
    await open(page, "/console/applications/new?type=web");
    await nameField(page).fill("Wrong");
    await page.getByRole("textbox", { name: "Redirect addresses, 1" }).fill("https://good.example.com/");
    await page.getByRole("button", { name: "Add: Redirect addresses" }).click();
    const second = page.getByRole("textbox", { name: "Redirect addresses, 2" });
    await second.fill("http://evil.example.com/*");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByText("An address has no wildcard").first().waitFor();
    await expect.poll(() => second.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => page.getByRole("textbox", { name: "Redirect addresses, 1" }).getAttribute("aria-invalid")).not.toBe("true");
    await expect.poll(() => second.inputValue()).toBe("http://evil.example.com/*");
  });
});

describe("one application", () => {
  test("is edited, for the version that was read", async () => {
    const { id } = await web("Edited");
    const page = await visit();
    await open(page, `/console/applications/${id}`);
    await nameField(page).fill("Edited anew");
    await page.getByRole("button", { name: "Add: Redirect addresses" }).click();
    await page.getByRole("textbox", { name: "Redirect addresses, 2" }).fill("http://localhost:3000/callback");
    await page.getByRole("switch", { name: "Require pushed requests (PAR)" }).check();
    const sent = page.waitForRequest((request) => request.method() === "PATCH");
    await save(page);
    await page.getByText("Saved.").waitFor();
    expect((await sent).headers()["if-match"]).toMatch(/^"/);
    expect(await of(id)).toMatchObject({
      name: "Edited anew",
      redirect_uris: ["https://billing.example.com/callback", "http://localhost:3000/callback"],
      require_par: true,
    });
    await page.getByRole("heading", { name: "Edited anew", level: 1 }).waitFor();
  });

  test("a key pair instead of a secret: what is no key set is not sent", async () => {
    const { id } = await web("Keys");
    const page = await visit({}, [422]);
    await open(page, `/console/applications/${id}`);
    await page.getByLabel("How it proves who it is").selectOption("With a key pair (private_key_jwt)");
    await page.getByLabel("Public keys (JWKS)").fill("no json");
    await page.getByText("This is no JSON of the form").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.getByLabel("Public keys (JWKS)").fill('{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}');
    await save(page);
    await page.getByText("A symmetric key is a secret: give public keys only").first().waitFor();
    await page.getByLabel("Public keys (JWKS)").fill("");
    await page.getByLabel("Address of its public keys").fill("https://keys.example.com/jwks.json");
    await save(page);
    await page.getByText("Saved.").waitFor();
    expect(await of(id)).toMatchObject({ auth_method: "private_key_jwt", jwks: null, jwks_uri: "https://keys.example.com/jwks.json" });
    await expect.poll(() => page.getByRole("heading", { name: "Client secrets" }).count()).toBe(0);
  });

  test("what somebody else changed meanwhile is told, and nothing is lost", async () => {
    const { id } = await web("Contested");
    const page = await visit({}, [412]);
    await open(page, `/console/applications/${id}`);
    await nameField(page).fill("Mine");
    await call("PATCH", `/applications/${id}`, { name: "Theirs", require_par: true });
    await save(page);
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    expect(await of(id)).toMatchObject({ name: "Theirs" });
    await expect.poll(() => nameField(page).inputValue()).toBe("Mine");
    await expect.poll(() => page.getByRole("switch", { name: "Require pushed requests (PAR)" }).isChecked()).toBe(true);
    await page.getByLabel("Theirs: Theirs").check();
    await expect.poll(() => nameField(page).inputValue()).toBe("Theirs");
    await page.getByLabel("Yours: Mine").check();
    await save(page);
    await page.getByText("Saved.").waitFor();
    expect(await of(id)).toMatchObject({ name: "Mine", require_par: true });
    // A version that something beside the form comes upon tells it as well, before anything is saved.
    await nameField(page).fill("Mine again");
    await call("PATCH", `/applications/${id}`, { name: "Theirs again" });
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await page.getByLabel("Theirs: Theirs again").waitFor();
    await expect.poll(() => nameField(page).inputValue()).toBe("Mine again");
  });

  test("is deactivated and, by undoing, active again; deleting takes its name", async () => {
    const { id } = await web("Deactivated");
    const page = await visit({}, [404]);
    await open(page, `/console/applications/${id}`);
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Deactivated is deactivated.").waitFor();
    expect(await of(id)).toMatchObject({ is_active: false });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await of(id)).is_active).toBe(true);
    await page.getByRole("button", { name: "Deactivate" }).waitFor();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect.poll(() => dialog.getByRole("button", { name: "Delete" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("Deactivated");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "Applications", level: 1 }).waitFor();
    expect((await call("GET", `/applications/${id}`)).status).toBe(404);
  });

  test("its secret is rotated with an overlap, and deleted", async () => {
    const { id } = await web("Rotated");
    const page = await visit();
    await open(page, `/console/applications/${id}`);
    const secrets = page.getByRole("table", { name: "Secrets that work" }).locator("tbody tr");
    await secrets.first().waitFor();
    await page.getByRole("button", { name: "Rotate" }).click();
    await page.getByLabel("The old ones go on for").selectOption("7 days");
    await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
    const secret = await page.getByRole("dialog").getByLabel("Client secret", { exact: true }).inputValue();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect.poll(() => secrets.count()).toBe(2);
    const [newest, older] = (await call("GET", `/applications/${id}/secrets`)).json;
    expect(secret.startsWith(newest.hint)).toBe(true);
    expect(Date.parse(older.expires) - Date.now()).toBeGreaterThan(6 * 86_400_000);
    await page.getByRole("button", { name: `Delete the secret ${older.hint}…` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => secrets.count()).toBe(1);
  });
});

test("who is no superuser is told so, and nothing is asked for them", async () => {
  const person = await makeUser(console.server);
  const page = await visit({ reducedMotion: "reduce" });
  await open(page, "/console/applications", person);
  await page.getByRole("heading", { name: "For superusers only" }).waitFor();
  expect(asked.filter((line) => line.includes("/applications"))).toEqual([]);
  await expect.poll(() => page.getByRole("link", { name: "Applications" }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test.each(LOOKS)(
  "axe finds nothing: $colorScheme, $locale",
  async (look) => {
    const { id } = await web(`Axe ${look.colorScheme} ${look.locale}`);
    const page = await visit({ ...look, viewport: { width: 1280, height: 900 } });
    for (const path of ["", "/new", "/new?type=web", "/new?type=machine", `/${id}`, "?q=nothing-of-that-name"]) {
      await open(page, `/console/applications${path}`);
      await page
        .getByRole("status")
        .filter({ hasText: /Loading|geladen/ })
        .waitFor({ state: "detached" });
      expect.soft(await violations(page), path).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect.soft(await violations(page), "phone").toEqual([]);
  },
  60_000,
);

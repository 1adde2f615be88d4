import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** One's own account in the console. */
const console = openConsole(/^\/(?:users|invitations|devices)\b/);
const { visit, signIn, asked } = console;

type Person = Awaited<ReturnType<typeof makeUser>>;

const at = (path: string) => `/console/account/${path}`;
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
/** Lets the last sign-in of somebody lie too far back for what takes a recent one. */
async function letPass({ id }: Person): Promise<void> {
  await console.server.db.query({ text: "UPDATE sessions SET auth_time = auth_time - interval '11 minutes' WHERE user_id = $1", values: [id] });
  console.server.clock.advance(600);
}
/** Fills the sign-in page in, where the browser is on it. */
async function proveAgain(page: Page, { username, password }: Person): Promise<void> {
  await page.waitForURL(/\/sign-in\?/);
  await expect.poll(() => page.getByLabel("Username or e-mail address").inputValue()).toBe(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: console.server.clock.now() });

describe("the profile", () => {
  test("is reached by the account menu, costs one request, and is saved", async () => {
    const person = await makeUser(console.server, { name: "Ada" });
    const page = await visit();
    await signIn(page, "/console/users", person);
    await page.getByRole("button", { name: "Account and preferences" }).click();
    asked.splice(0);
    await page.getByRole("link", { name: "Your account" }).last().click();
    await page.getByLabel("Company").fill("Analytical Engines");
    expect(asked).toEqual(["GET /users/me"]);
    await page.getByLabel("Name", { exact: true }).fill("Ada King");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const { json } = await console.server.call("GET", "/users/me", { token: person.token });
    expect(json).toMatchObject({ name: "Ada King", company: "Analytical Engines" });
    await page.getByRole("button", { name: "Account and preferences" }).getByText("Ada King").waitFor();
  });

  test("what the API refuses stands at its field and stays filled in; a change that came between is shown", async () => {
    const person = await makeUser(console.server);
    const page = await visit({}, [412, 422]);
    await signIn(page, at("profile"), person);
    await page.getByLabel("E-mail address").fill("nowhere");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    await expect.poll(() => page.getByLabel("E-mail address").getAttribute("aria-invalid")).toBe("true");
    await page.getByLabel("E-mail address").fill("");
    await page.getByLabel("Company").fill("Mine");
    await console.server.call("PATCH", "/users/me", { token: person.token, body: { company: "Theirs" } });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    await expect.poll(() => page.getByRole("textbox", { name: "Company" }).inputValue()).toBe("Mine");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
  });

  test("what takes a recent sign-in leads to one and back, with what was filled in", async () => {
    const person = await makeUser(console.server);
    const page = await visit({}, [403]);
    await signIn(page, at("profile"), person);
    await page.getByLabel("Company").fill("Kept over the way");
    await page.getByLabel("E-mail address").fill("ada.again@example.com");
    await letPass(person);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Please confirm that it is you").waitFor();
    await page.getByRole("button", { name: "Sign in again" }).click();
    await proveAgain(page, person);
    await page.waitForURL(/\/account\/profile$/);
    await expect.poll(() => page.getByLabel("E-mail address").inputValue()).toBe("ada.again@example.com");
    await expect.poll(() => page.getByLabel("Company").inputValue()).toBe("Kept over the way");
    expect(await page.evaluate("JSON.stringify(sessionStorage)")).not.toContain("Kept over");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect((await console.server.call("GET", "/users/me", { token: person.token })).status).toBe(200);
  });
});

describe("the password", () => {
  test("is changed with the one before: other sessions end, this one stays, and the new one signs in", async () => {
    const person = await makeUser(console.server);
    const page = await visit({}, [400, 401, 403, 422]);
    await signIn(page, at("security"), person);
    const password = region(page, "Password");
    await password.getByLabel("Current password").fill("a wrong one");
    await password.getByLabel("New password").fill("a wholly new password");
    await password.getByRole("button", { name: "Change password" }).click();
    await expect.poll(() => password.getByLabel("Current password").getAttribute("aria-invalid")).toBe("true");
    await password.getByLabel("Current password").fill(person.password);
    await password.getByLabel("New password").fill("short");
    await password.getByRole("button", { name: "Change password" }).click();
    await expect.poll(() => password.getByLabel("New password").getAttribute("aria-invalid")).toBe("true");
    await password.getByLabel("New password").fill("a wholly new password");
    await password.getByRole("button", { name: "Change password" }).click();
    await page.getByText("All other sessions have ended.").waitFor();
    await expect.poll(() => password.getByLabel("New password").inputValue()).toBe("");
    expect((await console.server.call("GET", "/users/me", { token: person.token })).status).toBe(401);
    await page.getByRole("link", { name: "Profile" }).click();
    await page.getByLabel("Company").waitFor();
    const other = await visit();
    await signIn(other, at("profile"), { ...person, password: "a wholly new password" });
    await other.getByLabel("Company").waitFor();
  });
});

describe("the authenticator app", () => {
  /** Sets one up. @returns its secret and the recovery codes */
  async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
    const section = region(page, "Authenticator app");
    await section.getByRole("button", { name: "Set up" }).click();
    const dialog = page.getByRole("dialog", { name: "Authenticator app" });
    await dialog.getByRole("img", { name: "QR code for your authenticator app" }).waitFor();
    const secret = (await dialog.getByRole("textbox", { name: "Or type this key in" }).inputValue()).replaceAll(" ", "");
    await dialog.getByLabel("Code from the app").fill(codeOf(secret));
    await dialog.getByRole("button", { name: "Turn on" }).click();
    const shown = page.getByRole("dialog", { name: "Your recovery codes" });
    await shown.getByRole("listitem").first().waitFor();
    return { secret, codes: await shown.getByRole("listitem").allTextContents() };
  }

  test("is set up with a code that was really computed, and then asked for; a recovery code does, too, once", async () => {
    const person = await makeUser(console.server);
    const page = await visit();
    await signIn(page, at("security"), person);
    await page.getByText("A second factor would make your account safer").waitFor();
    const { secret, codes } = await setUp(page);
    expect(new Set(codes).size).toBe(10);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as text" }).click();
    const stream = await (await saving).createReadStream();
    const file = (await stream.toArray()).join("");
    for (const code of codes) expect(file).toContain(code);
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByText("10 recovery codes are left.").waitFor();
    await expect.poll(() => page.getByText("A second factor would make your account safer").count()).toBe(0);
    expect((await console.server.call("GET", "/users/me", { token: person.token })).status).toBe(401);

    const enter = async (code: string) => {
      const other = await visit({}, [401]);
      await other.goto(`${console.server.url}${at("profile")}`);
      await other.getByLabel("Username or e-mail address").fill(person.username);
      await other.getByLabel("Password", { exact: true }).fill(person.password);
      await other.getByRole("button", { name: "Sign in", exact: true }).click();
      await other.getByLabel("Code", { exact: true }).fill(code);
      await other.getByRole("button", { name: "Sign in", exact: true }).click();
      return other;
    };
    console.server.clock.advance(30_000);
    await (await enter(codeOf(secret))).getByLabel("Company").waitFor();
    await (await enter(codes[0] ?? "")).getByLabel("Company").waitFor();
    await (await enter(codes[0] ?? "")).getByRole("alert").waitFor();
    await page.reload();
    await page.getByText("9 recovery codes are left.").waitFor();
  });

  test("recovery codes are made anew, and the app is removed; a sign-in without the second factor is led to one", async () => {
    const person = await makeUser(console.server);
    const page = await visit({}, [403]);
    await signIn(page, at("security"), person);
    const { secret, codes } = await setUp(page);
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("button", { name: "New recovery codes" }).click();
    await page.getByRole("button", { name: "Make new codes" }).click();
    const shown = page.getByRole("dialog", { name: "Your recovery codes" });
    await shown.getByRole("listitem").first().waitFor();
    await expect.poll(() => shown.getByRole("listitem").allTextContents()).not.toContain(codes[0]);
    await page.getByRole("button", { name: "I have stored it" }).click();
    await letPass(person);
    await region(page, "Authenticator app").getByRole("button", { name: "Remove" }).click();
    const sure = page.getByRole("dialog", { name: "Remove the authenticator app?" });
    await sure.getByRole("button", { name: "Remove" }).click();
    await sure.getByRole("button", { name: "Sign in again" }).click();
    await proveAgain(page, person);
    console.server.clock.advance(30_000);
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await region(page, "Authenticator app").getByRole("button", { name: "Remove" }).click();
    await sure.getByRole("button", { name: "Remove" }).click();
    await page.getByText("The authenticator app was removed.").waitFor();
    expect((await console.server.signIn(person.username, person.password)).status).toBe(200);
  });
});

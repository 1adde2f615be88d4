import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/pages/language.ts";
import { violations } from "../support/axe.ts";
import { gallery, STAY, serveGallery } from "../support/gallery.ts";
import { type Harness, makeUser, startReachableServer } from "../support/harness.ts";
import { openVisits, refusalIn } from "../support/visits.ts";

/** What people see and do, in a real browser. */
let server: Harness;
let pictures: Awaited<ReturnType<typeof serveGallery>>;
const visits = openVisits(() => [server.url, pictures.url]);

beforeAll(async () => {
  [server, pictures] = await Promise.all([startReachableServer(), serveGallery()]);
});
afterAll(async () => {
  await pictures?.close();
  await server?.close();
});

/** A new browser of somebody's, that is watched. A page that is a refusal is an answer, and tests look at it. */
const visit = (options?: BrowserContextOptions): Promise<Page> =>
  visits.visit(options, (message, page) => Math.floor(refusalIn(message) / 100) === 4 && message.location().url === page.url());

/** Shows what pages show on demand only. */
const OPEN = `document.querySelectorAll("details").forEach((details) => { details.open = true; })`;

/** What has the focus, as its id or its text, when a ring around it shows. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  return getComputedStyle(element).outlineStyle === "solid" && (element.id || element.textContent);
})()`;

const titleOf = (page: Page) => page.locator("h1").textContent();

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username or e-mail address").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForLoadState();
}

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("signs in after a wrong password, sees who that is, and signs out", async () => {
    const { username, password } = await makeUser(server, { name: "Ada Lovelace" });
    const page = await visit({ javaScriptEnabled });
    await page.goto(server.url);
    await expect.poll(() => new URL(page.url()).pathname).toBe("/sign-in");
    await signIn(page, username, "not my password");
    await expect.poll(() => page.getByRole("alert").textContent()).toBe("The username or the password is wrong.");
    await expect.poll(() => page.getByLabel("Username or e-mail address").inputValue()).toBe(username);
    await signIn(page, username, password);
    expect(page.url()).toBe(`${server.url}/`);
    await expect.poll(() => page.getByText("Ada Lovelace").count()).toBe(1);
    await page.getByRole("button", { name: "Sign out" }).click();
    expect(await titleOf(page)).toBe("You are signed out");
    await page.goto(`${server.url}/password`);
    expect(await titleOf(page)).toBe("Sign in to Roster");
  });

  test("chooses a new password in place of an expired one, and goes on to where it wanted to", async () => {
    const username = `expired-${javaScriptEnabled}`;
    await server.call("POST", "/users", { token: server.admin, body: { username, password: "given" } });
    const page = await visit({ javaScriptEnabled });
    await page.goto(`${server.url}/sign-in?return_to=%2Fsign-out`);
    await signIn(page, username, "given");
    expect(await titleOf(page)).toBe("Choose a new password");
    await page.getByLabel("New password").fill("too short");
    await page.getByRole("button", { name: "Save password" }).click();
    const field = page.getByLabel("New password");
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => page.getByText("A password has 12 to 128 characters.").isVisible()).toBe(true);
    await field.fill("a password of my own");
    await page.getByRole("button", { name: "Save password" }).click();
    expect(await titleOf(page)).toBe("Sign out of Roster?");
    expect((await server.signIn(username, "a password of my own")).status).toBe(200);
  });

  test("changes the language by a link, and stays on the page", async () => {
    const page = await visit({ javaScriptEnabled });
    await page.goto(`${server.url}/sign-in?login_hint=ada`);
    await page.getByRole("link", { name: "Deutsch" }).click();
    expect(await titleOf(page)).toBe("Bei Roster anmelden");
    await expect.poll(() => page.getByLabel("Benutzername").inputValue()).toBe("ada");
    await page.goto(`${server.url}/sign-out`);
    expect(await titleOf(page)).toBe("Sie sind abgemeldet");
  });
});

test("the keyboard alone is enough, and what has the focus is seen", async () => {
  const { username, password } = await makeUser(server);
  const page = await visit();
  await page.goto(server.url);
  expect(await page.evaluate(FOCUSED)).toBe("username");
  await page.keyboard.type(username);
  await page.keyboard.press("Tab");
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  expect(await page.evaluate(FOCUSED)).toBe("password");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "You are signed in" }).waitFor();
  const stops: unknown[] = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(FOCUSED));
  }
  expect(stops).toEqual(["Skip to the content", "Change your password", "Passkeys", "Sign out", "Deutsch"]);
});

test("a password can be seen while it is typed, and is one again when it is sent", async () => {
  const page = await visit();
  await page.goto(`${server.url}/sign-in`);
  const field = page.getByLabel("Password", { exact: true });
  await field.fill("seen");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect.poll(() => field.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect.poll(() => field.getAttribute("type")).toBe("password");
});

test("an address nothing is at is a page with a way on", async () => {
  const page = await visit();
  expect((await page.goto(`${server.url}/nothing/here`))?.status()).toBe(404);
  expect(await titleOf(page)).toBe("Page not found");
  await page.getByRole("link", { name: "To the start page" }).click();
  expect(await titleOf(page)).toBe("Sign in to Roster");
});

test("on to an application goes by itself", async () => {
  const page = await visit();
  const asked = page.waitForRequest(`${pictures.url}${STAY}`);
  await page.goto(`${pictures.url}/gallery/continue`);
  await asked;
  await expect.poll(() => page.getByRole("link", { name: "Continue" }).getAttribute("href")).toBe(STAY);
});

test.each(LANGUAGES)(
  "axe finds nothing on any page, light and dark: %s",
  async (language) => {
    const page = await visit({ colorScheme: "light", reducedMotion: "reduce", viewport: { width: 1024, height: 768 } });
    const found: Record<string, string[]> = {};
    for (const name of Object.keys(gallery)) {
      await page.goto(`${pictures.url}/gallery/${name}?language=${language}`);
      await page.evaluate(OPEN);
      const inLight = await violations(page, "all");
      await page.emulateMedia({ colorScheme: "dark" });
      const broken = [...inLight, ...(await violations(page, "colours"))];
      await page.emulateMedia({ colorScheme: "light" });
      if (broken.length > 0) found[name] = broken;
    }
    expect(found).toEqual({});
  },
  120_000,
);

/** What can be pressed and is too small for a finger (WCAG 2.2, 2.5.8), as HTML. */
const SMALL = `[...document.querySelectorAll("button, input:not([type=hidden], [hidden]), .button, summary, footer a")].flatMap((element) => {
  const { width, height } = element.getBoundingClientRect();
  return height < 24 || width < 24 ? [element.outerHTML] : [];
})`;

test("every page fits the smallest phone, and what can be pressed there a finger", async () => {
  const page = await visit({ viewport: { width: 320, height: 568 }, hasTouch: true });
  for (const name of Object.keys(gallery)) {
    for (const language of LANGUAGES) {
      await page.goto(`${pictures.url}/gallery/${name}?language=${language}`);
      await page.evaluate(OPEN);
      expect([name, language, await page.evaluate("document.documentElement.scrollWidth"), await page.evaluate(SMALL)]).toEqual([name, language, 320, []]);
    }
  }
}, 60_000);

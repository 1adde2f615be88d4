import { expect, test } from "vitest";
import { openConsole } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** What browsers find under the API prefix. */
const console = openConsole();
const { visit, signIn } = console;

test("the console and the sign-in page lead from there to where they are, with what stood in the address", async () => {
  const person = await makeUser(console.server);
  const page = await visit();
  await signIn(page, "/api/v1/console/account/data?from=mail", person);
  await page.waitForURL(/\/account\/data/);
  const { pathname } = new URL(page.url());
  expect(pathname).toBe("/console/account/data");
  const other = await visit();
  await signIn(other, "/api/v1/sign-in?return_to=/console/account/data", person);
  await expect.poll(() => new URL(other.url()).pathname).toBe("/console/account/data");
});

test("the reference is there, too, however its address ends", async () => {
  const page = await visit();
  for (const prefix of ["", "/api/v1"]) {
    // What its script asks for says that it was found, and where it thinks to be.
    const described = page.waitForResponse(`${console.server.url}${prefix}/openapi.json`);
    await page.goto(`${console.server.url}${prefix}/docs/`);
    expect((await described).status()).toBe(200);
    await expect.poll(() => new URL(page.url()).pathname).toBe(`${prefix}/docs`);
  }
});

test("what is nowhere is a page that says so, with its style", async () => {
  const page = await visit({}, [404]);
  await page.goto(`${console.server.url}/api/v1/no-such-page`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.evaluate("document.styleSheets[0].cssRules.length")).toBeGreaterThan(0);
});

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

test.each(["/docs", "/docs/", "/api/v1/docs", "/api/v1/docs/", "/docs/?from=mail"])("the reference is at %s", async (path) => {
  const page = await visit();
  // What its script asks for says that it was found, and where it thinks to be.
  const described = page.waitForResponse(`${console.server.url}${path.replace(/docs.*/, "openapi.json")}`);
  await page.goto(`${console.server.url}${path}`);
  expect((await described).status()).toBe(200);
});

test("what is nowhere is a page that says so, with its style", async () => {
  const page = await visit({}, [404]);
  await page.goto(`${console.server.url}/api/v1/no-such-page`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.evaluate("document.styleSheets[0].cssRules.length")).toBeGreaterThan(0);
});

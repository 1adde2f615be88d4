import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { callingAs, makeUser } from "../support/harness.ts";

/** Whoever cannot see, or sees little, uses every page of one's own account. */
const console = openConsole();
const { visit, open } = console;
const as = callingAs(() => console.server);

type Person = Awaited<ReturnType<typeof makeUser>>;
let person: Person;

const PAGES = ["profile", "security", "sessions", "keys", "connections", "invitations", "data"] as const;

/** Nothing is being loaded any more. */
const loaded = (page: Page) => expect.poll(() => page.locator(".mantine-Skeleton-root").count()).toBe(0);

beforeAll(async () => {
  const { server } = console;
  const email = `looks-${crypto.randomUUID()}@example.com`;
  person = await makeUser(server, { name: "Ada Lovelace", email, company: "Analytical Engines" });
  await as(person, "POST", "/users/me/api_keys", { name: "ci" });
  const host = await makeUser(server, { name: "Grace Hopper" });
  const { json } = await as(host, "POST", "/organizations", { name: `Navy ${crypto.randomUUID()}` });
  await as(host, "POST", `/organizations/${json.id}/invitations`, { email });
  const begun = await server.call("POST", "/auth/device_authorization", {
    form: { client_id: crypto.randomUUID() },
    headers: { "user-agent": "build-tool/1.0" },
  });
  await as(person, "PUT", "/devices/verify", { user_code: begun.json.user_code });
});

describe.each(LOOKS)("in $colorScheme, $locale", (look) => {
  test("axe finds nothing on any page, in the windows over them, and in the farewell", async () => {
    const page = await visit(look);
    await open(page, "/console/account/profile", person);
    for (const name of PAGES) {
      await page.goto(`${console.server.url}/console/account/${name}`);
      await page.locator("main h2").first().waitFor();
      await loaded(page);
      expect.soft(await violations(page), name).toEqual([]);
    }
    await page.getByRole("button", { name: / …$|…$/ }).click();
    await page.getByRole("dialog").getByRole("textbox").waitFor();
    expect.soft(await violations(page), "deletion").toEqual([]);
    await page.goto(`${console.server.url}/console/account/security`);
    await page.getByRole("button", { name: /^(Set up|Einrichten)$/ }).click();
    await page.getByRole("dialog").locator(".qr-code").waitFor();
    expect.soft(await violations(page), "authenticator app").toEqual([]);
    await page.goto(`${console.server.url}/console/goodbye`);
    await page.locator("main h1").waitFor();
    expect.soft(await violations(page), "farewell").toEqual([]);
  }, 60_000);
});

test("nothing but wide tables scrolls sideways on a phone", async () => {
  const page = await visit({ viewport: { width: 360, height: 740 } });
  await open(page, "/console/account/profile", person);
  for (const name of PAGES) {
    await page.goto(`${console.server.url}/console/account/${name}`);
    await page.locator("main h2").first().waitFor();
    await loaded(page);
    expect([name, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([name, 360]);
  }
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";
import { makeUser } from "../support/harness.ts";

/** The pages of the installation, in the console of a real server. */
const console = openConsole(undefined, {
  ROSTER_METRICS_TOKEN: "leaked-metrics-token",
  ROSTER_NAME: "Example",
  ROSTER_SMTP_URL: "smtp://leaked:leaked@127.0.0.1:9",
});
const { visit, open, asked } = console;
const PAGES = ["signing-keys", "settings", "jobs", "mail", "health", "audit"] as const;

const call = (method: string, path: string, body?: object) =>
  console.server.call(method, path, { token: console.server.admin, ...(body !== undefined && { body }) });
const lines = () => asked.filter((line) => !line.startsWith("GET /users/me"));

describe("signing keys", () => {
  test("the next one is prepared, and waits; the active one is removed by typing", async () => {
    const page = await visit();
    await open(page, "/console/signing-keys");
    await page.getByText("Signs every new token.").waitFor();
    expect(lines()).toEqual(["GET /signing_keys"]);
    await page.getByRole("button", { name: "Rotate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
    await page.getByText("Published, and does not sign yet: applications learn of it in time.").waitFor();
    const keys = (await call("GET", "/signing_keys")).json as { kid: string; state: string }[];
    expect(keys.map(({ state }) => state)).toEqual(["next", "active"]);
    const short = keys[0]?.kid.slice(0, 8) ?? "";
    await page.getByRole("button", { name: `Remove at once: ${short}` }).click();
    const dialog = page.getByRole("dialog");
    await expect.poll(() => dialog.getByRole("button", { name: "Remove at once" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill(short);
    await dialog.getByRole("button", { name: "Remove at once" }).click();
    await expect.poll(async () => (await call("GET", "/signing_keys")).json.length).toBe(1);
  });
});

describe("settings", () => {
  test("are one request, however they are narrowed; secrets are only said to be set", async () => {
    const page = await visit();
    await open(page, "/console/settings");
    await page.getByText("ROSTER_TOKEN_LIFETIME").waitFor();
    await page.getByRole("switch", { name: "Only changed ones" }).check();
    await page.getByText("ROSTER_TOKEN_LIFETIME").waitFor({ state: "detached" });
    await page.getByRole("row").filter({ hasText: "ROSTER_METRICS_TOKEN" }).getByText("Set, and never shown").waitFor();
    await page.getByRole("row").filter({ hasText: "ROSTER_NAME" }).getByText("Example").waitFor();
    await page.getByRole("searchbox").fill("nothing of that name");
    await page.getByText("No setting fits").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?changed=true&q=nothing+of+that+name");
    expect(lines()).toEqual(["GET /settings"]);
    expect(await page.content()).not.toMatch(/leaked/);
  });
});

test("health is asked for every ten seconds, with one request", async () => {
  const page = await visit();
  await page.clock.install();
  await open(page, "/console/health");
  await page.getByText(/PostgreSQL \d/).waitFor();
  await page.getByText("Ready", { exact: true }).waitFor();
  expect(lines()).toEqual(["GET /system"]);
  await page.clock.runFor(10_500);
  await expect.poll(() => lines().length).toBe(2);
});

test("jobs are listed with what waits for them, and mail with the server's reason", async () => {
  await call("POST", "/users", { username: "mailed", email: "mailed@example.com" });
  await console.server.call("POST", "/auth/password_reset", { body: { identifier: "mailed@example.com" } });
  await console.server.app.mailer.idle();
  const page = await visit();
  await open(page, "/console/jobs");
  const row = page.getByRole("row").filter({ hasText: "Sending mail" });
  await row.getByText("Done").waitFor();
  await expect.poll(() => row.getByRole("cell").nth(4).textContent()).toBe("1");
  await page.getByRole("link", { name: "Mail", exact: true }).click();
  const mail = page.getByRole("row").filter({ hasText: "mailed@example.com" });
  await mail.getByText("Waits").waitFor();
  await mail.getByText(/ECONNREFUSED/).waitFor();
});

describe("the audit log", () => {
  test("says in words who did what, shows the difference, and is narrowed by what it shows", async () => {
    const { json: user } = await call("POST", "/users", { username: "audited", name: "Ada Lovelace" });
    await call("PATCH", `/users/${user.id}`, { company: "Analytical Engines" });
    const page = await visit({ reducedMotion: "reduce" });
    await open(page, `/console/audit?target_id=${user.id}`);
    await page.getByRole("button", { name: "Reserved admin changed the account of Ada Lovelace" }).click();
    expect(lines()).toEqual([`GET /audit?target_id=${user.id}&limit=100`]);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("row").filter({ hasText: "company" }).getByText("Analytical Engines").waitFor();
    await dialog.getByText("As the API gives it").click();
    await expect.poll(() => dialog.getByRole("region", { name: "As the API gives it" }).textContent()).toContain('"action": "user.update"');
    expect(await violations(page)).toEqual([]);
    const request = (await call("GET", `/audit?target_id=${user.id}`)).json[0].request_id;
    await dialog.getByRole("button", { name: `Only this: ${request}` }).click();
    await expect.poll(() => new URL(page.url()).search).toBe(`?request_id=${request}`);
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  });

  test("an action is found by its words or by its name, in German too", async () => {
    const { json: organization } = await call("POST", "/organizations", { name: "Analytics" });
    const { json: team } = await call("POST", "/teams", { name: "Weavers", organization_id: organization.id });
    await call("DELETE", `/teams/${team.id}`);
    const page = await visit({ locale: "de-DE" });
    await open(page, "/console/audit");
    const field = page.getByRole("combobox", { name: "Was getan wurde" });
    await field.fill("team gelöscht");
    await page.getByRole("option", { name: "hat ein Team gelöscht" }).click();
    await page.getByRole("button", { name: "Reserved admin hat das Team Weavers gelöscht" }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?action=team.delete");
    await field.fill("organization.create");
    await page.getByRole("option", { name: "hat eine Organisation angelegt" }).click();
    await page.getByRole("button", { name: "Reserved admin hat die Organisation Analytics angelegt" }).waitFor();
    await open(page, "/console/audit?action=team.dissolve");
    await expect.poll(() => field.inputValue()).toBe("team.dissolve");
  });

  test("a page of it is saved, an entry a line", async () => {
    const page = await visit();
    await open(page, "/console/audit?action=application.create");
    await page.locator("tbody tr").first().waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export this page" }).click()]);
    expect(download.suggestedFilename()).toMatch(/^audit-.*\.jsonl$/);
    const text = readFileSync(await download.path(), "utf8");
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).action),
    ).toEqual(["application.create", "application.create"]);
  });
});

test("who is no superuser is told so on each page, and nothing is asked for them", async () => {
  const person = await makeUser(console.server);
  const page = await visit();
  for (const path of PAGES) {
    await open(page, `/console/${path}`, person);
    await page.getByRole("heading", { name: "For superusers only" }).waitFor();
  }
  expect(lines().filter((line) => /signing_keys|settings|jobs|mail|system|audit/.test(line))).toEqual([]);
});

test.each(LOOKS)(
  "axe finds nothing, on a phone neither: $colorScheme, $locale",
  async (look) => {
    const page = await visit(look);
    const described = [...(await call("GET", "/settings")).json, ...(await call("GET", "/jobs")).json] as { description: string }[];
    const english = described.map(({ description }) => description.replaceAll("`", ""));
    for (const path of PAGES) {
      await open(page, `/console/${path}`);
      await page
        .getByRole("status")
        .filter({ hasText: /Loading|geladen/ })
        .first()
        .waitFor({ state: "detached" });
      expect.soft(await violations(page), path).toEqual([]);
      if (look.locale !== "de-DE") continue;
      const said = ((await page.getByRole("main").textContent()) ?? "").replaceAll("`", "");
      expect
        .soft(
          english.filter((sentence) => said.includes(sentence)),
          path,
        )
        .toEqual([]);
      // What a mail server said is of another's making.
      expect.soft(await page.locator(path === "mail" ? "[lang=en]:not(td *)" : "[lang=en]").allTextContents(), path).toEqual([]);
      if (path === "settings") expect.soft(said).toContain("Sekunden, die ein Zugriffs-Token gilt.");
      if (path === "jobs") expect.soft(said).toContain("Sendet E-Mail.");
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  },
  60_000,
);

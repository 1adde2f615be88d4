import { beforeAll, describe, expect, test } from "vitest";
import { LOOKS, openConsole, violations } from "../support/console.ts";

/** Where the console begins: the first steps, figures and pictures. */
const console = openConsole();
const { visit, open, asked } = console;
const ADA = { username: "ada", password: "a long enough password" };

beforeAll(async () => {
  const { server } = console;
  await server.call("POST", "/users", { token: server.admin, body: { ...ADA, name: "Ada" } });
  await server.call("PATCH", `/users/${(await server.call("GET", "/users?username=ada", { token: server.admin })).json[0].id}`, {
    token: server.admin,
    body: { password_expired: false },
  });
  for (let at = 0; at < 3; at++) await server.signIn(ADA.username, ADA.password);
  await server.signIn(ADA.username, "not the password");
  const machine = (await server.call("POST", "/applications", { token: server.admin, body: { name: "Import", type: "machine" } })).json;
  await server.call("POST", "/auth/login", { form: { client_id: machine.id, client_secret: machine.client_secret } });
  await server.app.statistician.idle();
  // What happens in the first minute of a day is added up after it.
  server.clock.advance(90_000);
  await server.app.statistician.idle();
});

describe("the overview", () => {
  test("shows what was counted out of one answer, beside the first steps, and how far back is in the address", async () => {
    const page = await visit();
    await open(page, "/console/");
    await page.getByRole("heading", { name: "Sign-ins", exact: true }).waitFor();
    await page.getByRole("heading", { name: "Set this installation up" }).waitFor();
    expect(asked.toSorted()).toEqual(["GET /setup", expect.stringMatching(/^GET \/statistics\?from=\d{4}-\d\d-\d\d$/), "GET /users/me"]);
    const signIns = page.getByRole("region", { name: "Sign-ins", exact: true });
    await signIns.getByText("As a table").click();
    const { json } = await console.server.call("GET", "/statistics", { token: console.server.admin });
    const counted = json.sign_ins.at(-1).password as number;
    expect(counted).toBeGreaterThanOrEqual(4);
    await signIns.getByRole("cell", { name: String(counted), exact: true }).waitFor();
    // Machines, which sign in far more often, are in a picture of their own.
    const machines = page.getByRole("region", { name: "Tokens for machines", exact: true });
    await machines.getByText("As a table").click();
    await expect.poll(() => machines.getByRole("columnheader").allTextContents()).toEqual(["Day", "Client credentials"]);
    await expect.poll(() => signIns.getByRole("columnheader").allTextContents()).toEqual(["Day", "Password"]);
    asked.splice(0);
    await page.getByText("90 days").click();
    await expect.poll(() => new URL(page.url()).search).toBe("?days=90");
    await expect.poll(() => asked.length).toBe(1);
    await page.reload();
    const chosen = page.getByRole("radio", { name: "90 days" });
    await chosen.waitFor({ state: "attached" });
    await expect.poll(() => chosen.isChecked()).toBe(true);
  });

  test("a year is added up by weeks", async () => {
    const page = await visit();
    await open(page, "/console/?days=365");
    const signIns = page.getByRole("region", { name: "Sign-ins", exact: true });
    await signIns.getByText("Added up by weeks.").waitFor();
    await signIns.getByText("As a table").click();
    const rows = await signIns.getByRole("rowheader").count();
    expect(rows).toBeGreaterThanOrEqual(52);
    expect(rows).toBeLessThanOrEqual(54);
  });

  test("whoever is no superuser begins with their organizations", async () => {
    const page = await visit();
    await open(page, "/console/", ADA);
    await page.getByRole("heading", { name: "Organizations", level: 1 }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Overview" }).count()).toBe(0);
    expect(asked.filter((line) => line.includes("statistics"))).toEqual([]);
  });
});

describe.each(LOOKS)("in $colorScheme, $locale", (look) => {
  test("axe finds nothing on the overview, on a phone neither", async () => {
    const page = await visit(look);
    await open(page, "/console/");
    await page.locator(".recharts-surface").first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect.soft(await violations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  }, 60_000);
});

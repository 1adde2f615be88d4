import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openConsole, violations } from "../support/console.ts";

/** The console in a real browser, against the real server. */
const console = openConsole(/^\/(?:users|sessions)\b/);
const { visit, signIn, open, asked } = console;
const PEOPLE = 120;

beforeAll(async () => {
  for (let at = 0; at < PEOPLE; at++) {
    const number = String(at).padStart(3, "0");
    const body = { username: `person-${number}`, name: `Person ${number}`, email: `person-${number}@example.com`, company: at % 2 === 0 ? "Even" : "Odd" };
    await console.server.call("POST", "/users", { token: console.server.admin, body });
  }
});

const rows = (page: Page) => page.locator("tbody tr");
const rowsBecome = (page: Page, count: number) => expect.poll(() => rows(page).count()).toBe(count);
const lists = () => asked.filter((line) => line.startsWith("GET /users?"));
const search = (page: Page) => page.getByRole("searchbox", { name: "Search" });

describe("signing in", () => {
  test("leads through the sign-in page into the table, by our own code flow, and keeps no token where a script finds it", async () => {
    const page = await visit();
    await signIn(page, "/console/users");
    await page.getByRole("link", { name: "Person 000", exact: true }).waitFor();
    expect(page.url()).toBe(`${console.server.url}/console/users`);
    expect(lists()).toHaveLength(1);
    expect(await page.evaluate("JSON.stringify([sessionStorage, localStorage, document.cookie])")).not.toMatch(/eyJ/);
  });

  test("comes back to the address that was asked for", async () => {
    const page = await visit();
    await signIn(page, "/console/users?q=person-01&sort=-name");
    await page.getByRole("link", { name: "Person 019", exact: true }).waitFor();
    expect(page.url()).toBe(`${console.server.url}/console/users?q=person-01&sort=-name`);
    await expect.poll(() => rows(page).first().textContent()).toContain("Person 019");
    // The answer of the authorization server is no part of that address.
    await expect.poll(() => page.getByText("It was left out").count()).toBe(0);
  });

  test("a token that was refused is renewed without leaving the page, while the browser is signed in", async () => {
    const page = await visit({}, [401]);
    let refusals = 0;
    await open(page, "/console/users");
    await page.route("**/users?*", (route) => (refusals++ === 0 ? route.fulfill({ status: 401, json: {} }) : route.continue()));
    await page.evaluate("window.stays = true");
    await search(page).fill("person-007");
    await page.getByRole("link", { name: "Person 007", exact: true }).waitFor();
    await rowsBecome(page, 1);
    expect(await page.evaluate("window.stays")).toBe(true);
  });

  test("signing out ends the session at the server", async () => {
    const page = await visit();
    await signIn(page, "/console/users");
    await page.getByRole("button", { name: "Account and preferences" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Username or e-mail address").waitFor();
    await page.goto(`${console.server.url}/console/users`);
    await page.getByLabel("Username or e-mail address").waitFor();
  });
});

describe("the table of users", () => {
  test("typing costs one request once it rests, the address carries it, and reloading keeps it", async () => {
    const page = await visit();
    await page.clock.install();
    await open(page, "/console/users");
    await rows(page).first().waitFor();
    asked.splice(0);
    // However slowly the machine types, no time passes for the page.
    await page.clock.pauseAt(Date.now() + 60_000);
    await search(page).pressSequentially("person-042");
    expect(asked).toEqual([]);
    await page.clock.runFor(300);
    await page.clock.resume();
    await rowsBecome(page, 1);
    expect(asked).toEqual(["GET /users?q=person-042&limit=100"]);
    await expect.poll(() => new URL(page.url()).search).toBe("?q=person-042");
    await page.reload();
    await page.getByRole("link", { name: "Person 042", exact: true }).waitFor();
    await expect.poll(() => search(page).inputValue()).toBe("person-042");
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(lists()).toHaveLength(2);
  });

  test("a search that is overtaken is given up, and its answer is not shown", async () => {
    const page = await visit();
    await open(page, "/console/users");
    await rows(page).first().waitFor();
    const { promise: overtaken, resolve: release } = Promise.withResolvers<void>();
    await page.route("**/users?q=person-001*", async (route) => {
      await overtaken;
      await route.continue().catch(() => {});
    });
    const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("q=person-001"));
    const began = page.waitForRequest((request) => request.url().includes("q=person-001"));
    await search(page).fill("person-001");
    await began;
    await search(page).fill("person-002");
    await failed;
    release();
    await rowsBecome(page, 1);
    await expect.poll(() => rows(page).first().textContent()).toContain("person-002");
  });

  test("filters, orders and pages are each one request, stand in the address, and the way back works", async () => {
    const page = await visit();
    await open(page, "/console/users");
    await rows(page).first().waitFor();
    await page.getByLabel("Rights").selectOption("Superusers");
    await rowsBecome(page, 1);
    await page.getByLabel("Rights").selectOption("All rights");
    await page.getByRole("button", { name: "Username" }).click();
    await page.getByRole("button", { name: "Username" }).click();
    await rows(page).first().filter({ hasText: "person-119" }).waitFor();
    await expect.poll(() => page.getByRole("columnheader", { name: "Username" }).getAttribute("aria-sort")).toBe("descending");
    asked.splice(0);
    await page.getByRole("button", { name: "Next page" }).click();
    await rowsBecome(page, PEOPLE + 1 - 100);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^GET \/users\?sort=-username&cursor=[^&]+&limit=100$/);
    await expect.poll(() => page.getByRole("button", { name: "Next page" }).isDisabled()).toBe(true);
    const linked = page.url();
    await page.goBack();
    await rowsBecome(page, 100);
    await expect.poll(() => new URL(page.url()).search).toBe("?sort=-username");
    // Opened by its address, the second page knows the way to the first.
    await page.goto(linked);
    await page.getByText("This page was linked to").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Previous page" }).count()).toBe(0);
    await page.getByRole("button", { name: "First" }).click();
    await rowsBecome(page, 100);
    await expect.poll(() => new URL(page.url()).search).toBe("?sort=-username");
  });

  test("says when nothing fits, and clears the search", async () => {
    const page = await visit();
    await open(page, "/console/users?q=nobody-of-that-name&is_active=true");
    await page.getByText("No account fits").waitFor();
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await rows(page).first().waitFor();
    await expect.poll(() => search(page).inputValue()).toBe("");
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });

  test("says what went wrong in words, with the id of the request", async () => {
    const page = await visit({}, [422]);
    await open(page, "/console/users?cursor=made-up");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    await expect.poll(() => alert.textContent()).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
    await alert.getByRole("link", { name: "To the first page" }).click();
    await rowsBecome(page, 100);
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });
});

describe("one user", () => {
  const made = async (username: string) => {
    const { json } = await console.server.call("POST", "/users", { token: console.server.admin, body: { username, name: "Grace Hopper", company: "Navy" } });
    return json.id as string;
  };

  test("is edited", async () => {
    const id = await made("grace-edited");
    const page = await visit();
    await open(page, `/console/users/${id}`);
    await page.getByLabel("Job title").fill("Admiral");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect((await console.server.call("GET", `/users/${id}`, { token: console.server.admin })).json).toMatchObject({
      name: "Grace Hopper",
      job_title: "Admiral",
    });
  });

  test("a change that came between is a choice: nothing of either is lost", async () => {
    const id = await made("grace-contested");
    const page = await visit({}, [412]);
    await open(page, `/console/users/${id}`);
    await page.getByLabel("Name", { exact: true }).fill("Mine");
    await page.getByLabel("Job title").fill("Admiral");
    const theirs = { name: "Theirs", company: "Harvard" };
    await console.server.call("PATCH", `/users/${id}`, { token: console.server.admin, body: theirs });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    expect((await console.server.call("GET", `/users/${id}`, { token: console.server.admin })).json).toMatchObject({ ...theirs, job_title: null });
    await expect.poll(() => page.getByLabel("Job title").inputValue()).toBe("Admiral");
    await expect.poll(() => page.getByLabel("Company").inputValue()).toBe("Harvard");
    await expect.poll(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe("Mine");
    await page.getByLabel("Theirs: Theirs").check();
    await expect.poll(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe("Theirs");
    await page.getByLabel("Yours: Mine").check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect((await console.server.call("GET", `/users/${id}`, { token: console.server.admin })).json).toMatchObject({
      name: "Mine",
      company: "Harvard",
      job_title: "Admiral",
    });
  });

  test("what the API refuses stands at its field, and stays filled in", async () => {
    const id = await made("grace-refused");
    const page = await visit({}, [422]);
    await open(page, `/console/users/${id}`);
    const email = page.getByLabel("E-mail address");
    await email.fill("no address");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    await expect.poll(() => email.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => email.inputValue()).toBe("no address");
  });

  test("somebody who is not there is said so", async () => {
    const page = await visit({}, [404]);
    await open(page, "/console/users/01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55");
    await page.getByText("There is nothing here").waitFor();
  });
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test("axe finds nothing: the table, nothing found, one user, a conflict, an unknown address, on a phone", async () => {
    const { json } = await console.server.call("POST", "/users", { token: console.server.admin, body: { username: `axe-${colorScheme}`, name: "Ada" } });
    const page = await visit({ colorScheme, reducedMotion: "reduce" }, [412]);
    await open(page, "/console/users?q=person-00");
    await rows(page).first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users?q=nobody-of-that-name`);
    await page.getByText("No account fits").waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/users/${json.id}`);
    await page.getByRole("button", { name: "Save" }).waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.getByLabel("Name", { exact: true }).fill("Mine");
    await console.server.call("PATCH", `/users/${json.id}`, { token: console.server.admin, body: { name: "Theirs" } });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this meanwhile").waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(`${console.server.url}/console/nowhere`);
    await page.getByText("There is no such page").waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${console.server.url}/console/users?q=person-00`);
    await rows(page).first().waitFor();
    expect.soft(await violations(page)).toEqual([]);
  }, 120_000);
});

test("the language and the colours are chosen by hand, and kept", async () => {
  const page = await visit();
  await open(page, "/console/users");
  await page.getByRole("button", { name: "Account and preferences" }).click();
  await page.getByText("Deutsch").click();
  await page.getByRole("heading", { name: "Konten" }).waitFor();
  await page.getByText("Dunkel").click();
  await page.reload();
  await page.getByRole("heading", { name: "Konten" }).waitFor();
  expect(await page.evaluate("[document.documentElement.lang, document.documentElement.dataset.mantineColorScheme]")).toEqual(["de", "dark"]);
});

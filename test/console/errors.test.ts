import { expect, test } from "vitest";
import { openConsole, violations } from "../support/console.ts";

/** What the API refuses, in German. */
const console = openConsole();
const { visit, open } = console;
const call = (method: string, path: string, body?: object) =>
  console.server.call(method, path, { token: console.server.admin, ...(body !== undefined && { body }) });
const german = { locale: "de-DE" };
const NOWHERE = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";

test("the sentence of the code is German, and nothing is said twice", async () => {
  const page = await visit(german, [404]);
  await open(page, `/console/applications/${NOWHERE}`);
  const alert = page.getByRole("alert");
  await alert.getByText("Diese Anwendung gibt es nicht.").waitFor();
  expect(await alert.textContent()).not.toMatch(/There is no such/);
  expect(await alert.locator("[lang=en]").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test("where the server says more than the code, its words stand too, and are marked as English", async () => {
  const page = await visit(german, [400]);
  await page.route("**/applications?*", (route) =>
    route.fulfill({
      status: 400,
      json: { detail: "This preset needs `tenant`.", type: "ValueError", code: "connection.incomplete", request_id: "the-request" },
    }),
  );
  await open(page, "/console/applications");
  const alert = page.getByRole("alert");
  await alert.getByText("Der Verbindung fehlt, was ihre Art braucht.").waitFor();
  expect(await alert.locator("[lang=en]").textContent()).toBe("This preset needs `tenant`.");
  expect(await violations(page)).toEqual([]);
});

test("a code that this console does not know is said in the server's words", async () => {
  const page = await visit(german, [400]);
  await page.route("**/applications?*", (route) => route.fulfill({ status: 400, json: { detail: "Something newer.", code: "newer.code" } }));
  await open(page, "/console/applications");
  expect(await page.getByRole("alert").locator("[lang=en]").textContent()).toBe("Something newer.");
});

test("what is wrong with a field is German where its kind is known, else in the server's words", async () => {
  const page = await visit(german, [422]);
  await open(page, "/console/applications/new?type=web");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("x".repeat(51));
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByText("Höchstens 50 Zeichen.").first().waitFor();
  expect(await page.getByRole("textbox", { name: "Name", exact: true }).getAttribute("aria-invalid")).toBe("true");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Kurz");
  await page.getByRole("textbox", { name: "Rücksprung-Adressen, 1" }).fill("http://example.com/*");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByRole("alert").locator("[lang=en]").getByText("An address has no wildcard").waitFor();
});

test("in English the server's words stand as they are", async () => {
  const page = await visit({}, [404]);
  await open(page, `/console/applications/${NOWHERE}`);
  await page.getByRole("alert").getByText("There is no such application.").waitFor();
  expect((await call("GET", `/applications/${NOWHERE}`)).json.detail).toBe("There is no such application.");
});

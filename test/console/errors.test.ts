import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXACT } from "../../console/src/texts/exact.ts";
import { openConsole, violations } from "../support/console.ts";
import { CHECKOUT } from "../support/launcher.ts";

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
  await expect.poll(() => alert.textContent()).not.toMatch(/There is no such/);
  await expect.poll(() => alert.locator("[lang=en]").count()).toBe(0);
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
  await expect.poll(() => alert.locator("[lang=en]").textContent()).toBe("This preset needs `tenant`.");
  expect(await violations(page)).toEqual([]);
});

test("a code that this console does not know is said in the server's words", async () => {
  const page = await visit(german, [400]);
  await page.route("**/applications?*", (route) => route.fulfill({ status: 400, json: { detail: "Something newer.", code: "newer.code" } }));
  await open(page, "/console/applications");
  await expect.poll(() => page.getByRole("alert").locator("[lang=en]").textContent()).toBe("Something newer.");
});

test("what is wrong with a field is German where its kind is known, else in the server's words", async () => {
  const page = await visit(german, [422]);
  await open(page, "/console/applications/new?type=web");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("x".repeat(51));
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByText("Höchstens 50 Zeichen.").first().waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Name", exact: true }).getAttribute("aria-invalid")).toBe("true");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Kurz");
  await page.getByRole("textbox", { name: "Rücksprung-Adressen, 1" }).fill("http://example.com/*");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByRole("alert").getByText("Eine Adresse hat keinen Platzhalter (*).").waitFor();
  await page.route("**/applications", (route) =>
    route.fulfill({ status: 422, json: { detail: [{ type: "value_error", loc: ["body", "name"], msg: "Something newer" }], code: "request.invalid" } }),
  );
  await page.getByRole("button", { name: "Anlegen" }).click();
  // In the alert, and at the field.
  await expect.poll(() => page.locator("[lang=en]").getByText("Something newer").count()).toBe(2);
});

test("of many at once each that is refused says why in German, with the id to report", async () => {
  await call("POST", "/users", { username: "mit-anderen", name: "Mit Anderen" });
  const page = await visit(german, [403]);
  await open(page, "/console/users");
  for (const name of ["Reserved admin", "Mit Anderen"]) await page.getByRole("checkbox", { name: `${name} auswählen` }).check();
  await page.getByRole("button", { name: "Aktionen" }).click();
  await page.getByRole("button", { name: "Deaktivieren" }).click();
  const dialog = page.locator("[role=dialog][aria-modal=true]");
  await dialog.getByRole("button", { name: "Deaktivieren" }).click();
  await dialog.getByText("2 von 2 erledigt, 1 misslungen").waitFor();
  const refused = dialog.getByRole("listitem").filter({ hasText: "Reserved admin" });
  await refused.getByText("Danach hätte die Installation niemanden mehr").waitFor();
  await expect.poll(() => refused.locator("code").textContent()).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(() => dialog.locator("[lang=en]").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test("each exact sentence that has a German is one that the server says", () => {
  const sources = globSync("src/**/*.ts", { cwd: CHECKOUT }).map((path) => readFileSync(join(CHECKOUT, path), "utf8"));
  const all = sources.join("\n").replaceAll("\\`", "`");
  // What is put in may be sentences too: the longest piece between is the sentence's own.
  const pieceOf = (english: string) => english.split(/\{\}|\. It takes /).sort((a, b) => b.length - a.length)[0] ?? english;
  expect(EXACT.map(([english]) => english).filter((english) => !all.includes(pieceOf(english)))).toEqual([]);
});

test("in English the server's words stand as they are", async () => {
  const page = await visit({}, [404]);
  await open(page, `/console/applications/${NOWHERE}`);
  await page.getByRole("alert").getByText("There is no such application.").waitFor();
  expect((await call("GET", `/applications/${NOWHERE}`)).json.detail).toBe("There is no such application.");
});

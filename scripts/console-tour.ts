/**
 * Walks through the console of a running server as a visitor would, by its links, each kind of page once: takes a picture of it in light and
 * dark, on a phone and on a desktop, in English and German; counts what it asks of the API; lets axe look at it; and measures the first view on a
 * slow machine and line:
 *
 *   node bin/roster.mjs dev node scripts/console-tour.ts http://localhost:8080 admin PASSWORD DIR
 *
 * Needs Chromium. Ends with 1 where axe found something, or a page wrote an error.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../test/support/chromium.ts";

const [url = "", username = "", password = "", dir = ""] = process.argv.slice(2);
if (dir === "") {
  console.error("Say where: node scripts/console-tour.ts URL USERNAME PASSWORD DIR");
  process.exit(2);
}
mkdirSync(dir, { recursive: true });

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS = {
  "desktop.light.en": { viewport: DESKTOP, colorScheme: "light", locale: "en-GB" },
  "desktop.dark.de": { viewport: DESKTOP, colorScheme: "dark", locale: "de-DE" },
  "phone.light.de": { viewport: PHONE, colorScheme: "light", locale: "de-DE" },
  "phone.dark.en": { viewport: PHONE, colorScheme: "dark", locale: "en-GB" },
} as const;

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const RULES = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** What is no request to the API: the page's own files, and signing in. */
const ASIDE = /^\/(?:console|oauth)\b/;

const trouble: string[] = [];

async function signIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/console/users`);
  await page.locator("input[name=username]").fill(username);
  await page.locator("input[name=password]").fill(password);
  await page.locator("form button[type=submit]").first().click();
  await page.locator("main h1").waitFor();
  return page;
}

/** Goes to an address of the console, and waits until it rests. @returns what was asked of the API */
async function visit(page: Page, path: string): Promise<string[]> {
  const asked: string[] = [];
  const note = (request: { url(): string; method(): string }) => {
    const { pathname, search } = new URL(request.url());
    if (!ASIDE.test(pathname)) asked.push(`${request.method()} ${pathname}${search}`);
  };
  page.on("request", note);
  await page.goto(`${url}${path}`);
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("networkidle");
  page.off("request", note);
  return asked;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run(${JSON.stringify({ runOnly: RULES, resultTypes: ["violations"] })})`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** What kind of page an address is: ids and queries do not matter. */
const kindOf = (path: string) => path.replace(/[?#].*$/, "").replaceAll(UUID, "{id}");

/** The addresses of one page of each kind, found by following links from the start. */
async function discover(page: Page): Promise<Map<string, { path: string; asked: string[] }>> {
  const kinds = new Map<string, { path: string; asked: string[] }>();
  const waiting = ["/console/"];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (kinds.has(kindOf(path))) continue;
    kinds.set(kindOf(path), { path, asked: await visit(page, path) });
    const links = await page.locator("a[href^='/console']").evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href") ?? ""));
    waiting.push(...links.filter((link) => !kinds.has(kindOf(link))));
  }
  return kinds;
}

const fileName = (kind: string) => kind.replace("/console/", "").replaceAll("/", ".").replaceAll(/[{}]/g, "") || "start";

async function lookAt(browser: Browser, kinds: ReadonlyMap<string, { path: string }>): Promise<void> {
  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext(options);
    const page = await signIn(context);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) trouble.push(`${page.url()} ${look}: ${message.text()}`);
    });
    page.on("pageerror", (error) => trouble.push(`${page.url()} ${look}: ${error.message}`));
    for (const [kind, { path }] of kinds) {
      await visit(page, path);
      await page.screenshot({ path: join(dir, `${fileName(kind)}.${look}.png`), fullPage: true });
      trouble.push(...(await violations(page)).map((found) => `${kind} ${look}: ${found}`));
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      if (wide > 0) trouble.push(`${kind} ${look}: ${wide} px wider than the window`);
    }
    await context.close();
  }
}

/** The first view of the users, signed in, with nothing cached: 4 times slower than this machine, 1.6 Mbit/s, 150 ms to the server. */
async function slowly(browser: Browser): Promise<string> {
  const context = await browser.newContext({ viewport: DESKTOP });
  const state = await signIn(context).then(() => context.storageState());
  await context.close();
  const fresh = await browser.newContext({ viewport: DESKTOP, storageState: { cookies: state.cookies, origins: [] } });
  const page = await fresh.newPage();
  const session = await fresh.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(`
    window.blocked = 0; window.largest = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.blocked += Math.max(0, entry.duration - 50); }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => { window.largest = list.getEntries().at(-1).startTime; }).observe({ type: "largest-contentful-paint", buffered: true });`);
  const began = performance.now();
  await page.goto(`${url}/console/users`, { waitUntil: "commit" });
  await page.locator("input[type=search]").waitFor();
  const usable = performance.now() - began;
  await page.locator("tbody tr").first().waitFor();
  const table = performance.now() - began;
  const [first, largest, blocked, bytes] = await page.evaluate<number[]>(`[
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, window.largest, window.blocked,
    performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js")).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)]`);
  await fresh.close();
  const ms = (value: number | undefined) => `${Math.round(value ?? 0)} ms`;
  return `first view, 4x CPU, 1.6 Mbit/s, 150 ms: first paint ${ms(first)}, largest ${ms(largest)}, usable ${ms(usable)}, table ${ms(table)}, blocked ${ms(blocked)}; ${((bytes ?? 0) / 1000).toFixed(1)} kB of script`;
}

const browser = await launchChromium();
try {
  const context = await browser.newContext({ viewport: DESKTOP, locale: "en-GB" });
  const kinds = await discover(await signIn(context));
  await context.close();
  for (const [kind, { asked }] of kinds)
    console.log(`${kind}: ${asked.length} requests\n${asked.map((line) => `  ${line.replaceAll(UUID, "{id}")}`).join("\n")}`);
  await lookAt(browser, kinds);
  console.log(`${kinds.size} kinds of pages, ${kinds.size * Object.keys(LOOKS).length} pictures in ${dir}`);
  for (let round = 0; round < 3; round++) console.log(await slowly(browser));
} finally {
  await browser.close();
}
for (const line of new Set(trouble)) console.log(`TROUBLE ${line}`);
process.exitCode = trouble.length > 0 ? 1 : 0;

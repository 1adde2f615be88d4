import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchChromium } from "./chromium.ts";

/** Chromium for a test file, watched: what no page may do fails the test that did it. */
export interface Visits {
  readonly browser: Browser;
  /**
   * A new browser of somebody's.
   *
   * @param isAnswer whether an error in the console is an answer that the test looks at
   * @param elsewhere origins of others that the test goes to
   */
  visit(options?: BrowserContextOptions, isAnswer?: (message: ConsoleMessage, page: Page) => boolean, elsewhere?: readonly string[]): Promise<Page>;
}

/** The status of an answer that Chromium reports as an error, as it does of every 4xx; `NaN` where the message is of something else. */
export function refusalIn(message: ConsoleMessage): number {
  return Number(/Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1]);
}

/** What somebody who looks would see of every page, in words: a test that fails on another machine is understood from what it prints. */
async function tellPages(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) {
    const shown = await page.ariaSnapshot({ timeout: 2_000 }).catch((error: unknown) => String(error));
    process.stderr.write(`at ${page.url()}:\n${shown.slice(0, 6_000)}\n`);
  }
}

/**
 * Starts Chromium for a test file, and closes it after it. No page may say an error in the browser's console, or ask anybody else.
 *
 * @param origins who may be asked
 */
export function openVisits(origins: () => readonly string[]): Visits {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") for (const context of contexts) await tellPages(context);
    for (const context of contexts.splice(0)) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  return {
    get browser() {
      return browser;
    },
    async visit(options = {}, isAnswer = () => false, elsewhere = []) {
      const context = await browser.newContext({ locale: "en-GB", ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (!["data:", "blob:"].includes(url.protocol) && ![...origins(), ...elsewhere].includes(url.origin)) complaints.push(`asks ${request.url()}`);
      });
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !isAnswer(message, page)) complaints.push(`${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      return page;
    },
  };
}

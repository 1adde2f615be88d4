import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { ADMIN_PASSWORD, type Harness, startReachableServer } from "./harness.ts";
import { openVisits, refusalIn } from "./visits.ts";

/** Who signs in, in a new browser. */
interface Person {
  readonly username: string;
  readonly password: string;
}

const ADMIN: Person = { username: "admin", password: ADMIN_PASSWORD };

/** The console of a server of a test file's own, in a browser that is watched. */
export interface ConsoleUnderTest {
  readonly server: Harness;
  readonly browser: Browser;
  /** What was asked of the API in this test, in order, as `GET /path?query`. Empty it to count anew. */
  readonly asked: string[];
  /**
   * A new browser of somebody's. What it may not do - errors in the browser's console, requests to others - fails the test when it ends.
   *
   * @param refused statuses that the test makes the API answer with
   * @param elsewhere origins of others that the test goes to
   */
  visit(options?: BrowserContextOptions, refused?: readonly number[], elsewhere?: readonly string[]): Promise<Page>;
  /** Opens a page of the console through the sign-in page; without a person as the reserved admin. Resolves once its heading is there. */
  signIn(page: Page, path: string, person?: Person): Promise<void>;
  /** Opens a page of the console, in a browser that was signed in before; as the reserved admin, or as a person of the API's. */
  open(page: Page, path?: string, person?: Person): Promise<void>;
}

/**
 * Starts a server and Chromium for a test file, and closes them after it.
 *
 * @param watched paths of the API that `asked` lists; where nothing is said, all but the waiting invitations, which the frame asks for once
 * @param settings environment variables of the server
 */
export function openConsole(
  watched: RegExp = /^\/(?!console|oauth|sign-in|pages|assets|favicon|invitations$)/,
  settings: Record<string, string> = {},
): ConsoleUnderTest {
  let server: Harness;
  const asked: string[] = [];
  const cookies = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

  beforeAll(async () => {
    server = await startReachableServer(settings);
  });
  afterAll(() => server?.close());
  afterEach(() => void asked.splice(0));
  const visits = openVisits(() => [server.url]);

  async function visit(options: BrowserContextOptions = {}, refused: readonly number[] = [], elsewhere: readonly string[] = []): Promise<Page> {
    const page = await visits.visit(options, (message) => refused.includes(refusalIn(message)), elsewhere);
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (watched.test(url.pathname)) asked.push(`${request.method()} ${url.pathname}${url.search}`);
    });
    return page;
  }

  async function signIn(page: Page, path: string, { username, password }: Person = ADMIN): Promise<void> {
    await page.goto(`${server.url}${path}`);
    await page.getByLabel("Username or e-mail address").fill(username);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator("main h1").waitFor();
  }

  async function open(page: Page, path = "/console", person: Person = ADMIN): Promise<void> {
    const known = cookies.get(person.username);
    if (known) await page.context().addCookies(known);
    else {
      const context = await visits.browser.newContext({ locale: "en-GB" });
      await signIn(await context.newPage(), "/console/users", person);
      const kept = await context.cookies();
      cookies.set(person.username, kept);
      await page.context().addCookies(kept);
      await context.close();
    }
    await page.goto(`${server.url}${path}`);
    await page.locator("main h1").waitFor();
  }

  return {
    get server() {
      return server;
    },
    get browser() {
      return visits.browser;
    },
    asked,
    visit,
    signIn,
    open,
  };
}

export { violations } from "./axe.ts";

/** Light and dark, English and German, each once: what each page is looked at in. What fades in has no contrast yet: nothing does. */
export const LOOKS = [
  { colorScheme: "light", locale: "en-GB", reducedMotion: "reduce" },
  { colorScheme: "dark", locale: "de-DE", reducedMotion: "reduce" },
] as const satisfies readonly BrowserContextOptions[];

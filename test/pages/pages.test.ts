import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "../../src/http/define-page.ts";
import { createThrottle } from "../../src/modules/credentials/throttle.ts";
import type { PageOptions } from "../../src/pages/finish.ts";
import { html } from "../../src/pages/html.ts";
import { signInPages } from "../../src/pages/sign-in.ts";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";

/** What holds for every page there is, found in the page list itself. */
let server: Harness;
let cookie: string;

const ORIGIN = "http://roster.test";
const BROWSER = { origin: ORIGIN, "sec-fetch-site": "same-origin" };

/** The session cookie of somebody who signs in, as a browser sends it back. */
async function cookieOf(username: string, password: string): Promise<string> {
  const reply = await server.signIn(username, password);
  return String(reply.headers.get("set-cookie")?.split(";")[0]);
}

async function someCookie(): Promise<string> {
  const { username, password } = await makeUser(server);
  return cookieOf(username, password);
}

beforeAll(async () => {
  server = await startServer();
  cookie = await someCookie();
});
afterAll(() => server.close());

/** Where a page of the list is asked for. */
const pathOf = (page: Page) => page.path.replaceAll(/\{\w+\}/g, "x");
const propertiesOf = (schema: unknown) => Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
const get = (path: string, headers: Record<string, string> = {}) => server.call("GET", path, { headers });
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  server.call("POST", path, { form, headers: { ...BROWSER, ...headers } });

/** Every answer is a document of ours under a strict policy, or leads to an address of ours. */
function expectPage(reply: Reply, what: string): void {
  const { headers, text } = reply;
  expect.soft([what, reply.status < 500], `${what}: ${reply.status} ${text.slice(0, 200)}`).toEqual([what, true]);
  expect.soft(headers.get("x-content-type-options"), what).toBe("nosniff");
  expect.soft(headers.get("cache-control"), what).toBe("no-store");
  expect.soft(headers.get("x-frame-options"), what).toBe("DENY");
  const policy = headers.get("content-security-policy") ?? "";
  expect.soft(policy, what).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect.soft(policy, what).not.toMatch(/unsafe|\*/);
  if (reply.status === 303) {
    expect.soft(new URL(headers.get("location") ?? "", ORIGIN).origin, what).toBe(ORIGIN);
    return;
  }
  expect.soft(headers.get("content-type"), what).toBe("text/html; charset=utf-8");
  expect.soft(text, what).toMatch(/^<!doctype html>\n<html lang="(?:en|de)">/);
  expect.soft(text.match(/<title>[^<]+<\/title>/g), what).toHaveLength(1);
  expect.soft(text.match(/<h1>[^<]+<\/h1>/g), what).toHaveLength(1);
  for (const [tag] of text.matchAll(/<[a-z][^<>]*>/gi)) {
    expect.soft(tag.replaceAll(/"[^"]*"/g, '""'), what).not.toMatch(/^<style|\s(?:style|on\w+)=/i);
    expect.soft(/(?:href|action)="([^"]*)"/.exec(tag)?.[1] ?? "/", what).toMatch(/^(?:\/(?![/\\])|#main$|otpauth:\/\/totp\/)/);
  }
  for (const script of text.match(/<script.*?<\/script>/gs) ?? []) expect.soft(script, what).toMatch(/^<script src="\/pages\/[\w-]+\.js" defer><\/script>$/);
  for (const [input] of text.matchAll(/<input[^>]*>/g)) {
    if (/type="hidden"| hidden>/.test(input)) continue;
    expect.soft(text, `${what}: ${input}`).toContain(`<label for="${/ id="([^"]+)"/.exec(input)?.[1]}">`);
  }
}

test("every page is a document of ours under a strict policy, for whoever asks", async () => {
  for (const page of server.app.pages.filter(({ method }) => method === "GET")) {
    for (const headers of [{}, { cookie }, { cookie: "roster_session=x" }])
      expectPage(await get(pathOf(page), headers), `${page.path} ${JSON.stringify(headers)}`);
  }
});

test("a page for those who are signed in sends everybody else to sign in, and back", async () => {
  for (const page of server.app.pages.filter(({ method, access }) => method === "GET" && access === "signed-in")) {
    const reply = await get(`${pathOf(page)}?a=b`);
    expect([reply.status, reply.headers.get("location")]).toEqual([303, `/sign-in?${new URLSearchParams({ return_to: `${pathOf(page)}?a=b` })}`]);
  }
});

test("a form that another site posts is refused, signed in or not", async () => {
  const foreign = [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, {}] as Record<string, string>[];
  for (const page of server.app.pages.filter(({ method }) => method === "POST")) {
    for (const headers of foreign) {
      const reply = await server.call("POST", pathOf(page), { form: { username: "ada", password: "x" }, headers: { ...headers, cookie } });
      expect([page.path, headers, reply.status]).toEqual([page.path, headers, 403]);
      expectPage(reply, page.path);
      expect(reply.headers.get("set-cookie")).toBeNull();
    }
  }
  expect((await get("/", { cookie })).status).toBe(200);
});

const MARK = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
const JUNK = [MARK, "\u0000", "x".repeat(5000), "//evil.example", "\\\\evil.example", "javascript:alert(1)", "\u202e💥", "%00", "../../etc", "1e400", "[]"];

test("junk in any field of any page is told on a page, and comes out as text", async () => {
  for (const page of server.app.pages) {
    for (const name of [...propertiesOf(page.query), ...propertiesOf(page.form)]) {
      const visitor = await someCookie();
      for (const value of JUNK) {
        const what = `${page.method} ${page.path} ${name}=${value.slice(0, 30)}`;
        const reply =
          page.method === "GET"
            ? await get(`${pathOf(page)}?${new URLSearchParams({ [name]: value })}`, { cookie: visitor })
            : await post(pathOf(page), { [name]: value }, { cookie: visitor });
        expectPage(reply, what);
        expect.soft(reply.text, what).not.toMatch(/<script>|<img src=x/);
      }
      if (page.method === "GET") expectPage(await get(`${pathOf(page)}?${name}=1&${name}=2`, { cookie: visitor }), `${page.path} ${name} twice`);
    }
  }
});

test("what is no UTF-8, no form or too much is refused on a page", async () => {
  for (const page of server.app.pages.filter(({ method }) => method === "POST")) {
    for (const raw of [Buffer.from([0x70, 0x3d, 0xff, 0xfe]), "{}", "=&=&==", "a".repeat(100_000)]) {
      expectPage(await server.call("POST", pathOf(page), { raw, headers: { ...BROWSER, cookie: await someCookie() } }), page.path);
    }
  }
});

test("a name full of markup stays text", async () => {
  const { username, password } = await makeUser(server, { name: `<b onclick=a()>"Ada"</b>` });
  const reply = await get("/", { cookie: await cookieOf(username, password) });
  expectPage(reply, "home");
  expect(reply.text).toContain("&lt;b onclick=a()&gt;&quot;Ada&quot;&lt;/b&gt;");
});

test("the file of every address that a page names is there", async () => {
  const { text } = await get("/sign-in");
  const style = await get("/pages/style.css");
  const paths = [...text.matchAll(/(?:href|src)="(\/pages\/[^"]+)"/g), ...style.text.matchAll(/url\("([^"]+)"\)/g)].map(([, path]) => String(path));
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths) {
    const reply = await get(path);
    expect([path, reply.status, reply.headers.get("x-content-type-options")]).toEqual([path, 200, "nosniff"]);
  }
});

describe("signing in", () => {
  test("goes where it was meant to go, with a cookie that scripts and other sites cannot reach", async () => {
    const { username, password } = await makeUser(server);
    const reply = await post("/sign-in", { username, password, return_to: "/password?x=1" });
    expect([reply.status, reply.headers.get("location")]).toEqual([303, "/password?x=1"]);
    expect(reply.headers.get("set-cookie")).toMatch(/^roster_session=[\w-]{20,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test("a wrong password keeps what was typed besides, and where it was meant to go", async () => {
    const reply = await post("/sign-in", { username: "ada&co", password: "wrong password", return_to: "/password", ui_locales: "de" });
    expect(reply.status).toBe(401);
    expect(reply.text).toMatch(/role="alert">Benutzername oder Passwort ist falsch\./);
    expect(reply.text).toContain('value="ada&amp;co"');
    expect(reply.text).toContain('name="return_to" value="/password"');
    expect(reply.text).toMatch(/id="password"[^>]* aria-describedby="notice" aria-invalid="true" autofocus>/);
    expect(reply.text).not.toContain("wrong password");
  });

  test("too many failures are 429, and the page says how long to wait", async () => {
    const { username } = await makeUser(server);
    let reply: Reply | undefined;
    for (let i = 0; i < 8; i++) reply = await post("/sign-in", { username, password: "wrong password" });
    expect(reply?.status).toBe(429);
    expect(reply?.text).toMatch(/Too many failed attempts\. Try again in \d+ seconds?\./);
  });

  test("without passwords there is no form, and none is taken", async () => {
    const without = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "off", ROSTER_MAGIC_LINKS: "off" });
    const page = await without.call("GET", "/sign-in");
    expect(page.text).not.toContain("<form");
    expect(page.text).toContain("There is no way to sign in here");
    const { username, password } = await makeUser(server);
    const reply = await without.call("POST", "/sign-in", { form: { username, password }, headers: BROWSER });
    expect([reply.status, reply.headers.get("set-cookie")]).toEqual([403, null]);
    expect(reply.text).toContain("Signing in with a password is switched off here.");
    await without.close();
  });
});

test("further ways in stand around the form, and are told only of places to return to that are ours", async () => {
  const told: string[] = [];
  const otherWaysIn: NonNullable<PageOptions["otherWaysIn"]> = async (_ctx, _view, returnTo) => {
    told.push(returnTo);
    return { providers: [{ name: "acme", label: "Acme <Identity>", href: "/federation/acme" }], waysIn: html`<a href="/forgot">Forgot?</a>`, scripts: [] };
  };
  const [page] = signInPages(createThrottle(), { origin: ORIGIN, secureCookie: false, otherWaysIn });
  const ctx = { app: server.app.services, db: server.db, actor: { kind: "anonymous" }, requestId: "1", address: null } as const;
  const meta = { url: "/sign-in", raw: { request: { method: "GET" } } };
  for (const return_to of ["/password", "//evil.example"]) {
    const answer = await page?.handler(ctx, { query: { return_to }, meta } as never);
    expect(answer?.html).toMatch(/Continue with Acme &lt;Identity&gt;.*<p class="divider">or<\/p>.*<form .*<a href="\/forgot">/s);
  }
  expect(told).toEqual(["/password", "/"]);
});

describe("a new password", () => {
  test("whoever has an expired one can do nothing before choosing another", async () => {
    const made = await server.call("POST", "/users", { token: server.admin, body: { username: "late", password: "given" } });
    expect(made.status).toBe(200);
    const signedIn = await post("/sign-in", { username: "late", password: "given", return_to: "/?a=b" });
    expect(signedIn.headers.get("location")).toBe("/password?return_to=%2F%3Fa%3Db");
    const late = { cookie: String(signedIn.headers.get("set-cookie")?.split(";")[0]) };
    expect((await get("/", late)).headers.get("location")).toBe("/password?return_to=%2F");
    const page = await get("/password?return_to=/?a=b", late);
    expect(page.text).toContain("Choose a new password");
    expect(page.text).not.toContain('name="current_password"');
    for (const [password, sentence] of [
      ["short", "A password has 12 to 128 characters."],
      ["", "A password has 12 to 128 characters."],
      ["password1234", "This password is among the most common ones"],
    ] as const) {
      const refused = await post("/password", { password, return_to: "/?a=b" }, late);
      expect([password, refused.status]).toEqual([password, 400]);
      expect(refused.text).toContain(`id="password-error">${sentence}`);
    }
    const chosen = await post("/password", { password: "a password of my own", return_to: "/?a=b" }, late);
    expect([chosen.status, chosen.headers.get("location")]).toEqual([303, "/?a=b"]);
    expect((await get("/", late)).status).toBe(200);
    expect((await server.signIn("late", "a password of my own")).status).toBe(200);
  });

  test("who signed in a while ago gives the current one too", async () => {
    const { username, password } = await makeUser(server);
    const headers = { cookie: await cookieOf(username, password) };
    expect((await get("/password", headers)).text).not.toContain('name="current_password"');
    server.clock.advance(11 * 60_000);
    expect((await get("/password", headers)).text).toContain('name="current_password"');
    const chosen = { password: "another password of mine" };
    const without = await post("/password", chosen, headers);
    expect([without.status, without.text.includes('id="current_password-error">Enter your current password as well.')]).toEqual([403, true]);
    const wrong = await post("/password", { ...chosen, current_password: "not this one" }, headers);
    expect([wrong.status, wrong.text.includes('id="current_password-error">The current password is wrong.')]).toEqual([403, true]);
    expect((await post("/password", { ...chosen, current_password: password }, headers)).status).toBe(303);
    expect((await server.signIn(username, chosen.password)).status).toBe(200);
  });
});

describe("signing out", () => {
  test("a link only asks; the form ends the session and takes the cookie away", async () => {
    const headers = { cookie: await someCookie() };
    expect((await get("/sign-out", headers)).text).toContain("Sign out of Roster?");
    expect((await get("/", headers)).status).toBe(200);
    const reply = await post("/sign-out", {}, headers);
    expect([reply.status, reply.headers.get("set-cookie")]).toEqual([200, expect.stringMatching(/^roster_session=; Max-Age=0;/)]);
    expect(reply.text).toContain("You are signed out");
    expect((await get("/", headers)).status).toBe(303);
    expect((await get("/sign-out", headers)).text).toContain("You are signed out");
  });
});

describe("the language", () => {
  test("is the chosen one, then what the application asks for, then what the browser prefers", async () => {
    const langOf = async (path: string, headers: Record<string, string>) => /<html lang="(..)">/.exec((await get(path, headers)).text)?.[1];
    expect(await langOf("/sign-in", {})).toBe("en");
    expect(await langOf("/sign-in", { "accept-language": "fr, de-AT;q=0.8, en;q=0.5" })).toBe("de");
    expect(await langOf("/sign-in?ui_locales=fr%20en", { "accept-language": "de" })).toBe("en");
    expect(await langOf("/sign-in?ui_locales=en", { "accept-language": "en", cookie: "a=b; roster_language=de" })).toBe("de");
    expect(await langOf("/sign-in", { cookie: "roster_language=x" })).toBe("en");
  });

  test("is chosen by a link that leads back to the same page", async () => {
    const { text } = await get("/sign-in?return_to=%2Fpassword&login_hint=ada");
    const link = /href="([^"]+)" lang="de"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const reply = await get(link);
    expect([reply.status, reply.headers.get("location")]).toEqual([303, "/sign-in?return_to=%2Fpassword&login_hint=ada"]);
    expect(reply.headers.get("set-cookie")).toMatch(/^roster_language=de; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe("an address nothing is at", () => {
  test("is a page for browsers and JSON for programs", async () => {
    const browser = await get("/nothing/<here>", { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "de" });
    expect(browser.status).toBe(404);
    expectPage(browser, "unknown");
    expect(browser.text).toContain("Seite nicht gefunden");
    for (const accept of ["*/*", "application/json", "text/htmlx"]) {
      const program = await get("/nothing", { accept });
      expect([program.status, program.json?.code]).toEqual([404, "request.unknown_path"]);
    }
  });
});

test("name and logo of the installation come from the settings, and its host is let through", async () => {
  const branded = await server.sibling({ ROSTER_NAME: 'A & "B"', ROSTER_LOGO_URL: "https://cdn.example.com/logo.svg" });
  const reply = await branded.call("GET", "/sign-in");
  expectPage(reply, "branded");
  expect(reply.text).toContain('<img class="logo" src="https://cdn.example.com/logo.svg" alt="A &amp; &quot;B&quot;">');
  expect(reply.headers.get("content-security-policy")).toContain("img-src 'self' data: https://cdn.example.com;");
  await branded.close();
});

test("the picture of browser tabs is the first letter of the installation's name, also where a browser asks by itself, and stays text", async () => {
  for (const [name, letter] of [
    ["acme", "A"],
    ["& Co", "&amp;"],
    ["😀 Inc.", "😀"],
  ]) {
    const named = await server.sibling({ ROSTER_NAME: String(name) });
    for (const path of ["/pages/icon.svg", "/favicon.ico"]) {
      const reply = await named.call("GET", path);
      expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
      expect(reply.text).toMatch(/^<svg .*<\/svg>\n$/s);
      expect(reply.text).toContain(`>${letter}</text>`);
    }
    await named.close();
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mountConsole } from "../../src/console/files.ts";
import { type Harness, startServer } from "../support/harness.ts";

/** How the built console is served. */
let server: Harness;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) => server.call("GET", path, { headers });

test("every path under /console is its page, under a strict policy of its own, asked for anew each time", async () => {
  for (const path of ["/console", "/console/", "/console/users", "/console/users/some-id?tab=1", "/console/callback?code=x"]) {
    const { status, headers, text } = await get(path);
    expect.soft([path, status, headers.get("content-type"), headers.get("cache-control")]).toEqual([path, 200, "text/html; charset=utf-8", "no-cache"]);
    expect.soft(headers.get("content-security-policy"), path).toMatch(/^default-src 'none'; script-src 'self'; .*connect-src 'self'.*frame-ancestors 'none'/);
    expect.soft(text, path).toContain('<meta name="roster-public-url" content="http://roster.test">');
    expect.soft(text, path).not.toMatch(/<script(?![^>]* src=)/);
  }
});

test("what is for people leads from under the API prefix to its one address; the rest is served there, too", async () => {
  const leads = async (path: string) => {
    const { status, headers } = await get(path, { accept: "text/html" });
    return [status, headers.get("location")];
  };
  for (const path of ["/console", "/console/users?q=ada", "/sign-in?return_to=%2Fdevice", "/device?user_code=ABCD&x=1"]) {
    expect.soft([path, ...(await leads(`/api/v1${path}`))]).toEqual([path, 303, `http://roster.test${path}`]);
  }
  expect(await leads("/api/v1")).toEqual([303, "http://roster.test/"]);
  expect((await leads("/api/v1//elsewhere.example/"))[1] ?? "http://roster.test/").toMatch(/^http:\/\/roster\.test\//);
  for (const path of ["/docs", "/openapi.json", "/health"]) expect.soft([path, (await get(`/api/v1${path}`)).status]).toEqual([path, 200]);
  const none = await get("/api/v1/nothing-here", { accept: "text/html" });
  expect([none.status, none.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
});

test("its files are kept for ever, and come compressed as the browser takes them", async () => {
  const { text } = await get("/console");
  const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? "";
  const plain = await get(script, { "accept-encoding": "identity" });
  expect(plain.status).toBe(200);
  expect(plain.headers.get("content-encoding")).toBeNull();
  for (const [accepted, encoding] of [
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["zstd", null],
  ] as const) {
    const { headers, text: decoded } = await get(script, { "accept-encoding": accepted });
    expect.soft([accepted, headers.get("content-encoding")]).toEqual([accepted, encoding]);
    expect.soft(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect.soft(headers.get("vary")).toBe("Accept-Encoding");
    expect.soft(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect.soft(decoded === plain.text).toBe(true);
  }
});

test("nothing but what was built is served", async () => {
  for (const path of ["nothing.js", "..%2findex.html", "../../package.json", "%2e%2e%2f%2e%2e%2fpackage.json", "index.js.br"]) {
    const { status } = await get(`/console/assets/${path}`);
    expect.soft([path, status]).toEqual([path, 404]);
  }
});

test("where it is not built, that is said, and it is served once it is", async () => {
  const dir = mkdtempSync(join(tmpdir(), "roster-console-"));
  const bare = Fastify();
  try {
    mountConsole(bare, dir, 'http://roster.test/"');
    expect((await bare.inject("/console")).json()).toMatchObject({ code: "console.not_built" });
    const shown = await bare.inject({ url: "/console/users", headers: { accept: "text/html,*/*;q=0.8", "accept-language": "de" } });
    expect(shown).toMatchObject({ statusCode: 503, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(shown.body).toMatch(/<html lang="de">[\s\S]*Die Konsole ist nicht gebaut/);
    mkdirSync(join(dir, "assets"));
    writeFileSync(join(dir, "assets/index.css"), "a{}");
    writeFileSync(join(dir, "index.html"), "<p>%PUBLIC_URL%</p>");
    expect((await bare.inject("/console")).body).toBe("<p>http://roster.test/&quot;</p>");
    expect((await bare.inject("/console/assets/index.css")).body).toBe("a{}");
  } finally {
    await bare.close();
    rmSync(dir, { recursive: true, force: true });
  }
});

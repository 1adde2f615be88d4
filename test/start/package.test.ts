import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHECKOUT, type Home, makeHome } from "../support/launcher.ts";

let home: Home;
let place: string;
/** The package, unpacked. */
let unpacked: string;
/** What it has, by npm's own word. */
let files: readonly string[];

beforeAll(() => {
  home = makeHome();
  place = mkdtempSync(join(tmpdir(), "roster-package-"));
  const said = execFileSync("npm", ["pack", "--json", "--loglevel=silent", "--pack-destination", place], { cwd: CHECKOUT, encoding: "utf8" });
  const [packed] = JSON.parse(said) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map(({ path }) => path);
  execFileSync("tar", ["-xzf", join(place, packed.filename), "-C", place]);
  unpacked = join(place, "package");
});
afterAll(async () => {
  await home.remove();
  rmSync(place, { recursive: true, force: true });
});

/** Puts there what `npm install --omit=dev` does: of this checkout, so that no registry is asked. */
function installWithoutTools(): void {
  type Locked = { readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>> };
  const read = (path: string) => JSON.parse(readFileSync(join(CHECKOUT, path), "utf8")) as Locked;
  const [locked, record] = [read("package-lock.json").packages, read("node_modules/.package-lock.json")];
  const isNeeded = (path: string) => !locked[path]?.dev && !locked[path]?.devOptional;
  const packages = Object.fromEntries(Object.entries(record.packages).filter(([path]) => isNeeded(path)));
  for (const path of Object.keys(packages)) {
    // What lies within another package comes with it.
    if (path.lastIndexOf("node_modules/") > 0) continue;
    mkdirSync(dirname(join(unpacked, path)), { recursive: true });
    symlinkSync(join(CHECKOUT, path), join(unpacked, path));
  }
  writeFileSync(join(unpacked, "node_modules/.package-lock.json"), JSON.stringify({ ...record, packages }));
}

test("the package has what a server needs, and nothing else", () => {
  const isFile = (path: string) => /\.\w+$/.test(path);
  const source = globSync(["bin/**", "migrations/**", "src/**"], { cwd: CHECKOUT }).filter((path) => isFile(path) && !path.endsWith(".test.ts"));
  const built = globSync("console/dist/**", { cwd: CHECKOUT }).filter((path) => isFile(path) && !path.endsWith("sources.sha256"));
  expect(built.length).toBeGreaterThan(10);
  expect([...files].sort()).toEqual(["package.json", "README.md", "LICENSE", "CHANGELOG.md", ...source, ...built].sort());
});

test("a server that is started from it serves the console, which nobody builds", async () => {
  installWithoutTools();
  expect(existsSync(join(unpacked, "node_modules/vite"))).toBe(false);
  const server = home.start({}, { checkout: unpacked });
  const url = await server.url();
  const page = await fetch(`${url}/console`, { headers: { accept: "text/html" } });
  const html = await page.text();
  expect([page.status, html]).toEqual([200, expect.stringContaining(`<div id="root"`)]);
  const script = /<script [^>]*src="(\/console\/assets\/[^"]+)"/.exec(html)?.[1];
  const answer = await fetch(`${url}${script}`);
  expect([answer.status, answer.headers.get("content-type"), (await answer.text()).length > 1000]).toEqual([200, "text/javascript; charset=utf-8", true]);
  expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(server.output()).not.toMatch(/building the console|could not be built|installing/);
});

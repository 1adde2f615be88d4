import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildConsole } from "../../src/console/build.ts";
import { hangBuild } from "../support/hanging-build.ts";
import { CHECKOUT, isAlive } from "../support/launcher.ts";

let checkout: string;

/** A checkout with a console of one line, which the real configuration builds. */
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "roster-console-"));
  mkdirSync(join(checkout, "console/src/app"), { recursive: true });
  writeFileSync(join(checkout, "console/src/app/components.css"), "");
  cpSync(join(CHECKOUT, "console/src/app/colors.ts"), join(checkout, "console/src/app/colors.ts"));
  symlinkSync(join(CHECKOUT, "node_modules"), join(checkout, "node_modules"));
  cpSync(join(CHECKOUT, "console/vite.config.ts"), join(checkout, "console/vite.config.ts"));
  cpSync(join(CHECKOUT, "console/index.html"), join(checkout, "console/index.html"));
  writeFileSync(join(checkout, "package-lock.json"), "{}");
  writeMain(`document.title = "first";`);
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const writeMain = (text: string) => writeFileSync(join(checkout, "console/src/main.ts"), text);

/** Builds; gives what the operator is told. */
async function build(signal?: AbortSignal): Promise<string[]> {
  const said: string[] = [];
  await buildConsole(
    (step) => {
      said.push(step);
      return () => said.push("done");
    },
    { root: checkout, ...(signal && { signal }) },
  );
  return said;
}

function script(): string {
  const assets = join(checkout, "console/dist/assets");
  const name = readdirSync(assets).find((one) => one.endsWith(".js")) ?? "";
  expect(readdirSync(assets)).toEqual(expect.arrayContaining([`${name}.br`, `${name}.gz`]));
  return readFileSync(join(assets, name), "utf8");
}

test("the console is built once, anew when a source or the lock file changes, and a build that fails leaves the one before", async () => {
  expect(await build()).toEqual(["building the console", "done"]);
  expect(script()).toContain("first");
  expect(await build()).toEqual([]);
  writeMain(`document.title = "second";`);
  expect(await build()).toEqual(["building the console", "done"]);
  expect(script()).toContain("second");
  writeFileSync(join(checkout, "package-lock.json"), "{ }");
  expect(await build()).toEqual(["building the console", "done"]);
  writeMain(`document.title = ;`);
  await expect(build()).rejects.toThrow(/main\.ts/);
  expect(script()).toContain("second");
  expect(readdirSync(join(checkout, "console")).sort()).toEqual(["dist", "index.html", "src", "vite.config.ts"]);
});

test("two builds at once leave one that is whole", async () => {
  await Promise.all([build(), build()]);
  expect(script()).toContain("first");
  expect(await build()).toEqual([]);
});

test("a build that is given up ends at once with its process and leaves the one before; the next one is whole", async () => {
  await build();
  const hanging = hangBuild(checkout);
  const given = new AbortController();
  const building = build(given.signal);
  const pid = await hanging.began();
  given.abort();
  expect(await building).toEqual(["building the console"]);
  expect(isAlive(pid)).toBe(false);
  expect(script()).toContain("first");
  expect(readdirSync(join(checkout, "console")).filter((name) => name.startsWith("dist-"))).toEqual([]);
  hanging.release();
  writeMain(`document.title = "next";`);
  expect(await build()).toEqual(["building the console", "done"]);
  expect(script()).toContain("next");
});

test("a first view of more than its bound is no build", async () => {
  const noise = Array.from({ length: 500_000 }, (_, at) => String.fromCharCode(33 + ((at * 7919 + (at >> 3) * 104_729 + ((at * at) % 65_521)) % 90)));
  writeMain(`document.title = ${JSON.stringify(noise.join(""))};`);
  await expect(build()).rejects.toThrow(/kB compressed, of 250 kB at most/);
});

test("a component without its styles is no build, and neither are styles that none needs", async () => {
  const styles = readFileSync(join(CHECKOUT, "node_modules/@mantine/core/styles/Kbd.css"), "utf8");
  writeMain(`document.title = "${/m_[0-9a-f]+/.exec(styles)?.[0]}";`);
  await expect(build()).rejects.toThrow("components.css lacks Kbd.css");
  writeFileSync(join(checkout, "console/src/app/components.css"), '@import "@mantine/core/styles/Kbd.css";');
  await build();
  writeMain(`document.title = "none";`);
  await expect(build()).rejects.toThrow("components.css does not need Kbd.css");
});

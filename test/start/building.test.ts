import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hangBuild } from "../support/hanging-build.ts";
import { CHECKOUT, type Home, isAlive, makeHome } from "../support/launcher.ts";

let home: Home;
let checkout: string;

/** A checkout in which nobody has built the console yet. */
beforeEach(() => {
  home = makeHome();
  checkout = mkdtempSync(join(tmpdir(), "roster-checkout-"));
  for (const name of ["bin", "src", "migrations", "package.json", "package-lock.json"]) cpSync(join(CHECKOUT, name), join(checkout, name), { recursive: true });
  symlinkSync(join(CHECKOUT, "node_modules"), join(checkout, "node_modules"));
  mkdirSync(join(checkout, "console/src"), { recursive: true });
  for (const name of ["index.html", "vite.config.ts"]) cpSync(join(CHECKOUT, "console", name), join(checkout, "console", name));
  writeFileSync(join(checkout, "console/src/main.ts"), "");
});
afterEach(async () => {
  await home.remove();
  rmSync(checkout, { recursive: true, force: true });
});

test("SIGTERM while the console is built ends the server at once, in order, and leaves no build and no process", async () => {
  const build = hangBuild(checkout);
  const server = home.start({}, { checkout });
  await server.says(/building the console/);
  const pid = await build.began();
  const asked = performance.now();
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5_000);
  expect(isAlive(pid)).toBe(false);
  expect(home.postgres()).toBeNull();
  expect(server.output()).not.toContain("could not be built");
  expect(existsSync(join(checkout, "console/dist"))).toBe(false);
  expect(readdirSync(join(checkout, "console")).sort()).toEqual(["index.html", "src", "vite.config.ts"]);
});

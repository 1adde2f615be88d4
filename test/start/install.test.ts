import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CHECKOUT } from "../support/launcher.ts";

let checkout: string;

/** A checkout whose one dependency lies beside it, so that installing needs no network. */
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "roster-install-"));
  cpSync(join(CHECKOUT, "bin"), join(checkout, "bin"), { recursive: true });
  mkdirSync(join(checkout, "part"));
  const json = (path: string, value: object) => writeFileSync(join(checkout, path), JSON.stringify(value));
  json("part/package.json", { name: "part", version: "1.0.0" });
  json("package.json", { name: "whole", version: "1.0.0", type: "module", dependencies: { part: "file:part" } });
  lockFile("1.0.0");
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

function lockFile(version: string): void {
  const packages = {
    "": { name: "whole", version: "1.0.0", dependencies: { part: "file:part" } },
    "node_modules/part": { resolved: "part", link: true },
    part: { name: "part", version },
  };
  writeFileSync(join(checkout, "package-lock.json"), JSON.stringify({ name: "whole", version: "1.0.0", lockfileVersion: 3, requires: true, packages }));
}

/** Runs what the launcher does first; gives what it said. */
function ensure(forDevelopment = false): Promise<{ code: number; said: string }> {
  const script = `import(${JSON.stringify(join(checkout, "bin/install.mjs"))}).then((m) => m.ensureInstalled(${forDevelopment}))`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code: code ?? -1, said })));
}

const installs = (said: string) => said.split("installing dependencies…").length - 1;

test("dependencies are installed once, and again when the lock file changes", async () => {
  const first = await ensure();
  expect(first).toMatchObject({ code: 0 });
  expect(first.said).toMatch(/installing dependencies….*\n.*installed in \d/);
  expect(existsSync(join(checkout, "node_modules/part/package.json"))).toBe(true);
  expect(await ensure()).toEqual({ code: 0, said: "" });
  lockFile("1.0.1");
  writeFileSync(join(checkout, "part/package.json"), JSON.stringify({ name: "part", version: "1.0.1" }));
  expect(installs((await ensure()).said)).toBe(1);
  expect(await ensure()).toEqual({ code: 0, said: "" });
});

test("what npm install has put there is taken as it is", async () => {
  await ensure();
  rmSync(join(checkout, "node_modules/.roster-install"));
  expect(await ensure()).toEqual({ code: 0, said: "" });
});

test("an installation without tools serves as it is, until a tool is called for", async () => {
  mkdirSync(join(checkout, "tool"));
  writeFileSync(join(checkout, "tool/package.json"), JSON.stringify({ name: "tool", version: "1.0.0" }));
  const whole = { name: "whole", version: "1.0.0", dependencies: { part: "file:part" }, devDependencies: { tool: "file:tool-1.0.0.tgz" } };
  // A folder would be linked, and npm's record has those of tools too.
  execFileSync("npm", ["pack", "./tool"], { cwd: checkout });
  writeFileSync(join(checkout, "package.json"), JSON.stringify({ ...whole, type: "module" }));
  execFileSync("npm", ["install", "--omit=dev", "--no-audit", "--no-fund"], { cwd: checkout });
  expect(await ensure()).toEqual({ code: 0, said: "" });
  expect(await ensure()).toEqual({ code: 0, said: "" });
  expect(existsSync(join(checkout, "node_modules/tool"))).toBe(false);
  expect(installs((await ensure(true)).said)).toBe(1);
  expect(existsSync(join(checkout, "node_modules/tool/package.json"))).toBe(true);
  expect(await ensure()).toEqual({ code: 0, said: "" });
});

test("a package, which has no lock file, installs what it serves with", async () => {
  rmSync(join(checkout, "package-lock.json"));
  const tools = { devDependencies: { tool: "file:nowhere" } };
  writeFileSync(join(checkout, "package.json"), JSON.stringify({ name: "whole", type: "module", dependencies: { part: "file:part" }, ...tools }));
  const { code, said } = await ensure();
  expect([code, said]).toEqual([0, expect.stringContaining("installing dependencies… (npm install --omit=dev, once)")]);
  expect(existsSync(join(checkout, "node_modules/part/package.json"))).toBe(true);
  expect(await ensure()).toEqual({ code: 0, said: "" });
});

test("of several at once one installs and the others wait", async () => {
  const all = await Promise.all([ensure(), ensure(), ensure()]);
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(all.reduce((sum, { said }) => sum + installs(said), 0)).toBe(1);
  expect(existsSync(join(checkout, ".install-lock"))).toBe(false);
});

test("the lock of a process that is gone holds nobody up", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => gone.once("exit", resolve));
  symlinkSync(String(gone.pid), join(checkout, ".install-lock"));
  expect(readlinkSync(join(checkout, ".install-lock"))).toBe(String(gone.pid));
  const all = await Promise.all([ensure(), ensure()]);
  expect(all.map(({ code }) => code)).toEqual([0, 0]);
  expect(all.reduce((sum, { said }) => sum + installs(said), 0)).toBe(1);
});

test("when npm fails, everything it said is shown", async () => {
  writeFileSync(join(checkout, "package.json"), JSON.stringify({ name: "whole", dependencies: { part: "file:part", other: "file:other" } }));
  const { code, said } = await ensure();
  expect(code).not.toBe(0);
  expect(said).toMatch(/npm ci failed \(1\):\n(.*\n)*.*in sync/);
});

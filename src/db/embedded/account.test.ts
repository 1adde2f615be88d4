import { chmodSync, constants, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { barrier } from "./account.ts";

/** Nobody on this machine: what it may is what others may. */
const stranger = { name: "stranger", uid: 3_999_999, gid: 3_999_999 };

let top: string;
let inner: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "roster-account-"));
  inner = join(top, "a", "b");
  mkdirSync(inner, { recursive: true });
  for (const dir of [top, join(top, "a"), inner]) chmodSync(dir, 0o755);
});
afterEach(() => {
  for (const dir of [join(top, "a"), inner]) chmodSync(dir, 0o755);
  rmSync(top, { recursive: true });
});

test("an open way has no barrier, nor has what is not there yet", () => {
  expect(barrier(stranger, inner)).toBeNull();
  expect(barrier(stranger, join(inner, "not", "yet"))).toBeNull();
});

test("the topmost closed directory is named", () => {
  chmodSync(inner, 0o700);
  expect(barrier(stranger, inner)).toBe(inner);
  chmodSync(join(top, "a"), 0o750);
  expect(barrier(stranger, inner)).toBe(join(top, "a"));
});

test("the owner and the group pass where they may", () => {
  chmodSync(inner, 0o700);
  const owner = { name: "me", uid: process.getuid?.() as number, gid: process.getgid?.() as number };
  expect(barrier(owner, inner)).toBeNull();
  chmodSync(inner, 0o010);
  expect(barrier({ ...stranger, gid: owner.gid }, inner)).toBeNull();
  expect(barrier(owner, inner)).toBe(inner);
});

test("a link leads through the doors of the place it leads to", () => {
  const link = join(top, "link");
  symlinkSync(inner, link);
  expect(barrier(stranger, link)).toBeNull();
  chmodSync(join(top, "a"), 0o700);
  expect(barrier(stranger, link)).toBe(join(top, "a"));
});

test("a file is asked for what is needed of it", () => {
  const file = join(inner, "file");
  writeFileSync(file, "");
  chmodSync(file, 0o744);
  expect(barrier(stranger, file, constants.R_OK)).toBeNull();
  expect(barrier(stranger, file, constants.R_OK | constants.X_OK)).toBe(file);
});

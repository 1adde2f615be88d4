import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DOCUMENT = new URL("../../docs/security-trace.md", import.meta.url);
const ROOT = new URL("../../", import.meta.url);
const ROW = /^\| (?!section)(?!-).*\| `([^`]+)`: (.+) \|$/gm;
/** The name of a test, or of the rows of one. */
const TEST = /\btest(?:\.each\([^)]*\))?\(\s*(["'`])((?:\\.|(?!\1).)*)\1/g;

const document = readFileSync(DOCUMENT, "utf8");
const rows = [...document.matchAll(ROW)].map(([, file = "", name = ""]) => ({ file, name: name.replaceAll("\\|", "|") }));
const testsOf = (file: string) => [...readFileSync(new URL(file, ROOT), "utf8").matchAll(TEST)].map(([, , name = ""]) => name.replaceAll(/\\(.)/g, "$1"));

test("every test that the security trace names is there", () => {
  const known = new Map([...new Set(rows.map(({ file }) => file))].map((file) => [file, new Set(testsOf(file))]));
  const missing = rows.filter(({ file, name }) => !known.get(file)?.has(name)).map(({ file, name }) => `${file}: ${name}`);
  expect(missing).toEqual([]);
});

test("the counts at its top are right", () => {
  const tables = document.match(/^\|---/gm)?.length;
  const tests = new Set(rows.map(({ file, name }) => `${file} ${name}`)).size;
  expect(document).toContain(`${rows.length} requirements in ${tables} tables, proved by ${tests} tests.`);
  expect(rows.length).toBeGreaterThan(90);
  const lines = document.split("\n").filter((line) => /^\| (?!section)/.test(line));
  expect(rows).toHaveLength(lines.length);
});

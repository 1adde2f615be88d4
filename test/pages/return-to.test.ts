import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeReturnTo } from "../../src/pages/return-to.ts";

const ORIGIN = "https://roster.example";

const KNOWN = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/a/..//evil.example",
  "/./\\evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/evil.example",
  " //evil.example",
  "@evil.example",
  "",
];

/** What those who look for an open redirect put together. */
const pieces = fc.array(
  fc.constantFrom(
    "/",
    "//",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "%5c",
    "@",
    ":",
    "https:",
    "javascript:",
    "evil.example",
    "?",
    "#",
    "a",
    "\t",
    "\n",
    "\0",
    " ",
    "ä",
    "💥",
  ),
  { maxLength: 12 },
);

describe("where a browser goes after signing in", () => {
  test.each(KNOWN)("%j is the start", (given) => {
    expect(safeReturnTo(given, ORIGIN)).toBe("/");
  });

  test("whatever is asked for, it is a path of this server, and stays what it is when it is asked for again", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.webPath(),
      pieces.map((list) => `/${list.join("")}`),
    );
    fc.assert(
      fc.property(anything, (given) => {
        const to = safeReturnTo(given, ORIGIN);
        expect(to).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        expect(new URL(to, `${ORIGIN}/password`).origin).toBe(ORIGIN);
        expect(safeReturnTo(to, ORIGIN)).toBe(to);
      }),
      { numRuns: 5000 },
    );
  });

  test("a path with its query comes through", () => {
    for (const path of ["/", "/oauth/interaction/abc", "/users?q=a%20b&c=//d", "/a//b"]) expect(safeReturnTo(path, ORIGIN)).toBe(path);
  });
});

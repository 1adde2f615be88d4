import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePoints, escapeLike, identifierKey, isStorable } from "./text.ts";

const unicode = fc.string({ unit: "binary" });

describe("identifierKey", () => {
  test("gives the same again when it is applied to what it gave", () => {
    fc.assert(
      fc.property(unicode, (text) => {
        const key = identifierKey(text);
        expect(identifierKey(key)).toBe(key);
      }),
      { numRuns: 5000 },
    );
  });

  test("does not tell upper from lower case, nor composed from decomposed", () => {
    fc.assert(
      fc.property(unicode, (text) => {
        const key = identifierKey(text);
        expect(identifierKey(text.toUpperCase())).toBe(key);
        expect(identifierKey(text.normalize("NFD"))).toBe(key);
        expect(identifierKey(text.normalize("NFC"))).toBe(key);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ["Straße", "STRASSE"],
    ["ΣΊΣΥΦΟΣ", "σίσυφος"],
    ["ﬁle", "FILE"],
    ["Ｆｕｌｌ", "full"],
    ["Ångström", "Ångström"],
    ["K", "k"],
  ])("%s is %s", (a, b) => {
    expect(identifierKey(a)).toBe(identifierKey(b));
  });
});

test("a length counts code points", () => {
  fc.assert(
    fc.property(unicode, (text) => {
      expect(codePoints(text)).toBe([...text].length);
    }),
  );
});

test("what PostgreSQL can keep has no NUL and no lone surrogate", () => {
  expect(["", "a", "💥", "\u{10ffff}"].every(isStorable)).toBe(true);
  expect(["\0", "a\0b", "\ud800", "\udc00\ud800"].some(isStorable)).toBe(false);
});

test("a text inside LIKE stands for itself", () => {
  expect(escapeLike("50%_\\")).toBe("50\\%\\_\\\\");
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePoints, escapeLike, identifierKey, isolated, isPlain, isStorable, plain } from "./text.ts";

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

test("a plain name has no controls and nothing that turns the text around it; writing from right to left is plain", () => {
  expect(["", "Ada", "\u05d0\u200f", "💥", "a\u200db"].every(isPlain)).toBe(true);
  expect(["a\nb", "\u0085", "\u2028", "\u202e", "\u2066a", "\u2069"].some(isPlain)).toBe(false);
  fc.assert(
    fc.property(unicode, (text) => {
      expect(isPlain(plain(text))).toBe(true);
      expect(plain(text) === text).toBe(isPlain(text));
    }),
  );
});

test("a name in a sentence is isolated where it is written from right to left, and cannot close its isolate", () => {
  expect(isolated("Ada")).toBe("Ada");
  expect(isolated("\u05d0\u2069 b")).toBe("\u2068\u05d0 b\u2069");
});

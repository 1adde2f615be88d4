import fc from "fast-check";
import { expect, test } from "vitest";
import { createKeyring } from "../../kernel/secrets.ts";
import { hashUserCode, newUserCode, parseUserCode, shownUserCode } from "./codes.ts";

test("a code is read back however people write it", () => {
  for (let i = 0; i < 200; i++) {
    const code = newUserCode();
    expect(shownUserCode(code)).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
    for (const written of [code, shownUserCode(code), shownUserCode(code).toLowerCase(), `  ${code.split("").join(" ")}\n`, code.replace(/^(..)/, "$1–")]) {
      expect(parseUserCode(written)).toBe(code);
    }
  }
});

test("what is none is none, whatever it is", () => {
  for (const text of ["", "BCDFGHJ", "BCDFGHJKL", "BCDFGHJA", "BCDFGHJ1", "ßBCDFGHJ", "BCDF.GHJK"]) expect(parseUserCode(text)).toBeUndefined();
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => (parseUserCode(text) ?? "BBBBBBBB").length === 8));
});

test("its digest takes the key of the installation", () => {
  const [one, two] = [1, 2].map((byte) => createKeyring(Buffer.alloc(32, byte).toString("base64")));
  if (!one || !two) throw new Error("no keys");
  expect(hashUserCode(one, "BCDFGHJK")).toEqual(hashUserCode(one, "BCDFGHJK"));
  expect(hashUserCode(one, "BCDFGHJK")).not.toEqual(hashUserCode(two, "BCDFGHJK"));
});

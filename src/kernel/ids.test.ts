import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalUuid, leastId, uuidTime, uuidv7 } from "./ids.ts";

test("ids of a process rise strictly, also within a millisecond and when the clock steps back", () => {
  let last = "";
  const start = Date.now() + 1000;
  for (let i = 0; i < 20_000; i++) {
    const id = uuidv7(start + (i % 3) - Math.floor(i / 1000));
    expect(id > last).toBe(true);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    last = id;
  }
});

test("an id tells its moment, and the least of a moment sorts before every id of it", () => {
  const now = Date.now() + 100_000;
  const id = uuidv7(now);
  expect(uuidTime(id)).toBe(now);
  expect(leastId(now) <= id).toBe(true);
  expect(leastId(now + 1) > id).toBe(true);
});

test("a UUID is taken in any case, with hyphens or without; anything else is none", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(canonicalUuid(id.toUpperCase())).toBe(id);
      expect(canonicalUuid(id.replaceAll("-", ""))).toBe(id);
    }),
  );
  for (const text of ["", "x", `{${leastId(0)}}`, `${leastId(0)}0`, leastId(0).replace("-", ""), "0".repeat(31)]) expect(canonicalUuid(text)).toBeUndefined();
});

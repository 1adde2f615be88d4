import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./page.ts";
import { createKeyring, newSecret } from "./secrets.ts";

const keyring = createKeyring(newSecret());

test("what is sealed opens with the same key and purpose, and with no other", () => {
  const sealed = keyring.seal("a", "secret 💥");
  expect(keyring.open("a", sealed).toString()).toBe("secret 💥");
  expect(() => keyring.open("b", sealed)).toThrow();
  expect(() => createKeyring(newSecret()).open("a", sealed)).toThrow();
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] as number) ^ 1;
    expect(() => keyring.open("a", changed)).toThrow();
  }
  expect(keyring.seal("a", "x").equals(keyring.seal("a", "x"))).toBe(false);
});

test("a cursor fits its own query only, whole and unchanged", () => {
  const cursor = encodeCursor(keyring, "users", ["ä", null, 3]);
  expect(decodeCursor(keyring, "users", cursor)).toEqual(["ä", null, 3]);
  for (const bad of ["", "x", cursor.slice(1), `${cursor}AA`, cursor.replace(/.$/, "_")]) expect(() => decodeCursor(keyring, "users", bad)).toThrow();
  expect(() => decodeCursor(keyring, "audit", cursor)).toThrow();
  expect(() => decodeCursor(createKeyring(newSecret()), "users", cursor)).toThrow();
});

import { describe, expect, test } from "vitest";
import { costsSame, createHasher, HASH_COST, isUpToDate } from "./hasher.ts";

const CHEAP = { memory: 8, passes: 1, lanes: 1 };
const hasher = createHasher({ concurrency: 2, queue: 100, cost: CHEAP });

describe("hashing", () => {
  test("gives a PHC string of Argon2id with a salt of its own", async () => {
    const real = createHasher({ concurrency: 1, queue: 1 });
    const hash = await real.hash("correct horse battery staple");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect([isUpToDate(hash), HASH_COST]).toEqual([true, { memory: 19_456, passes: 2, lanes: 1 }]);
    const [one, two] = await Promise.all([hasher.hash("x"), hasher.hash("x")]);
    expect(one).not.toBe(two);
    expect([costsSame(one, two), costsSame(one, hash), isUpToDate(one)]).toEqual([true, false, false]);
  });

  test("is what others compute: a hash made by the reference implementation", async () => {
    // argon2 CLI of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
    const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await hasher.verify("password", reference)).toBe(true);
    expect(await hasher.verify("passwore", reference)).toBe(false);
  });
});

describe("verifying", () => {
  test("takes the right password in any Unicode form, and no other", async () => {
    const hash = await hasher.hash("Ångström ﬁne");
    expect(await hasher.verify("A\u030angstro\u0308m fine", hash)).toBe(true);
    expect(await hasher.verify("Ångström Fine", hash)).toBe(false);
    expect(await hasher.verify("", hash)).toBe(false);
  });

  test("uses the parameters of the hash", async () => {
    const hash = await createHasher({ concurrency: 1, queue: 1, cost: { memory: 32, passes: 3, lanes: 2 } }).hash("x");
    expect(hash).toContain("$m=32,t=3,p=2$");
    expect(await hasher.verify("x", hash)).toBe(true);
  });

  test("is false without a hash, and with what is none", async () => {
    for (const hash of [null, "", "x", "$2b$10$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=8,t=1,p=1$$", "$argon2id$v=16$m=8,t=1,p=1$c29tZXNhbHQ$AAAA"]) {
      expect(await hasher.verify("x", hash)).toBe(false);
    }
  });
});

describe("the queue", () => {
  test("computes some, lets some wait and refuses the rest with a time to come back", async () => {
    const small = createHasher({ concurrency: 2, queue: 3, cost: CHEAP });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => (i % 2 ? small.hash("x") : small.verify("x", null))));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
    expect(refused).toHaveLength(15);
    for (const error of refused) expect(error).toMatchObject({ code: "auth.busy", status: 429, headers: { "retry-after": "1" } });
  });

  test("is empty again afterwards, also after a hash that failed", async () => {
    const small = createHasher({ concurrency: 1, queue: 1, cost: CHEAP });
    const impossible = "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAA";
    for (let i = 0; i < 5; i++) await expect(small.verify("x", impossible)).rejects.toThrow();
    for (let i = 0; i < 5; i++) expect(await Promise.all([small.verify("x", null), small.verify("x", null)])).toEqual([false, false]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ID_TOKEN_LIFETIME, JWKS_MAX_AGE, type KeyTimes, keyStates, leadOf } from "../../src/oauth/key-states.ts";

const LIFETIME = 3600;
const T0 = Date.UTC(2026, 0, 1);
const key = (kid: string, created: number, activates: number): KeyTimes => ({ kid, created: new Date(created), activates: new Date(activates) });
const statesAt = (keys: readonly KeyTimes[], now: number, lifetime = LIFETIME) =>
  Object.fromEntries(keyStates(keys, now, lifetime).map((standing) => [standing.key.kid, standing.state]));

describe("the state of a key", () => {
  const lead = leadOf(LIFETIME);
  const keys = [key("a", T0, T0), key("b", T0 + 1000, T0 + 1000 + lead)];
  const takeover = T0 + 1000 + lead;
  const end = takeover + (ID_TOKEN_LIFETIME + 60) * 1000;

  test("goes from next to active, and of the one before from active to retiring to gone, to the millisecond", () => {
    expect(statesAt(keys, takeover - 1)).toEqual({ a: "active", b: "next" });
    expect(statesAt(keys, takeover)).toEqual({ a: "retiring", b: "active" });
    expect(statesAt(keys, end - 1)).toEqual({ a: "retiring", b: "active" });
    expect(statesAt(keys, end)).toEqual({ a: "gone", b: "active" });
  });

  test("says when, as soon as it is known", () => {
    expect(keyStates(keys, T0 + 2000, LIFETIME)).toMatchObject([
      { state: "next", retires: null, gone: null },
      { state: "active", retires: takeover, gone: end },
    ]);
  });

  test("is active for the only key, also on a clock that is behind", () => {
    expect(statesAt([key("a", T0, T0)], T0 - 5000)).toEqual({ a: "active" });
    expect(statesAt([], T0)).toEqual({});
  });

  test("is next until a long-lived token of the key before could have been refreshed with the published keys", () => {
    expect(leadOf(86_400)).toBe(86_460_000);
    expect(leadOf(30)).toBe((JWKS_MAX_AGE + 60) * 1000);
  });
});

test("whatever the rotations: one key signs; what it signs, a relying party with its copy of 300 s verifies until it expires", () => {
  const seconds = (max: number) => fc.integer({ min: 0, max });
  const history = fc.record({ lifetime: fc.integer({ min: 30, max: 86_400 }), waits: fc.array(seconds(100_000), { minLength: 1, maxLength: 6 }) });
  fc.assert(
    fc.property(history, seconds(400_000), seconds(86_400), seconds(JWKS_MAX_AGE), ({ lifetime, waits }, at, later, copy) => {
      const lead = leadOf(lifetime);
      const keys = [key("k0", T0, T0)];
      let made = T0;
      for (const [i, wait] of waits.entries()) {
        // A rotation that finds a key waiting makes none.
        made = Math.max(made + wait * 1000, keys.at(-1)?.activates.getTime() ?? 0);
        keys.push(key(`k${i + 1}`, made, made + lead));
      }
      const there = (now: number) => keys.filter(({ created }) => created.getTime() <= now);
      const signedAt = T0 + at * 1000;
      const signers = keyStates(there(signedAt), signedAt, lifetime).filter(({ state }) => state === "active");
      expect(signers).toHaveLength(1);
      const verifiedAt = signedAt + Math.min(later, Math.max(lifetime, ID_TOKEN_LIFETIME)) * 1000;
      const copiedAt = Math.max(T0, verifiedAt - copy * 1000);
      const published = keyStates(there(copiedAt), copiedAt, lifetime).filter(({ state }) => state !== "gone");
      expect(published.map((standing) => standing.key.kid)).toContain(signers[0]?.key.kid);
    }),
    { numRuns: 2000 },
  );
});

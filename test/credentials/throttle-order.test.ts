import { afterAll, beforeAll, expect, test } from "vitest";
import { findFailures, type Policy, recordFailure } from "../../src/modules/credentials/throttle-store.ts";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test("what two processes count in another order than it happened counts once each", async () => {
  const policy: Policy = { free: 3, firstBlock: 60, longestBlock: 3600, forget: 86_400, leak: 900, failed: null, locked: null };
  const [key, now] = [Buffer.from("a key"), Date.now()];
  const record = (before: number) => recordFailure(server.db, key, null, new Date(now - before), policy);
  const isBlocked = async () => ((await findFailures(server.db, [key]))[0]?.blockedUntil.getTime() ?? 0) > now;
  for (const before of [0, 1, 2]) await record(before);
  expect(await isBlocked()).toBe(false);
  await record(3);
  expect(await isBlocked()).toBe(true);
});

import { expect, test } from "vitest";
import type { Queryable } from "../../kernel/context.ts";
import { createTally } from "./tally.ts";

/** What is written, by a database that can be away. */
function ledger() {
  const written: unknown[] = [];
  const state = { isAway: false };
  const db = {
    async query({ values }: { values: readonly unknown[] }) {
      if (state.isAway) throw new Error("away");
      written.push(values);
      return { rows: [], rowCount: 0 };
    },
  } as unknown as Queryable;
  return { written, state, db };
}

test("what was counted is written once, by day and way, and what cannot be written is kept", async () => {
  const { written, state, db } = ledger();
  let now = Date.parse("2026-11-27T23:59:59Z");
  const tally = createTally({ now: () => now });
  await tally.write(db);
  expect(written).toEqual([]);
  tally.count("api_key");
  tally.count("api_key");
  state.isAway = true;
  const writing = tally.write(db);
  now += 2000;
  tally.count("client_credentials");
  await expect(writing).rejects.toThrow("away");
  tally.count("api_key");
  tally.refuse("passkey");
  state.isAway = false;
  await tally.write(db);
  await tally.write(db);
  const [days, metrics, counts] = written[0] as string[][];
  expect(written).toHaveLength(1);
  expect(days?.map((day, i) => [day, metrics?.[i], counts?.[i]]).sort()).toEqual([
    ["2026-11-27", "sign_in.api_key", 2],
    ["2026-11-28", "failure.passkey", 1],
    ["2026-11-28", "sign_in.api_key", 1],
    ["2026-11-28", "sign_in.client_credentials", 1],
  ]);
});

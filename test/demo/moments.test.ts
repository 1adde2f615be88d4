import { expect, test } from "vitest";
import { createTestDatabase } from "../support/database.ts";
import { openOn } from "./support.ts";

/** Whenever the first start is: all that happened has happened by then, in its order. */
const MOMENTS = ["2026-12-27T00:01:00Z", "2028-02-29T23:59:00Z"];

test.each(MOMENTS)("at %s", { timeout: 120_000 }, async (moment) => {
  const database = await createTestDatabase();
  const { Client } = (await import("pg")).default;
  const client = new Client(database.connection);
  await client.connect();
  try {
    const { steps } = await openOn(database.connection, Date.parse(moment));
    expect(steps).toEqual(["making up the demo data"]);
    for (const table of ["users", "organizations", "invitations", "workspaces", "audit_log", "sessions", "passkeys", "api_keys"]) {
      const { rows } = await client.query(`SELECT max(created) <= $1 AS past, min(created) >= $1::timestamptz - interval '366 days' AS recent FROM ${table}`, [
        moment,
      ]);
      expect([table, rows]).toEqual([table, [{ past: true, recent: true }]]);
    }
    const { rows } = await client.query("SELECT max(day) <= $1::date AS past, (SELECT count(*)::int FROM statistics_events) AS left FROM statistics_days", [
      moment,
    ]);
    expect(rows).toEqual([{ past: true, left: 0 }]);
  } finally {
    await client.end();
    await database.drop();
  }
});

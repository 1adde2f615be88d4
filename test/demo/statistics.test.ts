import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { working } from "../../src/demo/calendar.ts";
import type { Demo } from "../../src/demo/open.ts";
import { checkTotals } from "../../src/modules/statistics/check-service.ts";
import type { Harness, Reply } from "../support/harness.ts";
import { startDemo } from "./support.ts";

/** A year of figures. */
let server: Harness;
let demo: Demo;
let year: Reply["json"];

const DAY = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

beforeAll(async () => {
  ({ server, demo } = await startDemo());
  const token = (await server.signIn(demo.usernames.superuser, demo.password)).json.access_token;
  const now = server.clock.now();
  const reply = await server.call("GET", `/statistics?from=${dayOf(now - 364 * DAY)}&to=${dayOf(now)}`, { token });
  expect(reply.status, reply.text).toBe(200);
  year = reply.json;
}, 120_000);
afterAll(() => server.close());

interface Day {
  readonly day: string;
  readonly [metric: string]: number | string | null;
}

const sum = (days: readonly Day[], metric: string) => days.reduce((n, day) => n + Number(day[metric]), 0);
const mean = (days: readonly Day[], metric: string) => sum(days, metric) / days.length;
const weekday = ({ day }: Day) => new Date(day).getUTCDay();

test("every day of the year is known, and the totals are what there is", async () => {
  for (const list of ["sign_ins", "failures", "people", "machines", "organizations", "mfa"]) {
    expect(year[list], list).toHaveLength(365);
    const unknown = year[list].filter((day: Day) => Object.values(day).some((n) => n === null));
    expect(unknown, list).toEqual([]);
  }
  expect(year.active_users.days.filter(({ people }: { people: unknown }) => people === null)).toEqual([]);
  expect(year).toMatchObject({ complete: true, totals: { people: 5001, organizations: 12 } });
  expect(await checkTotals(systemContext(server.app.services, server.db, "test"))).toEqual([]);
});

test("people come in numbers that look like people", () => {
  const { sign_ins, active_users, people, mfa } = year;
  const days: Day[] = active_users.days;
  const late = days.slice(-60, -1);
  const isWork = (day: Day) => weekday(day) > 0 && weekday(day) < 6;
  expect(mean(late.filter(isWork), "people")).toBeGreaterThan(
    1.8 *
      mean(
        late.filter((day) => !isWork(day)),
        "people",
      ),
  );
  expect(mean(late, "people")).toBeGreaterThan(3 * mean(days.slice(7, 40), "people"));
  const totals = people.map(({ total }: { total: number }) => total);
  expect(totals.at(-1)).toBeGreaterThan(3 * totals[30]);
  for (const way of ["password", "passkey", "connection", "magic_link", "device", "api_key", "client_credentials"])
    expect(sum(sign_ins, way), way).toBeGreaterThan(500);
  // Nobody is active who is not there, and factors grow with the people.
  for (const [i, day] of days.entries()) expect(Number(day["people"]), day.day).toBeLessThanOrEqual(totals[i]);
  expect(mfa.at(-2).people).toBeGreaterThan(mfa.at(-180).people);
});

test("hardly anybody works at Christmas and on Sundays", () => {
  const tuesday = working(Date.UTC(2026, 2, 10));
  expect(working(Date.UTC(2025, 11, 25))).toBeLessThan(0.2 * tuesday);
  expect(working(Date.UTC(2026, 2, 15))).toBeLessThan(0.2 * tuesday);
  expect(working(Date.UTC(2026, 7, 4))).toBeLessThan(0.8 * tuesday);
  expect(working(Date.UTC(2026, 2, 13))).toBeLessThan(tuesday);
});

test("who was seen is the same in the accounts and in the figures", async () => {
  const { rows } = await server.db.query<{ day: number; week: number; month: number }>({
    text: `SELECT count(*) FILTER (WHERE seen >= d)::int AS day, count(*) FILTER (WHERE seen >= date_trunc('week', d))::int AS week,
        count(*) FILTER (WHERE seen >= date_trunc('month', d))::int AS month
      FROM statistics_accounts a JOIN users u ON u.id = a.user_id AND u.deleted IS NULL, (SELECT (now() AT TIME ZONE 'UTC')::date::timestamp AS d) d`,
  });
  const [actual] = rows;
  const { day, week, month } = year.totals.active_users;
  // Signed in just now, and not added up yet: the admin and the superuser. Deleted since: a few.
  for (const [counted, there] of [
    [day, actual?.day],
    [week, actual?.week],
    [month, actual?.month],
  ]) {
    expect(Math.abs(counted - Number(there))).toBeLessThanOrEqual(10);
  }
});

test("there was an incident, and it stands out", () => {
  const failures: Day[] = year.failures;
  const sorted = [...failures].sort((a, b) => Number(b["failed"]) - Number(a["failed"]));
  const [worst] = sorted;
  expect(Number(worst?.["failed"])).toBeGreaterThan(30 * Number(sorted[10]?.["failed"]));
  expect(Number(worst?.["accounts_locked"])).toBeGreaterThan(100);
  expect(Number(worst?.["sources_locked"])).toBeGreaterThan(20);
  expect(sum(failures, "failed")).toBeGreaterThan(15_000);
});

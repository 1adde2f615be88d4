import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { daysBetween, monthOf, monthsBetween, plusDays, spanOf, weekOf, weeksBetween } from "./days.ts";
import { EXAMPLE, ORGANIZATION_EXAMPLE } from "./examples.ts";
import { OrganizationStatistics, Statistics } from "./schema.ts";

test("days are those of the calendar, over the ends of months, years and February", () => {
  expect(daysBetween("2024-02-28", "2024-03-01")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
  expect(daysBetween("2026-01-02", "2026-01-01")).toEqual([]);
  expect([plusDays("2026-12-31", 1), plusDays("2026-03-01", -1), spanOf("2026-01-01", "2026-12-31")]).toEqual(["2027-01-01", "2026-02-28", 365]);
});

test("a week begins on its Monday, a month on its first, also where the range begins in the middle of one", () => {
  expect(["2026-11-23", "2026-11-27", "2026-11-29"].map(weekOf)).toEqual(["2026-11-23", "2026-11-23", "2026-11-23"]);
  expect([weekOf("2027-01-01"), monthOf("2027-01-31")]).toEqual(["2026-12-28", "2027-01-01"]);
  expect(weeksBetween("2026-11-29", "2026-12-07")).toEqual(["2026-11-23", "2026-11-30", "2026-12-07"]);
  expect(monthsBetween("2026-11-30", "2027-01-01")).toEqual(["2026-11-01", "2026-12-01", "2027-01-01"]);
});

test("the examples are answers", () => {
  const ajv = new Ajv({ strict: false, formats: { date: /^\d{4}-\d\d-\d\d$/, "date-time": true, uuid: true } });
  for (const [schema, example] of [
    [Statistics, EXAMPLE],
    [OrganizationStatistics, ORGANIZATION_EXAMPLE],
  ] as const) {
    const fits = ajv.compile(schema);
    expect([fits(example), fits.errors]).toEqual([true, null]);
    expect(Object.keys(example)).toEqual(Object.keys(schema.properties));
  }
});

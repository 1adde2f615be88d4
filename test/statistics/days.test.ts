import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Answer, DAY, differences, settle, statistics, today } from "./support.ts";

/** What changes as days go by. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
  // Nothing happens on the two days after the first.
  server.clock.advance(3 * DAY);
});
afterAll(() => server.close());

/** Somebody who may read the statistics and has just signed in: tokens of days ago are over. */
const reader = async (): Promise<string> => (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token;
const makePerson = async () => makeUser({ ...server, admin: await reader() });
const read = async (query = "") => statistics(server, query, await reader());

/** Goes on to the noon of a day that is so many days later. */
function toNoon(days: number): void {
  server.clock.advance(days * DAY + DAY / 2 - (server.clock.now() % DAY));
}
/** Goes on to the noon of the next day with a number: of the week from Monday, 0; or of the month, 1. */
function toNext(isIt: (day: Date) => boolean): void {
  do toNoon(1);
  while (!isIt(new Date(server.clock.now())));
}
const toMonday = () => toNext((day) => day.getUTCDay() === 1);
/** A Monday in the middle of a month, so that no month begins in its week. */
const toQuietMonday = () => toNext((day) => day.getUTCDay() === 1 && day.getUTCDate() > 7 && day.getUTCDate() < 20);

const seenIn = async (): Promise<{ day: number; week: number; month: number }> => (await read()).totals.active_users;
const cookieOf = (reply: { headers: Headers }) => reply.headers.get("set-cookie")?.split(";")[0] ?? "";

describe("people who are seen", () => {
  test("count once a day, a week and a month, by whatever they are seen with", async () => {
    toQuietMonday();
    const person = await makePerson();
    const monday = await seenIn();
    const signedIn = await server.signIn(person.username, person.password);
    const cookie = cookieOf(signedIn);
    expect(await seenIn()).toEqual(monday);
    // The session goes on: the next day counts by its use alone, and once.
    toNoon(1);
    const start = await seenIn();
    expect(start).toEqual({ day: 1, week: monday.week, month: monday.month });
    for (let i = 0; i < 3; i++) {
      expect((await server.call("GET", "/users/me", { headers: { cookie } })).status).toBe(200);
      server.clock.advance(61_000);
    }
    await expect.poll(seenIn).toEqual({ ...start, day: 2 });
    // A week later: a new week, the same month.
    toMonday();
    const later = await reader();
    const refreshed = await server.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token: signedIn.json.refresh_token } });
    expect([refreshed.status, later]).toEqual([200, expect.any(String)]);
    expect(await seenIn()).toEqual({ day: 2, week: 2, month: monday.month });
  });

  test("are those whose rows say so: today, in this week, in this month", async () => {
    await makePerson();
    await settle(server);
    const since = async (moment: string) =>
      (
        await server.db.query<{ n: number }>({
          text: `SELECT count(*) AS n FROM statistics_accounts WHERE seen >= date_trunc('${moment}', $1::timestamp)`,
          values: [today(server)],
        })
      ).rows[0]?.n;
    expect(await seenIn()).toEqual({ day: await since("day"), week: await since("week"), month: await since("month") });
  });

  test("count on the first use in a day, though it comes within a minute of the last", async () => {
    const person = await makePerson();
    server.clock.advance(DAY - (server.clock.now() % DAY) - 20_000);
    const cookie = cookieOf(await server.signIn(person.username, person.password));
    server.clock.advance(40_000);
    expect((await server.call("GET", "/users/me", { headers: { cookie } })).status).toBe(200);
    const seenAgain = { text: "SELECT 1 FROM sessions WHERE user_id = $1 AND last_used >= $2::date", values: [person.id, today(server)] };
    await expect.poll(async () => (await server.db.query(seenAgain)).rowCount).toBe(1);
    expect((await read()).active_users.days.at(-1).people).toBe(2);
  });

  test("of yesterday count for yesterday, when they are added up today", async () => {
    await read();
    toNoon(1);
    const people = await Promise.all([1, 2].map(() => makePerson()));
    const day = today(server);
    toNoon(1);
    const token = (await server.signIn(people[0]?.username ?? "", people[0]?.password ?? "")).json.access_token;
    expect(token).toEqual(expect.any(String));
    const { active_users, sign_ins } = await read();
    expect(active_users.days.slice(-2)).toEqual([
      // The two, and whoever made them.
      { day, people: 3 },
      { day: today(server), people: 2 },
    ]);
    expect(sign_ins.slice(-2).map((one: Answer) => one.password)).toEqual([4, 2]);
  });

  test("in the first minute of a day are added up after it", async () => {
    await read();
    server.clock.advance(DAY - (server.clock.now() % DAY) + 5000);
    await reader();
    await server.app.statistician.idle();
    const token = await reader();
    const early = (await server.call("GET", "/statistics", { token })).json;
    expect([early.to, early.totals.active_users.day, early.as_of]).toEqual([today(server), 0, `${today(server)}T00:00:00.000Z`]);
    expect((await read()).totals.active_users.day).toBe(1);
  });
});

describe("an answer", () => {
  test("has every day that is asked for, and says nothing of days that nothing is known of", async () => {
    const { since } = await read();
    const first = since.slice(0, 10);
    const dayBefore = new Date(Date.parse(first) - DAY).toISOString().slice(0, 10);
    const dayAfter = new Date(Date.parse(first) + DAY).toISOString().slice(0, 10);
    const { sign_ins, people, mfa, active_users } = await read(`?from=${dayBefore}&to=${dayAfter}`);
    expect(sign_ins.map((one: Answer) => one.day)).toEqual([dayBefore, first, dayAfter]);
    expect(sign_ins.map((one: Answer) => one.password)).toEqual([null, expect.any(Number), 0]);
    expect(people[0]).toEqual({ day: dayBefore, created: null, deleted: null, restored: null, total: null });
    expect(people.map((one: Answer) => one.total)).toEqual([null, 1, 1]);
    expect(mfa.map((one: Answer) => one.enabled_people)).toEqual([null, 1, 1]);
    expect(active_users.days.map((one: Answer) => one.people)).toEqual([null, 1, 0]);
    const tomorrow = new Date(server.clock.now() + DAY).toISOString().slice(0, 10);
    const ahead = await read(`?from=${tomorrow}&to=${tomorrow}`);
    expect([ahead.sign_ins, ahead.people[0].total]).toEqual([[expect.objectContaining({ day: tomorrow, password: null })], null]);
  });

  test("goes to the days that are named, thirty of them where none are, 400 at most", async () => {
    const token = await reader();
    const ask = (query: string) => server.call("GET", `/statistics?${query}`, { token });
    expect((await ask("")).json.sign_ins).toHaveLength(30);
    expect((await ask("from=2026-01-01&to=2027-02-04")).json.sign_ins).toHaveLength(400);
    const weeks = (await ask("from=2026-11-28&to=2026-12-01")).json.active_users;
    expect([weeks.weeks, weeks.months].map((list) => list.map((one: Answer) => one.week ?? one.month))).toEqual([
      ["2026-11-23", "2026-11-30"],
      ["2026-11-01", "2026-12-01"],
    ]);
    for (const query of ["from=2026-01-01&to=2027-02-05", "from=2026-02-02&to=2026-02-01", "from=2026-02-30", "to=yesterday", "from=0001-01-01"]) {
      const refused = await ask(query);
      expect([query, refused.status, refused.json.detail[0].loc[0]]).toEqual([query, 422, "query"]);
    }
  });
});

test("erasing tombstones touches no total twice", async () => {
  const start = await read();
  const api = async (method: string, path: string, body?: object) => (await server.call(method, path, { token: await reader(), body })).json;
  const person = await makePerson();
  const { id } = await api("POST", "/organizations", { name: "Passing" });
  await api("POST", `/organizations/${id}/service_accounts`, { username: "passing-machine" });
  await api("DELETE", `/users/${person.id}`);
  await api("DELETE", `/organizations/${id}`);
  expect(await differences(server)).toEqual([]);
  toNoon(40);
  await keepHouse(systemContext(server.app.services, server.db, "test"));
  const { rows } = await server.db.query({ text: "SELECT 1 FROM users WHERE id = $1 OR organization_id = $2", values: [person.id, id] });
  expect(rows).toEqual([]);
  expect(await differences(server)).toEqual([]);
  const { people, machines, organizations } = (await read()).totals;
  expect({ people, machines, organizations }).toEqual({
    people: start.totals.people,
    machines: start.totals.machines,
    organizations: start.totals.organizations,
  });
});

test("days are kept for 800 days; totals stay", async () => {
  const start = (await read()).totals;
  const day = today(server);
  toNoon(790);
  expect((await read(`?from=${day}&to=${day}`)).sign_ins[0].password).toBeGreaterThan(0);
  toNoon(20);
  await read();
  const { rows } = await server.db.query({ text: "SELECT metric FROM statistics_days WHERE day <= $1 AND day > '-infinity'", values: [day] });
  expect(rows).toEqual([]);
  const answer = await read(`?from=${day}&to=${day}`);
  expect([answer.sign_ins[0].password, answer.people[0].total]).toEqual([null, null]);
  expect([answer.totals.people, answer.totals.organizations]).toEqual([start.people, start.organizations]);
  expect(await differences(server)).toEqual([]);
});

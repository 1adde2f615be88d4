/** A year in figures: what people did, machines beside them, and what went wrong. */
import { keepStatistics } from "../modules/statistics/fold-service.ts";
import { REFUSED_WAYS, type RefusedWay } from "../modules/statistics/metrics.ts";
import type { Tally } from "./activity.ts";
import { DAY, DAYS, isWeekend, midnight } from "./calendar.ts";
import type { DemoPerson } from "./people.ts";
import type { Random } from "./random.ts";
import { insertRows } from "./rows.ts";
import type { Story } from "./story.ts";

/** What the job adds up at once. */
const AT_ONCE = 20_000;

/** Somebody tried stolen passwords, so many days ago: failed sign-ins, and accounts and sources that were locked. */
const INCIDENT: readonly (readonly [daysAgo: number, failed: number, accounts: number, sources: number])[] = [
  [48, 2140, 61, 14],
  [47, 6890, 212, 43],
  [46, 760, 18, 5],
];

/** How many of those who try a way are refused, for each who gets in. */
const REFUSED: Readonly<Record<RefusedWay, number>> = { passkey: 0.02, magic_link: 0.15, connection: 0.03 };

/** A figure around another one. */
const about = (random: Random, n: number) => Math.max(0, Math.round(n * (0.88 + random.next() * 0.24)));

/** What machines did, and how many mistyped their password. */
function addRest(random: Random, now: number, tally: Tally): void {
  const today = midnight(now);
  for (let ago = DAYS; ago >= 0; ago--) {
    const day = today - ago * DAY;
    // The day is not over.
    const share = ago === 0 ? (now - today) / DAY : 1;
    const grown = (1 - ago / DAYS) ** 0.8 * share;
    tally.add("sign_in.api_key", day, about(random, 1180 * grown * (isWeekend(day) ? 0.7 : 1)));
    tally.add("sign_in.client_credentials", day, about(random, (240 + 1500 * grown) * share));
    tally.add("sign_in.device", day, about(random, 46 * grown * (isWeekend(day) ? 0.1 : 1)));
    const typed = tally.on("sign_in.password", day);
    // Whoever comes back from a holiday has forgotten it.
    const failed = about(random, typed * (new Date(day).getUTCDay() === 1 ? 0.13 : 0.08) + 2 * share);
    tally.add("failure", day, failed);
    for (const way of REFUSED_WAYS) tally.add(`failure.${way}`, day, about(random, REFUSED[way] * tally.on(`sign_in.${way}`, day)));
    tally.add("lockout.account", day, random.chance(0.5) ? 0 : Math.round((failed / 40) * random.next()));
    if (random.chance(0.04)) tally.add("lockout.source", day);
  }
  for (const [ago, failed, accounts, sources] of INCIDENT) {
    const day = today - ago * DAY;
    tally.add("failure", day, failed);
    tally.add("lockout.account", day, accounts);
    tally.add("lockout.source", day, sources);
  }
}

/** Whoever is switched off was not so from the beginning. */
function addFormer(people: readonly DemoPerson[], tally: Tally, now: number): void {
  for (const { isActive, joined, lastSeen, leaves } of people) {
    if (isActive || leaves !== undefined) continue;
    tally.add("people.active", midnight(joined), 1);
    tally.add("people.active", Math.min(midnight(lastSeen ?? joined) + DAY, midnight(now)), -1);
  }
}

const SEEN = `UPDATE statistics_accounts a SET seen = x.seen FROM json_to_recordset($1::json) x (id uuid, seen date) WHERE a.user_id = x.id`;
// Factors count from the day of the first one.
const FACTORS = `SELECT statistics_recount(array_agg(f.user_id), f.day) FROM (
    SELECT user_id, utc_day(activated) AS day FROM totp UNION SELECT user_id, utc_day(created) FROM passkeys
  ) f GROUP BY f.day ORDER BY f.day`;
const SINCE = "UPDATE statistics_progress SET since = $1, complete = $1";

/**
 * Writes the figures, and has them added up. How many accounts and organizations there were on which day, their rows
 * told by themselves.
 */
export async function insertStatistics(story: Story, people: readonly DemoPerson[], tally: Tally): Promise<void> {
  const { tx, now, random } = story;
  addRest(random, now, tally);
  addFormer(people, tally, now);
  await tx.query({ text: FACTORS });
  await insertRows(
    tx,
    "statistics_events",
    tally.rows().filter(({ n }) => n !== 0),
  );
  const seen = people.flatMap(({ id, lastSeen }) => (lastSeen === null ? [] : { id, seen: new Date(lastSeen).toISOString().slice(0, 10) }));
  await tx.query({ text: SEEN, values: [JSON.stringify(seen)] });
  await tx.query({ text: SINCE, values: [new Date(midnight(now) - DAYS * DAY)] });
  while (await keepStatistics(story.system, AT_ONCE));
}

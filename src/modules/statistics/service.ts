import { type Context, queryable } from "../../kernel/context.ts";
import { invalidInput } from "../../kernel/errors.ts";
import { organizationId, requireAccess } from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import { dayOf, daysBetween, monthOf, monthsBetween, plusDays, spanOf, weekOf, weeksBetween } from "./days.ts";
import { KEPT_DAYS } from "./fold-service.ts";
import { LEVELS, type Level, REFUSED_WAYS, WAYS } from "./metrics.ts";
import type { OrganizationStatistics, Statistics, StatisticsQuery } from "./schema.ts";
import { type Count, countKeys, countOrganization, findDays, type KeyCounts, type KeyMoments, MOST, MOST_MEMBERS, type Progress } from "./store.ts";

const DAY = 86_400_000;
/** Days that one answer has at most. */
const MOST_DAYS = 400;
const DEFAULT_DAYS = 30;
const EXPIRES_WITHIN = 30;
const UNUSED_FOR = 90;

/** The days that are asked for. @throws RosterError 422 when they are none, or too many */
function rangeOf({ from: first, to: last }: StatisticsQuery, today: string): { from: string; to: string } {
  const to = last ?? (first !== undefined && first > today ? first : today);
  const from = first ?? plusDays(to, 1 - DEFAULT_DAYS);
  const span = spanOf(from, to);
  if (span >= 1 && span <= MOST_DAYS) return { from, to };
  const msg = span < 1 ? "The first day comes before the last" : `At most ${MOST_DAYS} days at once`;
  throw invalidInput([{ type: "value_error", loc: ["query", "from"], msg, input: from }]);
}

function keyMoments(now: number): KeyMoments {
  return { now: new Date(now), soon: new Date(now + EXPIRES_WITHIN * DAY), unusedOn: plusDays(dayOf(now), -UNUSED_FOR) };
}

const upTo = (most: number, n: number) => ({ count: Math.min(n, most), more: n > most });

const keysOf = ({ expiring, expired, unused }: KeyCounts) => ({
  expires_within_days: EXPIRES_WITHIN,
  expiring: upTo(MOST, expiring),
  expired: upTo(MOST, expired),
  unused_for_days: UNUSED_FOR,
  unused: upTo(MOST, unused),
});

const share = (part: number | null, of: number | null) => (part === null || of === null || of === 0 ? null : part / of);

/** What is known of days; `null` of those of which nothing is. */
interface Known {
  /** What happened on a day, or in the week or month that begins on it. */
  happened(metric: string, day: string): number | null;
  /** How much there was at the end of a day. */
  level(metric: Level, day: string): number | null;
}

function knownOf(counts: readonly Count[], { since, complete }: Progress, days: readonly string[], today: string): Known {
  const byKey = new Map(counts.map(({ metric, day, n }) => [`${metric} ${day}`, n]));
  const at = (metric: string, day: string | null) => byKey.get(`${metric} ${day}`) ?? 0;
  const oldest = plusDays(today, -KEPT_DAYS);
  const start = dayOf(since.getTime());
  const levels = new Map<string, number>();
  for (const metric of LEVELS) {
    let n = at(metric, null);
    for (const day of days) {
      n += at(metric, day);
      levels.set(`${metric} ${day}`, n);
    }
  }
  return {
    happened(metric, day) {
      const begins = metric === "active.week" ? weekOf(start) : metric === "active.month" ? monthOf(start) : start;
      return day < begins || day < oldest || day > today ? null : at(metric, day);
    },
    level: (metric, day) =>
      complete === null || day < dayOf(complete.getTime()) || day < oldest || day > today ? null : (levels.get(`${metric} ${day}`) ?? null),
  };
}

function growthOf({ happened, level }: Known, days: readonly string[], metric: "people" | "machines" | "organizations") {
  return days.map((day) => ({
    day,
    created: happened(`${metric}.created`, day),
    deleted: happened(`${metric}.deleted`, day),
    restored: happened(`${metric}.restored`, day),
    total: level(metric, day),
  }));
}

function totalsOf(totals: Readonly<Record<string, number>>, isComplete: boolean): Statistics["totals"] {
  const level = (metric: Level) => (isComplete ? (totals[metric] ?? 0) : null);
  const active = (period: string) => totals[`active.${period}`] ?? 0;
  const [enabled, mfa] = [level("people.active"), level("people.mfa")];
  return {
    people: level("people"),
    enabled_people: enabled,
    machines: level("machines"),
    organizations: level("organizations"),
    mfa: { people: mfa, authenticator_app: level("people.totp"), passkey: level("people.passkey"), share: share(mfa, enabled) },
    active_users: { day: active("day"), week: active("week"), month: active("month") },
  };
}

/**
 * What happened in the installation, day by day, and how it stands: read from what is kept added up, whatever the size.
 *
 * @throws RosterError 422 for days that are none, or more than 400
 */
export async function getStatistics(ctx: Context, query: StatisticsQuery): Promise<Statistics> {
  const now = ctx.app.clock.now();
  const today = dayOf(now);
  const { from, to } = rangeOf(query, today);
  const range = { from, to, firstWeek: weekOf(from), firstMonth: monthOf(from) };
  const db = queryable(ctx);
  const [found, keys] = await Promise.all([findDays(db, range, LEVELS, today), countKeys(db, keyMoments(now))]);
  const days = daysBetween(from, to);
  const known = knownOf(found.counts ?? [], found, days, today);
  const { happened, level } = known;
  return {
    from,
    to,
    as_of: found.folded.toISOString(),
    since: found.since.toISOString(),
    complete: found.complete !== null,
    totals: totalsOf(found.totals ?? {}, found.complete !== null),
    sign_ins: days.map((day) => ({ day, ...Object.fromEntries(WAYS.map((way) => [way, happened(`sign_in.${way}`, day)])) })),
    failures: days.map((day) => ({
      day,
      failed: happened("failure", day),
      ...Object.fromEntries(REFUSED_WAYS.map((way) => [way, happened(`failure.${way}`, day)])),
      accounts_locked: happened("lockout.account", day),
      sources_locked: happened("lockout.source", day),
    })),
    active_users: {
      days: days.map((day) => ({ day, people: happened("active.day", day) })),
      weeks: weeksBetween(from, to).map((week) => ({ week, people: happened("active.week", week) })),
      months: monthsBetween(from, to).map((month) => ({ month, people: happened("active.month", month) })),
    },
    people: growthOf(known, days, "people"),
    machines: growthOf(known, days, "machines"),
    organizations: growthOf(known, days, "organizations"),
    mfa: days.map((day) => ({
      day,
      enabled_people: level("people.active", day),
      people: level("people.mfa", day),
      authenticator_app: level("people.totp", day),
      passkey: level("people.passkey", day),
    })),
    keys: keysOf(keys),
  };
}

/**
 * How an organization stands, for whoever may see its members; what else is told goes by what else they may see.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `organization.mfa_required`
 */
export async function getOrganizationStatistics(ctx: Context, idOrName: string): Promise<OrganizationStatistics> {
  const id = await organizationId(ctx, idOrName);
  const access = await requireAccess(ctx, id, "member:read");
  const now = ctx.app.clock.now();
  const found = await countOrganization(queryable(ctx), id, {
    ...keyMoments(now),
    today: dayOf(now),
    invitations: access.has("invitation:read"),
    // As for the lists of keys: a device sees none.
    keys: access.has("service_account:read") && principalOf(ctx).deviceId === null,
  });
  const { held, people, machines, invitations, keys } = found;
  const { all, active: enabled, mfa, ...active } = people;
  // In a small organization it tells of single people: for those who may require a second factor of them.
  const told = access.has("organization:update") ? mfa : null;
  const whole = { count: all, more: false, enabled, mfa: told, mfa_share: share(told, enabled), active_users: active };
  const tooMany = { count: Math.min(all, MOST_MEMBERS), more: true, enabled: null, mfa: null, mfa_share: null, active_users: null };
  return {
    organization_id: id,
    as_of: found.folded.toISOString(),
    complete: found.complete !== null,
    people: found.complete === null ? null : held > MOST_MEMBERS ? tooMany : whole,
    service_accounts: upTo(MOST, machines),
    pending_invitations: invitations === null ? null : upTo(MOST, invitations),
    keys: keys && keysOf(keys),
  };
}

import type { Queryable } from "../../kernel/context.ts";

/** What a metric came to on a day; of a level: by how much it changed. */
export interface Count {
  readonly metric: string;
  /** `null`: all days before those that were asked for; `total`: all there are. */
  readonly day: string | null;
  readonly n: number;
}

export interface Range {
  readonly from: string;
  readonly to: string;
  /** Monday of the first week, first day of the first month. */
  readonly firstWeek: string;
  readonly firstMonth: string;
}

export interface Progress {
  /** Since when what happens is counted. */
  readonly since: Date;
  /** Since when it is known how much there is; `null`: not yet. */
  readonly complete: Date | null;
  /** What was committed until then is counted. */
  readonly folded: Date;
}

interface DaysRow extends Progress {
  readonly counts: readonly Count[] | null;
  readonly totals: Readonly<Record<string, number>> | null;
}

// The table is small: so many metrics, so many days. One statement, so that what it tells was so at one moment.
const DAYS = `SELECT p.since, p.complete, p.folded,
    (SELECT json_agg(json_build_object('metric', c.metric, 'day', c.day, 'n', c.n)) FROM (
      SELECT d.metric, d.day, d.n FROM statistics_days d WHERE d.day BETWEEN $1::date AND $2::date AND d.metric NOT IN ('active.week', 'active.month')
      UNION ALL SELECT d.metric, d.day, d.n FROM statistics_days d WHERE d.metric = 'active.week' AND d.day BETWEEN $3::date AND $2::date
      UNION ALL SELECT d.metric, d.day, d.n FROM statistics_days d WHERE d.metric = 'active.month' AND d.day BETWEEN $4::date AND $2::date
      UNION ALL SELECT d.metric, NULL, sum(d.n)::bigint FROM statistics_days d WHERE d.metric = ANY ($5::text[]) AND d.day < $1::date GROUP BY d.metric
    ) c) AS counts,
    (SELECT json_object_agg(t.metric, t.n) FROM (
      SELECT d.metric, sum(d.n)::bigint AS n FROM statistics_days d WHERE d.metric = ANY ($5::text[]) GROUP BY d.metric
      UNION ALL SELECT d.metric, d.n FROM statistics_days d
        WHERE (d.metric, d.day) IN (('active.day', $6::date), ('active.week', date_trunc('week', $6::timestamp)::date), ('active.month', date_trunc('month', $6::timestamp)::date))
    ) t) AS totals
  FROM statistics_progress p`;

/**
 * What was counted on each of some days.
 *
 * @param levels metrics that grow and shrink
 * @param today whose day, week and month count as the current ones
 */
export async function findDays(db: Queryable, range: Range, levels: readonly string[], today: string): Promise<DaysRow> {
  const values = [range.from, range.to, range.firstWeek, range.firstMonth, levels, today];
  const { rows } = await db.query<DaysRow>({ name: "statistics-days", text: DAYS, values });
  return rows[0] as DaysRow;
}

/** How far things are counted that no counter knows: the bounds stand in the statements, so that these are planned for them. */
export const MOST = 1000;
export const MOST_MEMBERS = 10_000;

/** Counted up to the bound; one more tells that there are more. */
const bounded = (rows: string) => `(SELECT count(*)::int FROM (SELECT 1 FROM ${rows} LIMIT ${MOST + 1}) bounded)`;

/** Moments by which keys are told apart. */
export interface KeyMoments {
  readonly now: Date;
  /** A key that expires until then expires soon. */
  readonly soon: Date;
  /** A key that was last used, or made, on this day or before is unused. */
  readonly unusedOn: string;
}

/** How many keys there are of each kind, up to one beyond the bound. */
export interface KeyCounts {
  readonly expiring: number;
  readonly expired: number;
  readonly unused: number;
}

/** Each in the order of an index, which is read no further than to the bound. */
const keyCounts = (keys: string, now: string, soon: string, unused: string) => `json_build_object(
    'expiring', ${bounded(`${keys} AND k.expires > ${now}::timestamptz AND k.expires <= ${soon}::timestamptz ORDER BY k.expires`)},
    'expired', ${bounded(`${keys} AND k.expires <= ${now}::timestamptz ORDER BY k.expires`)},
    'unused', ${bounded(`${keys} AND k.used_on <= ${unused}::date ORDER BY k.used_on`)})`;

const KEYS = `SELECT ${keyCounts("api_keys k WHERE k.active", "$1", "$2", "$3")} AS keys`;

/** Active keys of the whole installation. */
export async function countKeys(db: Queryable, { now, soon, unusedOn }: KeyMoments): Promise<KeyCounts> {
  const { rows } = await db.query<{ keys: KeyCounts }>({ name: "statistics-keys", text: KEYS, values: [now, soon, unusedOn] });
  return (rows[0] as { keys: KeyCounts }).keys;
}

// Members in the order of the index that they are read from, no further than the bound; each is looked up by its id.
const ORGANIZATION = `WITH members AS MATERIALIZED (
    SELECT DISTINCT a.user_id AS id FROM role_assignments a WHERE a.organization_id = $1 AND a.user_id IS NOT NULL ORDER BY a.user_id LIMIT ${MOST_MEMBERS + 1}
  ), people AS MATERIALIZED (
    SELECT a.counted, a.seen FROM members m, LATERAL (SELECT s.counted, s.seen FROM statistics_accounts s WHERE s.user_id = m.id LIMIT 1) a WHERE a.counted & 1 > 0
  )
  SELECT p.since, p.complete, p.folded, (SELECT count(*) FROM members)::int AS held,
    (SELECT json_build_object('all', count(*), 'active', count(*) FILTER (WHERE counted & 2 > 0), 'mfa', count(*) FILTER (WHERE counted & 12 > 0),
      'day', count(*) FILTER (WHERE seen >= $2::date), 'week', count(*) FILTER (WHERE seen >= date_trunc('week', $2::timestamp)),
      'month', count(*) FILTER (WHERE seen >= date_trunc('month', $2::timestamp))) FROM people) AS people,
    ${bounded("users u WHERE u.organization_id = $1 AND NOT u.is_internal AND u.deleted IS NULL")} AS machines,
    CASE WHEN $6 THEN ${bounded("invitations i WHERE i.organization_id = $1 AND i.status = 'pending' AND i.expires > $3::timestamptz")} END AS invitations,
    CASE WHEN $7 THEN ${keyCounts("api_keys k WHERE k.organization_id = $1 AND k.active", "$3", "$4", "$5")} END AS keys
  FROM statistics_progress p`;

export interface OrganizationCounts extends Progress {
  /** Accounts that hold roles, up to one beyond the bound. */
  readonly held: number;
  /** Of those, people: all, active ones, with a second factor, seen in the current day, week and month. */
  readonly people: { readonly all: number; readonly active: number; readonly mfa: number; readonly day: number; readonly week: number; readonly month: number };
  readonly machines: number;
  readonly invitations: number | null;
  readonly keys: KeyCounts | null;
}

export interface OrganizationQuestion extends KeyMoments {
  readonly today: string;
  /** Whether open invitations, and keys, are asked for. */
  readonly invitations: boolean;
  readonly keys: boolean;
}

/** How much of what an organization has. */
export async function countOrganization(db: Queryable, id: string, question: OrganizationQuestion): Promise<OrganizationCounts> {
  const { today, now, soon, unusedOn, invitations, keys } = question;
  const values = [id, today, now, soon, unusedOn, invitations, keys];
  const { rows } = await db.query<OrganizationCounts>({ name: "statistics-organization", text: ORGANIZATION, values });
  return rows[0] as OrganizationCounts;
}

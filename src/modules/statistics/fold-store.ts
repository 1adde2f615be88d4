import type { Queryable } from "../../kernel/context.ts";

const INSERT = `INSERT INTO statistics_events (day, metric, n) SELECT * FROM unnest($1::date[], $2::text[], $3::int[])`;

/** Writes what was counted elsewhere. */
export async function insertEvents(db: Queryable, events: readonly { readonly day: string; readonly metric: string; readonly n: number }[]): Promise<void> {
  const values = [events.map(({ day }) => day), events.map(({ metric }) => metric), events.map(({ n }) => n)];
  await db.query({ name: "statistics-insert", text: INSERT, values });
}

const IS_DUE = `SELECT NOT p.walked OR p.folded < $1::timestamptz - interval '1 minute' OR EXISTS (SELECT 1 FROM statistics_events) AS due FROM statistics_progress p`;

/** Whether there is something to count or to add up, or nobody has said for a minute that there is not. */
export async function isDue(db: Queryable, now: Date): Promise<boolean> {
  const { rows } = await db.query<{ due: boolean }>({ name: "statistics-due", text: IS_DUE, values: [now] });
  return rows[0]?.due ?? false;
}

export interface Progress {
  /** The accounts from before have been counted up to this id. */
  readonly reached: string;
  readonly walked: boolean;
  readonly folded: Date;
}

const HOLD = `SELECT reached, walked, folded FROM statistics_progress FOR UPDATE SKIP LOCKED`;

/** Takes the lock of the job; `undefined` when another process has it. */
export async function holdProgress(tx: Queryable): Promise<Progress | undefined> {
  const { rows } = await tx.query<Progress>({ name: "statistics-hold", text: HOLD });
  return rows[0];
}

const NEXT = `SELECT COALESCE(array_agg(id), '{}') AS ids FROM (SELECT u.id FROM users u WHERE u.id > $1 ORDER BY u.id LIMIT $2) next`;
const COUNT = `SELECT statistics_recount($1::uuid[], '-infinity')`;
const REACH = `UPDATE statistics_progress SET reached = COALESCE($1, reached), walked = $2`;

/** Counts the next accounts, in the order of their ids. @returns how many */
export async function countAccounts(tx: Queryable, { reached }: Progress, most: number): Promise<number> {
  const { rows } = await tx.query<{ ids: string[] }>({ name: "statistics-next", text: NEXT, values: [reached, most] });
  const ids = rows[0]?.ids ?? [];
  if (ids.length > 0) await tx.query({ name: "statistics-count", text: COUNT, values: [ids] });
  await tx.query({ name: "statistics-reach", text: REACH, values: [ids.at(-1) ?? null, ids.length < most] });
  return ids.length;
}

// One statement: what it takes away it adds up, or neither. Of an account that was erased meanwhile nobody knows when it
// was seen before: it does not count as active. Week and month go by the day that it was seen before.
const FOLD = `WITH taken AS (
    DELETE FROM statistics_events WHERE ctid = ANY (ARRAY(SELECT e.ctid FROM statistics_events e WHERE e.day <= $1::date LIMIT $2))
    RETURNING day, metric, n, user_id
  ), seen AS (
    SELECT t.user_id, t.day, GREATEST(a.seen, lag(t.day) OVER (PARTITION BY t.user_id ORDER BY t.day)) AS before
    FROM (SELECT DISTINCT user_id, day FROM taken WHERE user_id IS NOT NULL) t
    JOIN users u ON u.id = t.user_id AND NOT u.is_service_account LEFT JOIN statistics_accounts a ON a.user_id = t.user_id
  ), first AS (
    SELECT user_id, day, before IS NULL OR date_trunc('week', before::timestamp) < date_trunc('week', day::timestamp) AS of_week,
      before IS NULL OR date_trunc('month', before::timestamp) < date_trunc('month', day::timestamp) AS of_month
    FROM seen WHERE before IS NULL OR before < day
  ), noted AS (
    INSERT INTO statistics_accounts AS a (user_id, seen) SELECT user_id, max(day) FROM first GROUP BY user_id ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET seen = excluded.seen
  ), sums AS (
    SELECT metric, day, sum(n) AS n FROM taken WHERE metric <> 'seen' GROUP BY metric, day
    UNION ALL SELECT 'active.day', day, count(*) FROM first GROUP BY day
    UNION ALL SELECT 'active.week', date_trunc('week', day::timestamp)::date, count(*) FROM first WHERE of_week GROUP BY 2
    UNION ALL SELECT 'active.month', date_trunc('month', day::timestamp)::date, count(*) FROM first WHERE of_month GROUP BY 2
  ), added AS (
    INSERT INTO statistics_days AS d (metric, day, n) SELECT metric, day, n FROM sums
    ON CONFLICT (metric, day) DO UPDATE SET n = d.n + excluded.n
  )
  SELECT count(*) AS n FROM taken`;

/**
 * Adds up events of days until one, a bounded number at once. The lock of the job is held.
 *
 * @returns how many
 */
export async function foldEvents(tx: Queryable, until: string, most: number): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({ name: "statistics-fold", text: FOLD, values: [until, most] });
  return rows[0]?.n ?? 0;
}

const DONE = `UPDATE statistics_progress SET folded = GREATEST(folded, $1::timestamptz), complete = CASE WHEN walked THEN COALESCE(complete, $1) END`;

/** Nothing is left that was committed until a moment. */
export async function noteFolded(tx: Queryable, at: Date): Promise<void> {
  await tx.query({ name: "statistics-folded", text: DONE, values: [at] });
}

const RETIRE = `WITH old AS (DELETE FROM statistics_days WHERE day < $1::date AND day > '-infinity' RETURNING metric, n)
  INSERT INTO statistics_days AS d (metric, day, n) SELECT metric, '-infinity', sum(n) FROM old WHERE metric = ANY ($2::text[]) GROUP BY metric
  ON CONFLICT (metric, day) DO UPDATE SET n = d.n + excluded.n`;

/** Forgets the days before one. @param levels what is a sum over all days: it keeps what those came to */
export async function retireDays(tx: Queryable, before: string, levels: readonly string[]): Promise<void> {
  await tx.query({ name: "statistics-retire", text: RETIRE, values: [before, levels] });
}

import type { Queryable } from "../../kernel/context.ts";

/** A total that is not what there is. */
export interface Difference {
  readonly metric: string;
  readonly counted: number;
  readonly actual: number;
}

// What is not added up yet counts, too. It reads every account.
const DIFFERENCES = `WITH actual AS (
    SELECT v.metric, count(*) FILTER (WHERE v.holds) AS n FROM (
      SELECT NOT u.is_service_account AS person, u.is_active, u.is_service_account AND NOT u.is_internal AS machine,
        EXISTS (SELECT 1 FROM totp t WHERE t.user_id = u.id AND t.secret IS NOT NULL) AS totp, EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) AS passkey
      FROM users u WHERE u.deleted IS NULL
    ) a, LATERAL (VALUES ('people', person), ('people.active', person AND is_active), ('people.totp', person AND is_active AND totp),
      ('people.passkey', person AND is_active AND passkey), ('people.mfa', person AND is_active AND (totp OR passkey)), ('machines', machine)) v (metric, holds)
    GROUP BY v.metric
    UNION ALL SELECT 'organizations', count(*) FROM organizations WHERE deleted IS NULL
  ), counted AS (
    SELECT metric, sum(n) AS n FROM (SELECT metric, n FROM statistics_days UNION ALL SELECT metric, n FROM statistics_events) c
    WHERE metric = ANY ($1::text[]) GROUP BY metric
  )
  SELECT metric, COALESCE(c.n, 0)::bigint AS counted, COALESCE(a.n, 0)::bigint AS actual FROM counted c FULL JOIN actual a USING (metric)
  WHERE COALESCE(c.n, 0) <> COALESCE(a.n, 0) ORDER BY metric`;

/** Where the totals differ from what there is, counted one by one at one moment. */
export async function findDifferences(db: Queryable, levels: readonly string[]): Promise<Difference[]> {
  const { rows } = await db.query<Difference>({ name: "statistics-differences", text: DIFFERENCES, values: [levels] });
  return rows;
}

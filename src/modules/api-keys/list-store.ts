import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import type { ApiKeyListQuery } from "./schema.ts";
import { COLUMNS } from "./store.ts";

const DAY = 86_400_000;

interface Filters {
  /** What is asked of the key `k`, each to be preceded by AND. */
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What the filters of a list ask. @param values the parameters before theirs @param now milliseconds since 1970 UTC */
function filtersOf(query: ApiKeyListQuery, given: readonly unknown[], now: number): Filters {
  const { unused_for_days: unused, expires_within_days: within, expired, active } = query;
  const values = [...given];
  const take = (ms: number) => `$${values.push(new Date(ms))}::timestamptz`;
  const where: string[] = [];
  if (unused !== undefined) where.push(`COALESCE(k.last_login, k.created) <= ${take(now - unused * DAY)}`);
  // A key works until the moment that its expiry names, and not at it.
  if (within !== undefined) where.push(`k.expires > ${take(now)} AND k.expires <= ${take(now + within * DAY)}`);
  if (expired !== undefined) where.push(expired ? `k.expires <= ${take(now)}` : `(k.expires IS NULL OR k.expires > ${take(now)})`);
  if (active !== undefined) where.push(active ? "k.active" : "NOT k.active");
  return { sql: where.map((one) => ` AND ${one}`).join(""), values };
}

/** The keys of an account, in the order of creation. @param now milliseconds since 1970 UTC */
export function listRows(db: Queryable, userId: string, query: ApiKeyListQuery, now: number): ListReader {
  const { sql, values } = filtersOf(query, [userId], now);
  return rowsById(db, { from: `FROM api_keys k WHERE k.user_id = $1${sql}`, alias: "k", shown: `(SELECT ${COLUMNS})`, values }, query);
}

const account = (alias: string) => `'id', ${alias}.id, 'username', ${alias}.username, 'is_active', ${alias}.is_active`;
/** Of the key `k`: whose it is, and who answers for that account; whoever left the organization does not, and is not to be known of. */
const WITH_ACCOUNT = `(SELECT ${COLUMNS}, (SELECT json_build_object(${account("u")},
      'owner', CASE WHEN p.id IS NOT NULL THEN json_build_object(${account("p")}) END)
    FROM users u LEFT JOIN service_accounts s ON s.user_id = u.id LEFT JOIN users p ON p.id = s.owner_id AND p.deleted IS NULL
      AND (p.organization_id = u.organization_id OR EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = p.id AND a.organization_id = u.organization_id))
    WHERE u.id = k.user_id) AS service_account)`;

/** The keys of an organization's service accounts, in the order of creation. @param now milliseconds since 1970 UTC */
export function listRowsOfOrganization(db: Queryable, organizationId: string, query: ApiKeyListQuery, now: number): ListReader {
  const { sql, values } = filtersOf(query, [organizationId], now);
  const from = `FROM api_keys k JOIN users a ON a.id = k.user_id WHERE a.organization_id = $1 AND a.is_service_account AND a.deleted IS NULL${sql}`;
  return rowsById(db, { from, alias: "k", shown: WITH_ACCOUNT, values }, query);
}

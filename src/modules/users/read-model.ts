/**
 * The one mapping of a row to the read model of the API (contract A.3): a column that is not here is private.
 * PostgreSQL builds the JSON text, and the server passes it through.
 */

/** Columns of the read model, of the table alias `u`. */
const COLUMNS = `u.id, u.username, u.email, u.name, u.avatar_url, u.company, u.job_title, u.metadata,
  NULL AS password, u.password_expired, u.oauth_provider, u.oauth_id, u.is_active, u.is_superuser,
  u.is_service_account, u.organization_id, u.is_onboarded, u.created, u.updated, u.last_login`;

/** JSON text of the row `u`, as a scalar expression. */
export const USER_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `u`: `FROM ..., LATERAL (...) x`, then `row_to_json(x)::text`. */
export const USER_ROW = `(SELECT ${COLUMNS})`;

/** Organizations that a viewer is a member of. */
const ownOrganizations = (viewer: string) => `SELECT a.organization_id FROM role_assignments a
    JOIN organizations o ON o.id = a.organization_id AND o.deleted IS NULL WHERE a.user_id = ${viewer}::uuid`;

/** The domain of an e-mail address in compared form; the index `users_email_domain` is on this expression. */
const domainOf = (alias: string) => `substring(${alias}.email_key FROM '@([^@]*)$')`;

/**
 * The condition under which a viewer may know of the account `u` (contract A.6): part of every query that a
 * person's request makes, so that a page costs one query whoever asks. Internal accounts belong to no organization's view.
 *
 * As a set it is made once a query, which a list that finds many needs. Where the query names an account, the one
 * account is asked about instead: that costs the same however many the viewer may know of.
 *
 * @param viewer the parameter with the viewer's id
 */
export function visibleTo(viewer: string, as: "set" | "one"): string {
  const own = ownOrganizations(viewer);
  if (as === "set") {
    return `u.id IN (SELECT ${viewer}::uuid
      UNION SELECT a.user_id FROM role_assignments a WHERE a.organization_id IN (${own}) AND a.user_id IS NOT NULL
      UNION SELECT s.id FROM users s WHERE s.organization_id IN (${own}) AND NOT s.is_internal
      UNION SELECT d.id FROM trusted_domains t JOIN users d ON ${domainOf("d")} = t.domain AND d.deleted IS NULL WHERE t.organization_id IN (${own}))`;
  }
  const organizations = `(ARRAY(${own}))`;
  // A scalar of at most one row, not EXISTS: that the planner may turn into the set of all.
  const found = (from: string) => `COALESCE((SELECT true FROM ${from} LIMIT 1), false)`;
  return `(u.id = ${viewer}::uuid OR (u.organization_id = ANY ${organizations} AND NOT u.is_internal)
    OR ${found(`role_assignments a WHERE a.user_id = u.id AND a.organization_id = ANY ${organizations}`)}
    OR ${found(`trusted_domains t WHERE t.domain = ${domainOf("u")} AND t.organization_id = ANY ${organizations}`)})`;
}

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

/** The same of a deleted account, with when it was deleted and until when it can be restored. @param kept how long it can: an interval */
export const deletedUserRow = (kept: string): string => `(SELECT ${COLUMNS}, u.deleted, u.deleted + ${kept} AS restorable_until)`;

/** Organizations that a viewer is a member of. */
const ownOrganizations = (viewer: string) => `SELECT a.organization_id FROM role_assignments a
    JOIN organizations o ON o.id = a.organization_id AND o.deleted IS NULL WHERE a.user_id = ${viewer}::uuid`;

/** The domain of an e-mail address in compared form; the index `users_email_domain` is on this expression. */
const domainOf = (alias: string) => `substring(${alias}.email_key FROM '@([^@]*)$')`;

/**
 * Ids of the accounts that a viewer may know of (contract A.6), some of them more than once: oneself, who shares an
 * organization, its service accounts, and who is in a domain that it trusts. The machine identities of workspaces are nobody's to see.
 *
 * @param viewer the parameter with the viewer's id
 */
export function visibleIds(viewer: string): string {
  const own = ownOrganizations(viewer);
  return `SELECT ${viewer}::uuid AS id
      UNION ALL SELECT a.user_id FROM role_assignments a WHERE a.organization_id IN (${own}) AND a.user_id IS NOT NULL
      UNION ALL SELECT s.id FROM users s WHERE s.organization_id IN (${own}) AND NOT s.is_internal
      UNION ALL SELECT d.id FROM trusted_domains t JOIN users d ON ${domainOf("d")} = t.domain AND d.deleted IS NULL WHERE t.organization_id IN (${own})`;
}

/**
 * The same as a condition on one account `u`: what it costs does not depend on how many the viewer may know of.
 *
 * @param viewer the parameter with the viewer's id
 */
export function visibleTo(viewer: string): string {
  // Made once a statement, since they are of the viewer alone.
  const organizations = `(ARRAY(${ownOrganizations(viewer)}))`;
  const domains = `(ARRAY(SELECT t.domain FROM trusted_domains t WHERE t.organization_id = ANY ${organizations}))`;
  // A scalar of at most one row, not EXISTS: that the planner may turn into the set of all.
  const shares = `COALESCE((SELECT true FROM role_assignments a WHERE a.user_id = u.id AND a.organization_id = ANY ${organizations} LIMIT 1), false)`;
  return `(u.id = ${viewer}::uuid OR (u.organization_id = ANY ${organizations} AND NOT u.is_internal) OR ${shares}
    OR (cardinality(${domains}) > 0 AND ${domainOf("u")} = ANY ${domains}))`;
}

import { USER_ROW } from "../users/read-model.ts";

/** The read model of the organization `o`: a column that is not here is private. */
const COLUMNS = `o.id, o.name, o.description, o.logo_url,
  ARRAY(SELECT d.domain FROM trusted_domains d WHERE d.organization_id = o.id ORDER BY d.domain) AS trusted_domains,
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = o.owner_id AND u.deleted IS NULL) AS owner,
  o.require_mfa, true AS has_active_subscription, NULL AS trial_expiry, o.created, o.updated, o.deleted`;

/** JSON text of the organization `o`, as a scalar expression. */
export const ORGANIZATION_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `o`. */
export const ORGANIZATION_ROW = `(SELECT ${COLUMNS})`;

/** The read model of the role `r`: a column that is not here is private. */
const COLUMNS = `r.id, r.name, r.description, r.organization_id, r.level,
  to_jsonb(COALESCE(r.permissions, (SELECT p.permissions FROM predefined_roles p WHERE p.key = r.predefined), '{}')) AS permissions,
  r.predefined IS NOT NULL AS system_managed, 'normal' AS type, r.created, r.updated`;

/** JSON text of the role `r`, as a scalar expression. */
export const ROLE_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `r`. */
export const ROLE_ROW = `(SELECT ${COLUMNS})`;

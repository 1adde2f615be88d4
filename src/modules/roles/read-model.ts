import { MOST_PLACES } from "./schema.ts";

/** The read model of the role `r`: a column that is not here is private. */
const COLUMNS = `r.id, r.name, r.description, r.organization_id, r.level,
  to_jsonb(COALESCE(r.permissions, (SELECT p.permissions FROM predefined_roles p WHERE p.key = r.predefined), '{}')) AS permissions,
  r.predefined IS NOT NULL AS system_managed, 'normal' AS type, r.created, r.updated`;

/** JSON text of the role `r`, as a scalar expression. */
export const ROLE_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `r`. */
export const ROLE_ROW = `(SELECT ${COLUMNS})`;

/**
 * The same with where it is held. What an account holds is put together once for all rows: a statement about each
 * role would read who else holds it.
 *
 * @param held statement that gives `role_id, workspace_id, project_id`
 */
export const ownRoleRow = (held: string) => `(SELECT ${COLUMNS}, (SELECT jsonb_object_agg(p.role_id, p.places) FROM (
    SELECT h.role_id, to_jsonb((array_agg(jsonb_build_object('workspace_id', h.workspace_id, 'project_id', h.project_id)
      ORDER BY h.workspace_id NULLS FIRST, h.project_id NULLS FIRST))[:${MOST_PLACES}]) AS places
    FROM (${held}) h GROUP BY h.role_id) p) -> r.id::text AS held_in)`;

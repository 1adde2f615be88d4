import { PREDEFINED } from "../../kernel/access.ts";

/** What the predefined roles hold, by their key: a constant of the statements that show roles. */
const HELD = `'${JSON.stringify(Object.fromEntries(Object.entries(PREDEFINED).map(([key, { permissions }]) => [key, [...permissions].sort()])))}'::jsonb`;

/** The read model of the role `r`: a column that is not here is private. */
const COLUMNS = `r.id, r.name, r.description, r.organization_id, r.level,
  CASE WHEN r.predefined IS NULL THEN to_jsonb(r.permissions) ELSE COALESCE(${HELD} -> r.predefined, '[]') END AS permissions,
  r.predefined IS NOT NULL AS system_managed, 'normal' AS type, r.created, r.updated`;

/** JSON text of the role `r`, as a scalar expression. */
export const ROLE_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `r`. */
export const ROLE_ROW = `(SELECT ${COLUMNS})`;

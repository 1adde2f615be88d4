/** The read model of the team `t`: a column that is not here is private. */
const COLUMNS = `t.id, t.name, t.description, t.organization_id,
  (SELECT count(*) FROM team_members m WHERE m.team_id = t.id) AS member_count, t.created, t.updated`;

/** JSON text of the team `t`, as a scalar expression. */
export const TEAM_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `t`. */
export const TEAM_ROW = `(SELECT ${COLUMNS})`;

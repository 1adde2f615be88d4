/** What an organization knows of an account at a place, as parts of statements: also of those that ask for more at once. */

interface Parameters {
  /** Of the account. */
  readonly user: string;
  readonly workspace: string;
  readonly project: string;
}

const found = (what: string) => `EXISTS (SELECT 1 FROM ${what})`;

/** The expressions of a standing in the organization `o`, for parameters that hold ids; workspace and project may be null. */
export function standing({ user, workspace, project }: Parameters) {
  const teams = `(SELECT m.team_id FROM team_members m WHERE m.user_id = ${user} AND m.organization_id = o.id)`;
  const counts = `(a.workspace_id IS NULL OR (a.workspace_id = ${workspace} AND (a.project_id IS NULL OR a.project_id = ${project})))`;
  /** Whether the account, or a team of it, stands in rows of a table that are of a place. */
  const standsIn = (table: string, place: string) =>
    `${found(`${table} a WHERE a.user_id = ${user} AND ${place}`)} OR ${found(`${table} a WHERE a.team_id IN ${teams} AND ${place}`)}`;
  const isIn = (place: string) => `(${standsIn("role_assignments", place)} OR ${standsIn("resource_shares", place)})`;
  return {
    /** `SELECT role_id` of the roles that count at the place: its own and those around it. */
    held: `SELECT a.role_id FROM role_assignments a WHERE a.user_id = ${user} AND a.organization_id = o.id AND ${counts}
      UNION
      SELECT a.role_id FROM role_assignments a WHERE a.team_id IN ${teams} AND ${counts}`,
    isMember: found(`role_assignments a WHERE a.user_id = ${user} AND a.organization_id = o.id`),
    /** A workspace's own machine identity is in it. */
    isInWorkspace: `(${workspace}::uuid IS NOT NULL AND (${workspace} = ${user} OR ${isIn(`a.workspace_id = ${workspace}`)}))`,
    isInProject: `(${project}::uuid IS NOT NULL AND ${isIn(`a.project_id = ${project}`)})`,
  };
}

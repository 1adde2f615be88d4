/** What bears on the question what an account may do, as parts of statements: also of those that ask for more at once. */

interface Parameters {
  /** Of the account. */
  readonly user: string;
  /** Of the workspace; it may be null. */
  readonly workspace: string;
  /** An array of projects; null: all of the workspace. */
  readonly projects: string;
}

const ROLE = `SELECT r.predefined, r.permissions, a.project_id, NULL::text AS type, NULL::uuid AS id, NULL::text[] AS actions
  FROM role_assignments a JOIN roles r ON r.id = a.role_id`;

/** The expressions of a standing in the organization `o`. */
export function standing({ user, workspace, projects }: Parameters) {
  const named = `(${projects} IS NULL OR a.project_id = ANY (${projects}))`;
  const counts = `(a.workspace_id IS NULL OR (a.workspace_id = ${workspace} AND (a.project_id IS NULL OR ${named})))`;
  /**
   * Rows `a` that are the account's, or a team's of it. The teams come first, whatever is thought to be in the tables:
   * OFFSET keeps what is looked up for each of them in one piece.
   */
  const held = (rows: string, where: string) => `${rows} WHERE a.user_id = ${user} AND ${where}
    UNION ALL SELECT x.* FROM team_members m, LATERAL (${rows} WHERE a.team_id = m.team_id AND ${where} OFFSET 0) x
    WHERE m.user_id = ${user} AND m.organization_id = o.id`;
  const everywhere = (place: string, shown = "1") =>
    `${held(`SELECT ${shown} FROM role_assignments a`, place)} UNION ALL ${held(`SELECT ${shown} FROM resource_shares a`, place)}`;
  return {
    held,
    /** Rows of the roles that count: `predefined, permissions, project_id`, then three columns that shares have. */
    roles: held(ROLE, `a.organization_id = o.id AND ${counts}`),
    isMember: `EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = ${user} AND a.organization_id = o.id)`,
    /** A workspace's own machine identity is in it. */
    isInWorkspace: `(${workspace} = ${user} OR EXISTS (${everywhere(`a.workspace_id = ${workspace}`)}))`,
    /** Array of the named projects that it is in. */
    projects: `ARRAY(${everywhere(`a.workspace_id = ${workspace} AND a.project_id IS NOT NULL AND ${named}`, "a.project_id")})`,
  };
}

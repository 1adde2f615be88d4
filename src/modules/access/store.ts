import type { Place } from "../../kernel/access.ts";
import type { Queryable } from "../../kernel/context.ts";

/** Organizations that are there. */
const THERE = `FROM organizations o WHERE o.id = $1 AND o.deleted IS NULL`;

const WORKSPACE_PLACE = `SELECT w.organization_id AS "organizationId", w.id AS "workspaceId", NULL::uuid AS "projectId"
  FROM workspaces w JOIN organizations o ON o.id = w.organization_id AND o.deleted IS NULL WHERE w.id = $1`;
const PROJECT_PLACE = `SELECT p.organization_id AS "organizationId", p.workspace_id AS "workspaceId", p.id AS "projectId"
  FROM projects p JOIN organizations o ON o.id = p.organization_id AND o.deleted IS NULL WHERE p.id = $1 AND ($2::uuid IS NULL OR p.workspace_id = $2)`;

/** Where a workspace is, or a project: in the workspace, where one is named too. */
export async function findPlace(db: Queryable, workspaceId: string | null, projectId: string | null): Promise<Place | undefined> {
  const statement =
    projectId === null
      ? { name: "place-workspace", text: WORKSPACE_PLACE, values: [workspaceId] }
      : { name: "place-project", text: PROJECT_PLACE, values: [projectId, workspaceId] };
  const { rows } = await db.query<Place>(statement);
  return rows[0];
}

/** The organization that a role or a team is of. */
export async function findOrganizationOf(db: Queryable, table: "roles" | "teams", id: string): Promise<string | undefined> {
  const text = `SELECT t.organization_id AS id FROM ${table} t WHERE t.id = $1`;
  const { rows } = await db.query<{ id: string }>({ name: `organization-of-${table}`, text, values: [id] });
  return rows[0]?.id;
}

/** Takes the lock under which the roles of an organization change. @returns whether there is such an organization */
export async function lockOrganization(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "organization-lock", text: `SELECT 1 ${THERE} FOR UPDATE`, values: [id] });
  return rowCount > 0;
}

/** Active people who hold a role, directly or in a team: `u` of the role `r`. */
const HOLDERS = `roles r JOIN role_assignments a ON a.role_id = r.id LEFT JOIN team_members m ON m.team_id = a.team_id
  JOIN users u ON u.id = COALESCE(a.user_id, m.user_id) AND u.deleted IS NULL AND u.is_active AND NOT u.is_service_account`;

const ADMINS = `SELECT o.id AS organization
  FROM unnest($1::uuid[]) o (id)
  WHERE (SELECT true FROM ${HOLDERS} WHERE r.organization_id = o.id AND r.predefined = $2 AND u.id IS DISTINCT FROM $3::uuid LIMIT 1) IS NULL`;

/**
 * Those of the organizations that nobody administers: no active person holds the role, directly or in a team.
 *
 * @param role key of the predefined role
 * @param besides an account that is thought away
 */
export async function organizationsWithout(tx: Queryable, ids: readonly string[], role: string, besides: string | null): Promise<string[]> {
  const { rows } = await tx.query<{ organization: string }>({ name: "access-admins", text: ADMINS, values: [ids, role, besides] });
  return rows.map(({ organization }) => organization);
}

const IS_ADMIN = `SELECT 1 FROM ${HOLDERS} WHERE r.organization_id = $1 AND r.predefined = $2 AND u.id = $3 LIMIT 1`;

/** Whether an active person holds a predefined role, directly or in a team. @param role its key */
export async function isAdmin(db: Queryable, organizationId: string, role: string, userId: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "access-is-admin", text: IS_ADMIN, values: [organizationId, role, userId] });
  return rowCount > 0;
}

const BY_NAME = `SELECT o.id FROM organizations o WHERE o.name_key = $1 AND o.deleted IS NULL`;

/** Id of the organization with this name, in compared form. */
export async function findByName(db: Queryable, nameKey: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>({ name: "organization-by-name", text: BY_NAME, values: [nameKey] });
  return rows[0]?.id;
}

const WORKSPACE_BY_NAME = `SELECT w.id FROM workspaces w WHERE w.name_key = $1`;

/** Id of the workspace with this name, in compared form. */
export async function findWorkspaceByName(db: Queryable, nameKey: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>({ name: "workspace-by-name", text: WORKSPACE_BY_NAME, values: [nameKey] });
  return rows[0]?.id;
}

const OWNER_HOLDS = `SELECT 1 FROM organizations o WHERE o.id = $1 AND (o.owner_id IS NULL OR EXISTS (
    SELECT 1 FROM roles r JOIN role_assignments a ON a.role_id = r.id LEFT JOIN team_members m ON m.team_id = a.team_id
    WHERE r.organization_id = o.id AND r.predefined = $2 AND COALESCE(a.user_id, m.user_id) = o.owner_id))`;

/** Whether the owner, where there is one, holds a predefined role, directly or in a team. @param role its key */
export async function ownerHolds(tx: Queryable, organizationId: string, role: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "access-owner-holds", text: OWNER_HOLDS, values: [organizationId, role] });
  return rowCount > 0;
}

const ASKED_FOR_MFA = `SELECT 1 FROM organizations o WHERE o.require_mfa AND o.deleted IS NULL AND ($2::boolean
    OR o.id IN (SELECT a.organization_id FROM role_assignments a WHERE a.user_id = $1 UNION ALL SELECT m.organization_id FROM team_members m WHERE m.user_id = $1))
  LIMIT 1`;

/** Whether an organization that an account is in requires a second factor. @param everywhere it is in all of them */
export async function isAskedForMfa(db: Queryable, userId: string, everywhere: boolean): Promise<boolean> {
  const { rowCount } = await db.query({ name: "access-asked-for-mfa", text: ASKED_FOR_MFA, values: [userId, everywhere] });
  return rowCount > 0;
}

import type { Queryable } from "../../kernel/context.ts";

const MEMBER = `SELECT u.is_service_account AS "isServiceAccount", u.is_active AS "isActive" FROM users u
  WHERE u.id = $2 AND u.deleted IS NULL AND NOT (u.is_internal AND u.is_service_account)
    AND (u.organization_id = $1 OR EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = $2 AND a.organization_id = $1))
  FOR KEY SHARE`;

export interface Member {
  readonly isServiceAccount: boolean;
  readonly isActive: boolean;
}

/** The account, when it is a member: holds a role in the organization, or is a service account of it. It is not deleted until the transaction ends. */
export async function findMember(db: Queryable, organizationId: string, userId: string): Promise<Member | undefined> {
  const { rows } = await db.query<Member>({ name: "access-member", text: MEMBER, values: [organizationId, userId] });
  return rows[0];
}

const PERSON = "SELECT 1 FROM users u WHERE u.id = $1 AND u.deleted IS NULL AND u.is_active AND NOT u.is_service_account FOR KEY SHARE";

/** Whether this is an active person's account; it is neither switched off nor deleted until the transaction ends. */
export async function holdPerson(tx: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "access-person", text: PERSON, values: [userId] });
  return rowCount > 0;
}

const TEAM_OF = `SELECT 1 FROM teams t WHERE t.id = $1 AND t.organization_id = $2 FOR KEY SHARE`;

/** Whether the team is of the organization; it stays until the transaction ends. */
export async function isTeamOf(tx: Queryable, teamId: string, organizationId: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "access-team", text: TEAM_OF, values: [teamId, organizationId] });
  return rowCount > 0;
}

/** Whether an account is in a team. */
export async function isInTeam(db: Queryable, teamId: string, userId: string): Promise<boolean> {
  const text = "SELECT 1 FROM team_members m WHERE m.team_id = $1 AND m.user_id = $2";
  const { rowCount } = await db.query({ name: "access-in-team", text, values: [teamId, userId] });
  return rowCount > 0;
}

const DROP_PLACES = `DELETE FROM team_members m WHERE m.organization_id = $1 AND m.user_id = $2 RETURNING m.team_id`;
const DROP_ROLES = `DELETE FROM role_assignments a WHERE a.organization_id = $1 AND a.user_id = $2 RETURNING a.role_id`;
const DROP_SHARES = `DELETE FROM resource_shares a WHERE a.organization_id = $1 AND a.user_id = $2`;

/** Takes all roles, team places and shares in an organization from an account. @returns what it had */
export async function dropMembership(tx: Queryable, organizationId: string, userId: string): Promise<{ roles: string[]; teams: string[] }> {
  const values = [organizationId, userId];
  const teams = await tx.query<{ team_id: string }>({ name: "member-places-drop", text: DROP_PLACES, values });
  const roles = await tx.query<{ role_id: string }>({ name: "member-roles-drop", text: DROP_ROLES, values });
  await tx.query({ name: "member-shares-drop", text: DROP_SHARES, values });
  return { roles: roles.rows.map((row) => row.role_id), teams: teams.rows.map((row) => row.team_id) };
}

const HOLDS_IN = `SELECT 1 FROM role_assignments a WHERE a.user_id = $2 AND a.workspace_id = $1 LIMIT 1`;

/** Whether the account still holds a role of its own in the workspace or a project of it. */
export async function holdsRoleIn(tx: Queryable, workspaceId: string, userId: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "member-holds-in", text: HOLDS_IN, values: [workspaceId, userId] });
  return rowCount > 0;
}

const WITHOUT_ROLES = `x.organization_id = $1 AND x.user_id = ANY ($2::uuid[])
  AND NOT EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = x.user_id AND a.organization_id = $1)`;

/** Takes team places and shares from those of the accounts that hold no role of their own in the organization any more. */
export async function dropFormerMembers(tx: Queryable, organizationId: string, userIds: readonly string[]): Promise<void> {
  for (const table of ["team_members", "resource_shares"]) {
    const text = `DELETE FROM ${table} x WHERE ${WITHOUT_ROLES}`;
    await tx.query({ name: `${table}-former-drop`, text, values: [organizationId, userIds] });
  }
}

const HOLDERS_AT = `SELECT DISTINCT a.user_id AS id FROM role_assignments a
  WHERE a.workspace_id = $1 AND ($2::uuid IS NULL OR a.project_id = $2) AND a.user_id IS NOT NULL`;

/** The accounts that hold a role of their own in a workspace, or in one project of it. */
export async function holdersAt(tx: Queryable, workspaceId: string, projectId: string | null): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({ name: "access-holders-at", text: HOLDERS_AT, values: [workspaceId, projectId] });
  return rows.map(({ id }) => id);
}

/** Takes all shares in a workspace from an account. */
export async function dropShares(tx: Queryable, workspaceId: string, userId: string): Promise<void> {
  const text = "DELETE FROM resource_shares a WHERE a.workspace_id = $1 AND a.user_id = $2";
  await tx.query({ name: "workspace-shares-drop", text, values: [workspaceId, userId] });
}

// From the account to its organizations, and in each of them no further than to the first other member: scalars of at
// most one row, which the planner cannot turn into joins over all organizations.
const ADMINISTERED = `SELECT o.id, o.name, o.owner_id IS NOT DISTINCT FROM $1::uuid AS "isOwner",
    COALESCE((SELECT true FROM role_assignments a WHERE a.organization_id = o.id AND a.user_id <> $1::uuid
      AND (SELECT u.deleted IS NULL AND NOT u.is_service_account FROM users u WHERE u.id = a.user_id) LIMIT 1), false) AS "hasOthers"
  FROM organizations o
  WHERE o.deleted IS NULL AND o.id = ANY (ARRAY(
    SELECT p.id FROM organizations p WHERE p.owner_id = $1::uuid
    UNION SELECT a.organization_id FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE a.user_id = $1::uuid AND r.predefined = $2
    UNION SELECT a.organization_id FROM team_members m JOIN role_assignments a ON a.team_id = m.team_id JOIN roles r ON r.id = a.role_id
      WHERE m.user_id = $1::uuid AND r.predefined = $2))
  ORDER BY o.id`;

export interface Administered {
  readonly id: string;
  readonly name: string;
  readonly isOwner: boolean;
  /** Whether other people are members. */
  readonly hasOthers: boolean;
}

/** The organizations that an account owns or administers, directly or in a team. @param role key of the predefined role */
export async function findAdministered(db: Queryable, userId: string, role: string): Promise<Administered[]> {
  const { rows } = await db.query<Administered>({ name: "access-administered", text: ADMINISTERED, values: [userId, role] });
  return rows;
}

const LOCK_PLACES = `SELECT 1 FROM organizations o WHERE o.id IN (
    SELECT p.id FROM organizations p WHERE p.owner_id = $1
    UNION SELECT a.organization_id FROM role_assignments a WHERE a.user_id = $1
    UNION SELECT m.organization_id FROM team_members m WHERE m.user_id = $1)
  ORDER BY o.id FOR UPDATE`;

/** Takes the locks of the organizations that an account owns or has a place in, always in the same order. */
export async function lockOrganizationsOf(tx: Queryable, userId: string): Promise<void> {
  await tx.query({ name: "organizations-lock", text: LOCK_PLACES, values: [userId] });
}

const HEIR = `UPDATE organizations o SET version = o.version + 1, owner_id = (
    SELECT u.id FROM roles r JOIN role_assignments a ON a.role_id = r.id LEFT JOIN team_members m ON m.team_id = a.team_id
      JOIN users u ON u.id = COALESCE(a.user_id, m.user_id)
    WHERE r.organization_id = o.id AND r.predefined = $3 AND u.deleted IS NULL AND u.is_active AND NOT u.is_service_account AND u.id <> $2
    ORDER BY a.id, u.id LIMIT 1)
  WHERE o.id = ANY ($1::uuid[]) RETURNING o.id, o.owner_id AS "ownerId"`;

/** Gives organizations to the longest-standing other administrator. @param role key of the predefined role */
export async function passOn(tx: Queryable, ids: readonly string[], from: string, role: string): Promise<{ id: string; ownerId: string | null }[]> {
  const { rows } = await tx.query<{ id: string; ownerId: string | null }>({ name: "organizations-pass-on", text: HEIR, values: [ids, from, role] });
  return rows;
}

const ENTOMB = `UPDATE organizations SET deleted = $2, version = version + 1 WHERE id = ANY ($1::uuid[])`;

/** Makes tombstones of organizations. */
export async function entombOrganizations(tx: Queryable, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length > 0) await tx.query({ name: "organizations-entomb", text: ENTOMB, values: [ids, now] });
}

/** Takes all roles, team places and shares everywhere from an account. @param kept organizations whose tombstones keep them, to be restored with */
export async function dropEveryMembership(tx: Queryable, userId: string, kept: readonly string[]): Promise<void> {
  for (const table of ["team_members", "role_assignments", "resource_shares"]) {
    const text = `DELETE FROM ${table} WHERE user_id = $1 AND organization_id <> ALL ($2::uuid[])`;
    await tx.query({ name: `${table}-of-drop`, text, values: [userId, kept] });
  }
}

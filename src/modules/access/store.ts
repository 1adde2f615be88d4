import type { Queryable } from "../../kernel/context.ts";

/** A role that somebody holds, directly or through a team. */
export interface HeldRole {
  readonly predefined: string | null;
  readonly permissions: readonly string[] | null;
}

/** Organizations that are there. */
const THERE = `FROM organizations o WHERE o.id = $1 AND o.deleted IS NULL`;

const HELD = `SELECT r.predefined, r.permissions ${THERE.replace(
  "WHERE",
  `
    LEFT JOIN LATERAL (
      SELECT a.role_id FROM role_assignments a WHERE a.user_id = $2 AND a.organization_id = o.id
      UNION
      SELECT a.role_id FROM team_members m JOIN role_assignments a ON a.team_id = m.team_id WHERE m.user_id = $2 AND m.organization_id = o.id
    ) held ON true
    LEFT JOIN roles r ON r.id = held.role_id
  WHERE`,
)}`;

/**
 * The roles that somebody holds in an organization; one statement.
 *
 * @returns `undefined` when there is no such organization; nothing in the list when they are no member
 */
export async function findHeldRoles(db: Queryable, organizationId: string, userId: string): Promise<HeldRole[] | undefined> {
  const { rows } = await db.query<HeldRole>({ name: "access-held", text: HELD, values: [organizationId, userId] });
  if (rows.length === 0) return undefined;
  return rows.filter(({ predefined, permissions }) => predefined !== null || permissions !== null);
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
  WHERE NOT EXISTS (
    SELECT 1 FROM ${HOLDERS} WHERE r.organization_id = o.id AND r.predefined = $2 AND u.id IS DISTINCT FROM $3::uuid)`;

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

const OWNER_HOLDS = `SELECT 1 FROM organizations o WHERE o.id = $1 AND (o.owner_id IS NULL OR EXISTS (
    SELECT 1 FROM roles r JOIN role_assignments a ON a.role_id = r.id LEFT JOIN team_members m ON m.team_id = a.team_id
    WHERE r.organization_id = o.id AND r.predefined = $2 AND COALESCE(a.user_id, m.user_id) = o.owner_id))`;

/** Whether the owner, where there is one, holds a predefined role, directly or in a team. @param role its key */
export async function ownerHolds(tx: Queryable, organizationId: string, role: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "access-owner-holds", text: OWNER_HOLDS, values: [organizationId, role] });
  return rowCount > 0;
}

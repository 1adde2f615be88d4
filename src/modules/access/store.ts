import type { Place } from "../../kernel/access.ts";
import type { Queryable } from "../../kernel/context.ts";
import { standing } from "./read-model.ts";

/** A role that somebody holds, directly or through a team. */
export interface HeldRole {
  readonly predefined: string | null;
  readonly permissions: readonly string[] | null;
}

/** What an organization knows of an account at a place. */
export interface Standing {
  /** The roles that count there: those of the place and of the wider ones around it. */
  readonly roles: readonly HeldRole[];
  /** Whether it holds anything in the organization, wherever. */
  readonly isMember: boolean;
  /** Whether it holds or was shared anything in the workspace, of which it so knows. */
  readonly isInWorkspace: boolean;
  /** The same for the project. */
  readonly isInProject: boolean;
}

/** Organizations that are there. */
const THERE = `FROM organizations o WHERE o.id = $1 AND o.deleted IS NULL`;

const AT = standing({ user: "$2", workspace: "$3", project: "$4" });

const STANDING = `SELECT r.predefined, r.permissions, ${AT.isMember} AS "isMember", ${AT.isInWorkspace} AS "isInWorkspace", ${AT.isInProject} AS "isInProject"
  FROM organizations o LEFT JOIN LATERAL (${AT.held}) held ON true
    LEFT JOIN roles r ON r.id = held.role_id
  WHERE o.id = $1 AND o.deleted IS NULL`;

/**
 * What an organization knows of an account at a place; one statement.
 *
 * @returns `undefined` when there is no such organization
 */
export async function findStanding(db: Queryable, { organizationId, workspaceId, projectId }: Place, userId: string): Promise<Standing | undefined> {
  const values = [organizationId, userId, workspaceId, projectId];
  const { rows } = await db.query<HeldRole & Omit<Standing, "roles">>({ name: "access-standing", text: STANDING, values });
  const [first] = rows;
  if (!first) return undefined;
  const { isMember, isInWorkspace, isInProject } = first;
  return { roles: rows.filter(({ predefined, permissions }) => predefined !== null || permissions !== null), isMember, isInWorkspace, isInProject };
}

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

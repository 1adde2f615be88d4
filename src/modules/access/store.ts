import type { Place, RoleContents } from "../../kernel/access.ts";
import type { Queryable } from "../../kernel/context.ts";
import { standing } from "./read-model.ts";

/** A role that an account holds, directly or through a team. */
export interface HeldRole extends RoleContents {
  /** The project that it is held in; `null`: in all of the workspace, or of the organization. */
  readonly projectId: string | null;
}

/** What an account, or a team of it, was given of one resource. */
export interface HeldShare {
  readonly resourceType: string;
  readonly resourceId: string;
  /** The project that the resource is in, where it is in one. */
  readonly projectId: string | null;
  readonly actions: readonly string[];
}

/** What is known of an account that bears on what it may do in an organization and a workspace of it. */
export interface Standing {
  /** Whether there is such an account, and it is not switched off. */
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  /** Whether the organization asks the people in it for a second factor. */
  readonly requiresMfa: boolean;
  /** The roles that count: in the organization, the workspace, and the projects that were named. */
  readonly roles: readonly HeldRole[];
  /** Shares of the resources that were named. */
  readonly shares: readonly HeldShare[];
  /** Whether it holds anything in the organization, wherever. */
  readonly isMember: boolean;
  /** Whether it holds or was shared anything in the workspace, of which it so knows. */
  readonly isInWorkspace: boolean;
  /** Those of the named projects in which it holds or was shared anything. */
  readonly projects: readonly string[];
  /** Those of the named projects that are of another workspace: nothing is allowed there. */
  readonly foreign: readonly string[];
}

/** Organizations that are there. */
const THERE = `FROM organizations o WHERE o.id = $1 AND o.deleted IS NULL`;

/** What is asked about: a place, and resources there. */
export interface Question {
  /** `null`: the organization of the workspace. */
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  /** The projects that are asked about; `null`: all of the workspace. */
  readonly projectIds: readonly string[] | null;
  /** Resources whose shares count, or all of a type: of `resourceTypes`, those with `resourceIds`; `null`: all. */
  readonly resourceTypes: readonly string[];
  readonly resourceIds: readonly string[] | null;
  /** Whether it is asked what the account so much as knows of: membership, workspace and projects. */
  readonly knows: boolean;
}

/** What a question asks for beside roles. What it does not ask for is no part of its statement: each part costs, found or not. */
interface Shape {
  readonly knows: boolean;
  readonly projects: boolean;
  readonly shares: boolean;
}

function standingSql({ knows, projects, shares }: Shape): string {
  const at = standing({ user: "$2", workspace: "$3::uuid", projects: projects ? "$4::uuid[]" : "'{}'::uuid[]" });
  const [types, ids] = projects ? ["$5", "$6"] : ["$4", "$5"];
  const share = "SELECT NULL, NULL, a.project_id, a.resource_type, a.resource_id, a.actions FROM resource_shares a WHERE a.workspace_id = $3";
  const shared = `a.resource_type = ANY (${types}::text[]) AND (${ids}::uuid[] IS NULL OR a.resource_id = ANY (${ids}::uuid[]))`;
  const rows = shares
    ? `${at.roles} UNION ALL ${share} AND a.user_id = $2 AND ${shared} UNION ALL ${share} AND a.team_id IN ${at.teams} AND ${shared}`
    : at.roles;
  return `SELECT u.id IS NOT NULL AND u.is_active AS "isActive", COALESCE(u.is_superuser, false) AS "isSuperuser", o.require_mfa AS "requiresMfa",
    ${knows ? at.isMember : "false"} AS "isMember", ${knows ? `($3::uuid IS NOT NULL AND ${at.isInWorkspace})` : "false"} AS "isInWorkspace",
    ${knows && projects ? at.projects : "NULL::uuid[]"} AS projects,
    ${projects ? "ARRAY(SELECT p.id FROM projects p WHERE p.id = ANY ($4::uuid[]) AND p.workspace_id IS DISTINCT FROM $3)" : "'{}'::uuid[]"} AS "foreign",
    held.predefined, held.permissions, held.project_id AS "projectId", held.type AS "resourceType", held.id AS "resourceId", held.actions
  FROM organizations o LEFT JOIN users u ON u.id = $2 AND u.deleted IS NULL LEFT JOIN LATERAL (${rows}) held ON true
  WHERE o.id = COALESCE($1::uuid, (SELECT w.organization_id FROM workspaces w WHERE w.id = $3)) AND o.deleted IS NULL`;
}

const nameOf = ({ knows, projects, shares }: Shape): string =>
  `access-standing${knows ? " knows" : ""}${projects ? " projects" : ""}${shares ? " shares" : ""}`;

const EITHER = [false, true] as const;
const STANDING: ReadonlyMap<string, string> = new Map(
  EITHER.flatMap((knows) =>
    EITHER.flatMap((projects) =>
      EITHER.map((shares) => {
        const shape = { knows, projects, shares };
        return [nameOf(shape), standingSql(shape)] as const;
      }),
    ),
  ),
);

type StandingRow = Omit<Standing, "roles" | "shares" | "projects"> & { readonly projects: readonly string[] | null } & HeldRole & {
    readonly resourceType: string | null;
    readonly resourceId: string | null;
    readonly actions: readonly string[] | null;
  };

/**
 * What is known of an account that bears on a question; one statement.
 *
 * @returns `undefined` when there is no such organization
 */
export async function findStanding(db: Queryable, question: Question, userId: string): Promise<Standing | undefined> {
  const { organizationId, workspaceId, projectIds, resourceTypes, resourceIds, knows } = question;
  const shape: Shape = { knows, projects: projectIds === null || projectIds.length > 0, shares: resourceTypes.length > 0 };
  const values = [organizationId, userId, workspaceId, ...(shape.projects ? [projectIds] : []), ...(shape.shares ? [resourceTypes, resourceIds] : [])];
  const name = nameOf(shape);
  const { rows } = await db.query<StandingRow>({ name, text: STANDING.get(name) ?? "", values });
  const [first] = rows;
  if (!first) return undefined;
  const { isActive, isSuperuser, requiresMfa, isMember, isInWorkspace, projects, foreign } = first;
  const roles: HeldRole[] = [];
  const shares: HeldShare[] = [];
  for (const row of rows) {
    if (row.resourceType !== null && row.resourceId !== null) {
      const { resourceType, resourceId, projectId, actions } = row;
      shares.push({ resourceType, resourceId, projectId, actions: actions ?? [] });
    } else if (row.predefined !== null || row.permissions !== null) roles.push(row);
  }
  return { isActive, isSuperuser, requiresMfa, roles, shares, isMember, isInWorkspace, projects: projects ?? [], foreign };
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

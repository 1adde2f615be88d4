import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { ROLE_ROW } from "../roles/read-model.ts";
import { TEAM_ROW } from "../teams/read-model.ts";
import { USER_ROW } from "../users/read-model.ts";
import type { MembersQuery } from "./schema.ts";

const TEAM_IDS = `SELECT m.team_id AS id FROM team_members m JOIN organizations o ON o.id = m.organization_id AND o.deleted IS NULL
  WHERE m.user_id = $1 AND ($2::uuid IS NULL OR m.organization_id = (SELECT w.organization_id FROM workspaces w WHERE w.id = $2)) ORDER BY m.team_id`;

/** The teams that an account is in. @param workspaceId only those of the organization of this workspace; `null`: all */
export async function findTeamIds(db: Queryable, userId: string, workspaceId: string | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({ name: "rbac-team-ids", text: TEAM_IDS, values: [userId, workspaceId] });
  return rows.map(({ id }) => id);
}

/** One resource, and where it is. */
export interface Located {
  readonly organizationId: string;
  readonly workspaceId: string;
  readonly projectId: string | null;
  readonly type: string;
  readonly id: string;
}

/** Who shares with whom: exactly one of the two. */
export interface Shared extends Located {
  readonly userId: string | null;
  readonly teamId: string | null;
}

interface NewShare extends Shared {
  readonly shareId: string;
  readonly actions: readonly string[];
  readonly sharedBy: string;
  readonly now: Date;
}

const PUT = `INSERT INTO resource_shares (id, organization_id, workspace_id, project_id, resource_type, resource_id, user_id, team_id, actions, shared_by, created)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT ON CONSTRAINT resource_shares_unique DO UPDATE SET actions = EXCLUDED.actions, shared_by = EXCLUDED.shared_by`;

/** Shares a resource; what was shared with the same holder before is replaced. */
export async function putShare(tx: Queryable, share: NewShare): Promise<void> {
  const { shareId, organizationId, workspaceId, projectId, type, id, userId, teamId, actions, sharedBy, now } = share;
  const values = [shareId, organizationId, workspaceId, projectId, type, id, userId, teamId, actions, sharedBy, now];
  await tx.query({ name: "share-put", text: PUT, values });
}

const DROP = `DELETE FROM resource_shares s WHERE s.workspace_id = $1 AND s.resource_type = $2 AND s.resource_id = $3
  AND s.project_id IS NOT DISTINCT FROM $4 AND (s.user_id = $5 OR s.team_id = $6)`;

/** Ends a share. @returns whether there was one */
export async function dropShare(tx: Queryable, { workspaceId, type, id, projectId, userId, teamId }: Shared): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "share-drop", text: DROP, values: [workspaceId, type, id, projectId, userId, teamId] });
  return rowCount > 0;
}

const DROP_ALL = `DELETE FROM resource_shares s USING unnest($2::text[], $3::uuid[]) r (type, id)
  WHERE s.workspace_id = $1 AND s.resource_type = r.type AND s.resource_id = r.id`;

/** Ends every share of resources. @returns how many there were */
export async function dropSharesOf(tx: Queryable, workspaceId: string, resources: readonly { type: string; id: string }[]): Promise<number> {
  const values = [workspaceId, resources.map(({ type }) => type), resources.map(({ id }) => id)];
  const { rowCount } = await tx.query({ name: "shares-drop", text: DROP_ALL, values });
  return rowCount;
}

/** Roles of the organization $1 that hold anything about the type $3; predefined ones by the keys $4. */
const BEARING = `r.organization_id = $1 AND (r.predefined = ANY ($4::text[])
  OR EXISTS (SELECT 1 FROM unnest(r.permissions) p WHERE split_part(p, ':', 1) = $3))`;
/** Who may do anything to the resource $5 of the type $3 in the workspace $2 and the project $6: by roles and by shares. */
const MEMBERS = `(
    SELECT a.id, a.user_id, a.team_id, a.role_id, NULL::text[] AS actions FROM role_assignments a
    WHERE a.organization_id = $1 AND (a.workspace_id IS NULL OR (a.workspace_id = $2 AND (a.project_id IS NULL OR a.project_id = $6::uuid)))
      AND num_nonnulls(a.user_id, a.team_id) = 1 AND a.role_id = ANY (ARRAY(SELECT r.id FROM roles r WHERE ${BEARING}))
    UNION ALL
    SELECT s.id, s.user_id, s.team_id, NULL, s.actions FROM resource_shares s
    WHERE s.workspace_id = $2 AND s.resource_type = $3 AND s.resource_id = $5::uuid AND s.project_id IS NOT DISTINCT FROM $6::uuid
  ) m`;
const SHOWN = `(SELECT m.id,
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = m.user_id AND u.deleted IS NULL) AS user,
  (SELECT row_to_json(y) FROM teams t, LATERAL ${TEAM_ROW} y WHERE t.id = m.team_id) AS team,
  (SELECT row_to_json(y) FROM roles r, LATERAL ${ROLE_ROW} y WHERE r.id = m.role_id) AS role,
  COALESCE(m.actions, ARRAY(SELECT split_part(p.name, ':', 2) FROM roles r, LATERAL ${ROLE_ROW} y, jsonb_array_elements_text(y.permissions) p (name)
    WHERE r.id = m.role_id AND split_part(p.name, ':', 1) = $3)) AS allowed_actions)`;

/** Who may do something to a resource, in the order in which it was given or shared. @param keys of the predefined roles that hold anything about its type */
export function listMembers(
  db: Queryable,
  { organizationId, workspaceId, projectId, type, id }: Located,
  keys: readonly string[],
  query: MembersQuery,
): ListReader {
  const values = [organizationId, workspaceId, type, keys, id, projectId];
  return rowsById(db, { from: `FROM ${MEMBERS} WHERE true`, alias: "m", shown: SHOWN, values }, query);
}

/** Something that an account holds or was shared, with what explains it. */
export interface Ground {
  readonly roleId: string | null;
  readonly roleName: string | null;
  readonly level: string | null;
  readonly predefined: string | null;
  readonly permissions: readonly string[] | null;
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly workspaceId: string | null;
  readonly projectId: string | null;
  /** Of a share: what it lets do. */
  readonly actions: readonly string[] | null;
}

const MINE = (alias: string) =>
  `(${alias}.user_id = $2 OR ${alias}.team_id IN (SELECT m.team_id FROM team_members m WHERE m.user_id = $2 AND m.organization_id = $1))`;
const GROUNDS = `SELECT r.id AS "roleId", r.name AS "roleName", r.level, r.predefined, r.permissions, t.id AS "teamId", t.name AS "teamName",
    a.workspace_id AS "workspaceId", a.project_id AS "projectId", NULL::text[] AS actions
  FROM role_assignments a JOIN roles r ON r.id = a.role_id LEFT JOIN teams t ON t.id = a.team_id WHERE a.organization_id = $1 AND ${MINE("a")}
  UNION ALL
  SELECT NULL, NULL, NULL, NULL, NULL, t.id, t.name, s.workspace_id, s.project_id, s.actions
  FROM resource_shares s LEFT JOIN teams t ON t.id = s.team_id
  WHERE s.organization_id = $1 AND ${MINE("s")} AND s.workspace_id = $3 AND s.resource_type = $4 AND s.resource_id = $5
  LIMIT $6`;

/** Everything that an account holds in an organization, and what it was shared of one resource. @param most rows */
export async function findGrounds(
  db: Queryable,
  userId: string,
  { organizationId, workspaceId, type, id }: { organizationId: string; workspaceId: string | null; type: string; id: string | null },
  most: number,
): Promise<Ground[]> {
  const values = [organizationId, userId, workspaceId, type, id, most];
  const { rows } = await db.query<Ground>({ name: "rbac-grounds", text: GROUNDS, values });
  return rows;
}

const FITTING = `SELECT r.id, r.name FROM roles r WHERE r.organization_id = $1 AND (r.predefined = ANY ($2::text[]) OR $3 = ANY (r.permissions))
  ORDER BY array_position(ARRAY['project', 'workspace', 'organization'], r.level), r.id DESC LIMIT $4`;

/** Roles of an organization that hold a permission, the narrowest level first. @param keys of the predefined ones that do */
export async function findFittingRoles(
  db: Queryable,
  organizationId: string,
  permission: string,
  keys: readonly string[],
  most: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>({ name: "rbac-fitting", text: FITTING, values: [organizationId, keys, permission, most] });
  return rows;
}

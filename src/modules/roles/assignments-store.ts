import { rowsById } from "../../db/page.ts";
import type { Place } from "../../kernel/access.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { USER_ROW } from "../users/read-model.ts";
import type { AssignmentListQuery } from "./schema.ts";

/**
 * The read model of the assignment `a`: with what those that it names are called. Whom an invitation is for is said to whoever may see invitations.
 *
 * @param address SQL that is true where it is said
 */
const columns = (address: string) => `a.id, a.role_id, a.organization_id, a.user_id,
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = a.user_id AND u.deleted IS NULL) AS user,
  a.team_id, (SELECT json_build_object('id', t.id, 'name', t.name) FROM teams t WHERE t.id = a.team_id) AS team,
  a.invitation_id,
  (SELECT json_build_object('id', i.id, 'email', CASE WHEN ${address} THEN i.email END) FROM invitations i WHERE i.id = a.invitation_id) AS invitation,
  a.workspace_id, (SELECT json_build_object('id', w.id, 'name', w.name) FROM workspaces w WHERE w.id = a.workspace_id) AS workspace,
  a.project_id, (SELECT json_build_object('id', p.id, 'name', p.name) FROM projects p WHERE p.id = a.project_id) AS project, a.created`;

/** Who holds a role: one of the three. */
export interface Holder {
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly invitationId: string | null;
}

interface NewAssignment extends Holder, Place {
  readonly id: string;
  readonly roleId: string;
  readonly now: Date;
}

const INSERT = `INSERT INTO role_assignments AS a (id, role_id, organization_id, user_id, team_id, invitation_id, workspace_id, project_id, created)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  RETURNING (SELECT row_to_json(x)::text FROM (SELECT ${columns("$10::boolean")}) x) AS json`;

/** Gives a role to somebody. @param seesInvitations whether the answer may say whom an invitation is for. @returns the assignment as JSON text */
export async function insertAssignment(tx: Queryable, assignment: NewAssignment, seesInvitations = false): Promise<string> {
  const { id, roleId, organizationId, userId, teamId, invitationId, workspaceId, projectId, now } = assignment;
  const values = [id, roleId, organizationId, userId, teamId, invitationId, workspaceId, projectId, now, seesInvitations];
  const { rows } = await tx.query<{ json: string }>({ name: "assignment-insert", text: INSERT, values });
  return rows[0]?.json ?? "null";
}

const DELETE = `DELETE FROM role_assignments a WHERE a.role_id = $1 AND (a.user_id = $2 OR a.team_id = $3 OR a.invitation_id = $4)
    AND a.workspace_id IS NOT DISTINCT FROM $5 AND a.project_id IS NOT DISTINCT FROM $6 RETURNING a.id`;

/** Takes a role at a place from somebody. @returns the id of the assignment that went */
export async function deleteAssignment(tx: Queryable, roleId: string, { userId, teamId, invitationId }: Holder, place: Place): Promise<string | undefined> {
  const values = [roleId, userId, teamId, invitationId, place.workspaceId, place.projectId];
  const { rows } = await tx.query<{ id: string }>({ name: "assignment-delete", text: DELETE, values });
  return rows[0]?.id;
}

const ACCOUNT = `SELECT u.organization_id AS "organizationId", u.is_service_account AS "isServiceAccount" FROM users u
  WHERE u.id = $1 AND u.deleted IS NULL AND NOT (u.is_internal AND u.is_service_account) FOR KEY SHARE`;

/** The account that is to hold a role; it is not deleted until the transaction ends. */
export async function holdAccount(tx: Queryable, userId: string): Promise<{ organizationId: string | null; isServiceAccount: boolean } | undefined> {
  const { rows } = await tx.query<{ organizationId: string | null; isServiceAccount: boolean }>({
    name: "assignment-account",
    text: ACCOUNT,
    values: [userId],
  });
  return rows[0];
}

/** Who holds a role, in the order in which it was given. @param seesInvitations whether it may say whom invitations are for */
export function listAssignments(db: Queryable, roleId: string, query: AssignmentListQuery, seesInvitations: boolean): ListReader {
  const values: unknown[] = [roleId];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["a.role_id = $1"];
  if (query.invitation_id !== undefined) where.push(`a.invitation_id = ${take(query.invitation_id)}::uuid`);
  if (query.workspace_id !== undefined) where.push(`a.workspace_id = ${take(query.workspace_id)}::uuid`);
  if (query.project_id !== undefined) where.push(`a.project_id = ${take(query.project_id)}::uuid`);
  if (query.user_id !== undefined) where.push(`a.user_id = ${take(query.user_id)}::uuid`);
  if (query.team_id !== undefined) where.push(`a.team_id = ${take(query.team_id)}::uuid`);
  return rowsById(
    db,
    { from: `FROM role_assignments a WHERE ${where.join(" AND ")}`, alias: "a", shown: `(SELECT ${columns(String(seesInvitations))} OFFSET 0)`, values },
    query,
  );
}

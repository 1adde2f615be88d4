import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { escapeLike, identifierKey } from "../../kernel/text.ts";
import { USER_ROW } from "../users/read-model.ts";
import { TEAM_JSON, TEAM_ROW } from "./read-model.ts";
import type { TeamListQuery, TeamMembersQuery } from "./schema.ts";

/** One team as JSON text, and its version. */
export interface TeamText {
  readonly json: string;
  readonly version: number;
}

/** What the rules need to know of a team. */
export interface TeamRow extends TeamText {
  readonly id: string;
  readonly organizationId: string;
  /** Whether the account that was named is in it. */
  readonly isIn: boolean;
}

const FIND = `SELECT ${TEAM_JSON} AS json, t.version, t.id, t.organization_id AS "organizationId",
    EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id AND m.user_id = $2) AS "isIn"
  FROM teams t JOIN organizations o ON o.id = t.organization_id AND o.deleted IS NULL WHERE t.id = $1`;

/** A team, whatever the caller may see. @param userId whether this account is in it */
export async function findTeam(db: Queryable, id: string, userId: string): Promise<TeamRow | undefined> {
  const { rows } = await db.query<TeamRow>({ name: "team-find", text: FIND, values: [id, userId] });
  return rows[0];
}

export interface NewTeam {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly description: string | null;
  readonly now: Date;
}

const INSERT = `INSERT INTO teams AS t (id, organization_id, name, name_key, description, created, updated) VALUES ($1, $2, $3, $4, $5, $6, $6)
  RETURNING ${TEAM_JSON} AS json, t.version`;

export async function insertTeam(tx: Queryable, { id, organizationId, name, description, now }: NewTeam): Promise<TeamText> {
  const values = [id, organizationId, name, identifierKey(name), description, now];
  const { rows } = await tx.query<TeamText>({ name: "team-insert", text: INSERT, values });
  return rows[0] as TeamText;
}

/** What an update sets; absent: as it was. */
interface TeamChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
}

const CHANGE = `UPDATE teams t SET name = COALESCE($2, t.name), name_key = COALESCE($3, t.name_key),
    description = CASE WHEN $4 THEN $5 ELSE t.description END, version = t.version + 1, updated = $6
  WHERE t.id = $1 RETURNING ${TEAM_JSON} AS json, t.version`;

export async function changeTeam(tx: Queryable, id: string, { name, description }: TeamChanges, now: Date): Promise<TeamText> {
  const key = name === undefined ? null : identifierKey(name);
  const { rows } = await tx.query<TeamText>({
    name: "team-change",
    text: CHANGE,
    values: [id, name ?? null, key, description !== undefined, description ?? null, now],
  });
  return rows[0] as TeamText;
}

/** Deletes a team with its places and roles. */
export async function deleteTeam(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "team-delete", text: "DELETE FROM teams WHERE id = $1", values: [id] });
}

/** The teams of an organization, in the order of creation. @param viewer only those that this account is in; `null`: all */
export function listRows(db: Queryable, organizationId: string, { name, user_id, ...page }: TeamListQuery, viewer: string | null): ListReader {
  const values: unknown[] = [organizationId];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["t.organization_id = $1"];
  const isIn = (user: string) => `EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id AND m.user_id = ${user}::uuid)`;
  if (viewer !== null) where.push(isIn(take(viewer)));
  if (user_id !== undefined) where.push(isIn(take(user_id)));
  if (name !== undefined) where.push(`t.name_key LIKE ${take(`%${escapeLike(identifierKey(name))}%`)}`);
  return rowsById(db, { from: `FROM teams t WHERE ${where.join(" AND ")}`, alias: "t", shown: TEAM_ROW, values }, page);
}

const PUT = `INSERT INTO team_members (team_id, organization_id, user_id, created) VALUES ($1, $2, $3, $4)`;

/** Puts an account into a team; the constraint `team_members_unique` says where it is in already. */
export async function insertMember(tx: Queryable, { id, organizationId }: Pick<TeamRow, "id" | "organizationId">, userId: string, now: Date): Promise<void> {
  await tx.query({ name: "team-member-insert", text: PUT, values: [id, organizationId, userId, now] });
}

/** Takes an account out of a team. @returns whether it was in */
export async function deleteMember(tx: Queryable, teamId: string, userId: string): Promise<boolean> {
  const text = "DELETE FROM team_members WHERE team_id = $1 AND user_id = $2";
  const { rowCount } = await tx.query({ name: "team-member-delete", text, values: [teamId, userId] });
  return rowCount > 0;
}

const PUT_INVITED = `INSERT INTO team_invitations (team_id, organization_id, invitation_id, created) VALUES ($1, $2, $3, $4)`;

/** Keeps a place in a team for an invitation; the constraint `team_invitations_unique` says where it has one already. */
export async function insertInvited(
  tx: Queryable,
  { id, organizationId }: Pick<TeamRow, "id" | "organizationId">,
  invitationId: string,
  now: Date,
): Promise<void> {
  await tx.query({ name: "team-invitation-insert", text: PUT_INVITED, values: [id, organizationId, invitationId, now] });
}

/** Takes an invitation's place in a team away. @returns whether it had one */
export async function deleteInvited(tx: Queryable, teamId: string, invitationId: string): Promise<boolean> {
  const text = "DELETE FROM team_invitations WHERE team_id = $1 AND invitation_id = $2";
  const { rowCount } = await tx.query({ name: "team-invitation-delete", text, values: [teamId, invitationId] });
  return rowCount > 0;
}

/** The accounts in a team, in the order in which they were made. */
export function listMembers(db: Queryable, teamId: string, query: TeamMembersQuery): ListReader {
  const from = "FROM team_members m JOIN users u ON u.id = m.user_id WHERE m.team_id = $1 AND u.deleted IS NULL";
  return rowsById(db, { from, alias: "u", shown: USER_ROW, values: [teamId] }, query);
}

const HELD = `SELECT r.predefined, r.permissions FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE a.team_id = $1`;

/** The roles that a team holds. */
export async function findRolesOfTeam(db: Queryable, teamId: string): Promise<{ predefined: string | null; permissions: string[] | null }[]> {
  const { rows } = await db.query<{ predefined: string | null; permissions: string[] | null }>({ name: "team-roles", text: HELD, values: [teamId] });
  return rows;
}

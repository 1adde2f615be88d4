import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { identifierKey } from "../../kernel/text.ts";
import { ownRoleRow, ROLE_JSON, ROLE_ROW } from "./read-model.ts";
import type { RoleListQuery } from "./schema.ts";

/** One role as JSON text, and its version. */
export interface RoleText {
  readonly json: string;
  readonly version: number;
}

/** What the rules need to know of a role. */
export interface RoleRow extends RoleText {
  readonly id: string;
  readonly organizationId: string;
  readonly level: string;
  readonly predefined: string | null;
  readonly permissions: readonly string[] | null;
}

/** Roles of organizations that are there. */
const THERE = `EXISTS (SELECT 1 FROM organizations o WHERE o.id = r.organization_id AND o.deleted IS NULL)`;
const FIND = `SELECT ${ROLE_JSON} AS json, r.version, r.id, r.organization_id AS "organizationId", r.level, r.predefined, r.permissions
  FROM roles r WHERE r.id = $1 AND ${THERE}`;

/** A role, whatever the caller may see. */
export async function findRole(db: Queryable, id: string): Promise<RoleRow | undefined> {
  const { rows } = await db.query<RoleRow>({ name: "role-find", text: FIND, values: [id] });
  return rows[0];
}

/** Id of a predefined role of an organization. @param key of the role */
export async function findPredefined(db: Queryable, organizationId: string, key: string): Promise<string | undefined> {
  const text = "SELECT r.id FROM roles r WHERE r.organization_id = $1 AND r.predefined = $2";
  const { rows } = await db.query<{ id: string }>({ name: "role-predefined", text, values: [organizationId, key] });
  return rows[0]?.id;
}

const SHOW = `INSERT INTO predefined_roles AS p (key, permissions) SELECT x.key, x.permissions FROM json_to_recordset($1::json) x (key text, permissions text[])
  ON CONFLICT (key) DO UPDATE SET permissions = EXCLUDED.permissions WHERE p.permissions IS DISTINCT FROM EXCLUDED.permissions`;

/** Writes what the predefined roles hold, for the statements that show roles. */
export async function writePredefined(db: Queryable, roles: readonly { key: string; permissions: readonly string[] }[]): Promise<void> {
  await db.query({ text: SHOW, values: [JSON.stringify(roles)] });
}

interface PredefinedRow {
  readonly id: string;
  readonly level: string;
  readonly name: string;
  readonly name_key: string;
  readonly description: string;
  readonly predefined: string;
}

const INSERT_EACH = `INSERT INTO roles (id, organization_id, level, name, name_key, description, predefined, created, updated)
  SELECT x.id, $1, x.level, x.name, x.name_key, x.description, x.predefined, $3, $3
  FROM json_to_recordset($2::json) x (id uuid, level text, name text, name_key text, description text, predefined text)`;

/** Makes predefined roles, in one statement. */
export async function insertRoles(tx: Queryable, organizationId: string, roles: readonly PredefinedRow[], now: Date): Promise<void> {
  await tx.query({ name: "roles-insert", text: INSERT_EACH, values: [organizationId, JSON.stringify(roles), now] });
}

export interface NewRole {
  readonly id: string;
  readonly organizationId: string;
  readonly level: string;
  readonly name: string;
  readonly description: string | null;
  readonly permissions: readonly string[];
  readonly now: Date;
}

const INSERT = `INSERT INTO roles AS r (id, organization_id, level, name, name_key, description, permissions, created, updated)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING ${ROLE_JSON} AS json, r.version`;

/** Makes a custom role. */
export async function insertRole(tx: Queryable, { id, organizationId, level, name, description, permissions, now }: NewRole): Promise<RoleText> {
  const values = [id, organizationId, level, name, identifierKey(name), description, permissions, now];
  const { rows } = await tx.query<RoleText>({ name: "role-insert", text: INSERT, values });
  return rows[0] as RoleText;
}

/** What an update sets; absent: as it was. */
export interface RoleChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly permissions?: readonly string[] | undefined;
}

const CHANGE = `UPDATE roles r SET name = COALESCE($2, r.name), name_key = COALESCE($3, r.name_key),
    description = CASE WHEN $4 THEN $5 ELSE r.description END, permissions = COALESCE($6::text[], r.permissions),
    version = r.version + 1, updated = $7
  WHERE r.id = $1 RETURNING ${ROLE_JSON} AS json, r.version`;

export async function changeRole(tx: Queryable, id: string, { name, description, permissions }: RoleChanges, now: Date): Promise<RoleText> {
  const key = name === undefined ? null : identifierKey(name);
  const values = [id, name ?? null, key, description !== undefined, description ?? null, permissions ?? null, now];
  const { rows } = await tx.query<RoleText>({ name: "role-change", text: CHANGE, values });
  return rows[0] as RoleText;
}

/** Deletes a role that nobody holds. @returns whether it went */
export async function deleteRole(tx: Queryable, id: string): Promise<boolean> {
  const text = "DELETE FROM roles r WHERE r.id = $1 AND NOT EXISTS (SELECT 1 FROM role_assignments a WHERE a.role_id = r.id)";
  const { rowCount } = await tx.query({ name: "role-delete", text, values: [id] });
  return rowCount > 0;
}

/**
 * Holding a role of the organization $1: `r` is assigned to the account itself, or to a team that it is in. The set is
 * made once, from what is the account's: to look at each role instead reads who holds it.
 */
const heldBy = (user: string) => `r.id = ANY (ARRAY(${ownRows(user, "role_id")}))`;

/** What an account holds in the organization $1, itself or in a team: columns of `role_assignments`, each row once. */
function ownRows(user: string, ...columns: readonly string[]): string {
  const shown = columns.map((column) => `a.${column}`).join(", ");
  return `SELECT ${shown} FROM role_assignments a WHERE a.user_id = ${user}::uuid AND a.organization_id = $1
    UNION SELECT t.* FROM team_members m, LATERAL (SELECT ${shown} FROM role_assignments a WHERE a.team_id = m.team_id OFFSET 0) t
    WHERE m.user_id = ${user}::uuid AND m.organization_id = $1`;
}

/** Roles that hold any of the permissions: custom ones by their list, predefined ones by their keys. */
export interface FittingRoles {
  readonly permissions: readonly string[];
  readonly keys: readonly string[];
}

/** The roles of an organization in the order of creation: the predefined ones first. @param viewer who asks */
export function listRows(db: Queryable, organizationId: string, query: RoleListQuery, fitting: FittingRoles | undefined, viewer: string): ListReader {
  const { name, user_id, team_id, system_managed, type, level, assigned_to_current_user: own } = query;
  const values: unknown[] = [organizationId];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["r.organization_id = $1"];
  if (name !== undefined) where.push(`r.name_key = ${take(identifierKey(name))}`);
  if (user_id !== undefined) where.push(heldBy(take(user_id)));
  const caller = own === undefined ? "" : take(viewer);
  if (own !== undefined) where.push(`${own ? "" : "NOT "}${heldBy(caller)}`);
  if (team_id !== undefined) where.push(`EXISTS (SELECT 1 FROM role_assignments a WHERE a.role_id = r.id AND a.team_id = ${take(team_id)}::uuid)`);
  if (fitting !== undefined) where.push(`(r.predefined = ANY (${take(fitting.keys)}::text[]) OR r.permissions && ${take(fitting.permissions)}::text[])`);
  if (system_managed !== undefined) where.push(`(r.predefined IS NOT NULL) = ${take(system_managed)}::boolean`);
  if (type !== undefined) where.push(`${take(type)}::text = 'normal'`);
  if (level !== undefined) where.push(`r.level = ${take(level)}`);
  const shown = own ? ownRoleRow(ownRows(caller, "role_id", "workspace_id", "project_id")) : ROLE_ROW;
  return rowsById(db, { from: `FROM roles r WHERE ${where.join(" AND ")}`, alias: "r", shown, values }, query);
}

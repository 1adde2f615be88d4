import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { escapeLike, identifierKey } from "../../kernel/text.ts";
import { isIn, visibleTo, WORKSPACE_JSON, WORKSPACE_ROW } from "./read-model.ts";
import type { OrganizationWorkspacesQuery, WorkspaceListQuery } from "./schema.ts";

/** One workspace as JSON text, and its version. */
export interface WorkspaceText {
  readonly json: string;
  readonly version: number;
}

/** What the rules need to know of a workspace that is held. */
export interface HeldWorkspace extends WorkspaceText {
  readonly name: string;
  readonly desiredState: string;
}

/** Workspaces of organizations that are there. */
const THERE = `w.organization_id IN (SELECT o.id FROM organizations o WHERE o.deleted IS NULL)`;

const FIND = `SELECT ${WORKSPACE_JSON} AS json, w.version FROM workspaces w WHERE w.id = $1 AND ${THERE}`;

/** The workspace as the API shows it. */
export async function findWorkspace(db: Queryable, id: string): Promise<WorkspaceText | undefined> {
  const { rows } = await db.query<WorkspaceText>({ name: "workspace-find", text: FIND, values: [id] });
  return rows[0];
}

const HELD = `SELECT ${WORKSPACE_JSON} AS json, w.version, w.name, w.desired_state AS "desiredState" FROM workspaces w WHERE w.id = $1 AND ${THERE} FOR UPDATE OF w`;

/** The workspace, held until the transaction ends. */
export async function lockWorkspace(tx: Queryable, id: string): Promise<HeldWorkspace | undefined> {
  const { rows } = await tx.query<HeldWorkspace>({ name: "workspace-hold", text: HELD, values: [id] });
  return rows[0];
}

export interface NewWorkspace {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly logoUrl: string | null;
  readonly ownerId: string;
  readonly isManaged: boolean;
  readonly configuredVersion: string | null;
  readonly now: Date;
}

// What is managed is being brought up; of anything else nothing is known before its server reports.
const INSERT = `INSERT INTO workspaces (id, organization_id, name, name_key, display_name, description, logo_url, owner_id, is_managed, workspace_type,
    desired_state, status, configured_version, created, updated)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $9 THEN 'managed' ELSE 'self_hosted' END,
    'available', CASE WHEN $9 THEN 'pending' ELSE 'not_initialized' END, $10, $11, $11)`;

export async function insertWorkspace(tx: Queryable, w: NewWorkspace): Promise<void> {
  const { id, organizationId, name, displayName, description, logoUrl, ownerId, isManaged, configuredVersion, now } = w;
  const values = [id, organizationId, name, identifierKey(name), displayName, description, logoUrl, ownerId, isManaged, configuredVersion, now];
  await tx.query({ name: "workspace-insert", text: INSERT, values });
}

/** What an update sets; absent: as it was. */
export interface WorkspaceChanges {
  readonly name?: string | undefined;
  readonly display_name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly logo_url?: string | null | undefined;
  readonly owner_id?: string | undefined;
  readonly desired_state?: string | undefined;
  readonly status?: string | undefined;
  readonly configured_version?: string | null | undefined;
}

const CHANGE = `UPDATE workspaces SET name = COALESCE($2, name), name_key = COALESCE($3, name_key), display_name = COALESCE($4, display_name),
    description = CASE WHEN $5 THEN $6 ELSE description END, logo_url = CASE WHEN $7 THEN $8 ELSE logo_url END,
    owner_id = COALESCE($9, owner_id), desired_state = COALESCE($10, desired_state), status = COALESCE($11, status),
    configured_version = CASE WHEN $12 THEN $13 ELSE configured_version END, version = version + 1, updated = $14
  WHERE id = $1`;

export async function changeWorkspace(tx: Queryable, id: string, changes: WorkspaceChanges, now: Date): Promise<void> {
  const { name, display_name, description, logo_url, owner_id, desired_state, status, configured_version } = changes;
  const optional = (value: string | null | undefined) => [value !== undefined, value ?? null];
  const values = [
    id,
    name ?? null,
    name === undefined ? null : identifierKey(name),
    display_name ?? null,
    ...optional(description),
    ...optional(logo_url),
    owner_id ?? null,
    desired_state ?? null,
    status ?? null,
    ...optional(configured_version),
    now,
  ];
  await tx.query({ name: "workspace-change", text: CHANGE, values });
}

const CONTENTS = `SELECT w.last_seen AS "lastSeen",
    (SELECT count(*) FROM projects p WHERE p.workspace_id = w.id) AS projects,
    (SELECT count(*) FROM role_assignments a WHERE a.workspace_id = w.id) AS assignments,
    (SELECT count(*) FROM resource_shares a WHERE a.workspace_id = w.id) AS shares,
    (SELECT count(*) FROM application_secrets s WHERE s.application_id = w.id) AS keys
  FROM workspaces w WHERE w.id = $1`;

interface Contents {
  readonly lastSeen: Date | null;
  readonly projects: number;
  readonly assignments: number;
  readonly shares: number;
  readonly keys: number;
}

/** How much of what a workspace has, and when its server was last heard of. */
export async function countContents(db: Queryable, id: string): Promise<Contents | undefined> {
  const { rows } = await db.query<Contents>({ name: "workspace-contents", text: CONTENTS, values: [id] });
  return rows[0];
}

const OWN = `SELECT x.id FROM (
    SELECT a.organization_id AS id FROM role_assignments a WHERE a.user_id = $1
    UNION SELECT u.organization_id FROM users u WHERE u.id = $1 AND NOT u.is_internal
  ) x JOIN organizations o ON o.id = x.id AND o.deleted IS NULL LIMIT 2`;

/** The organizations that an account belongs to: the first two. */
export async function findOwnOrganizations(db: Queryable, userId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({ name: "workspace-own-organizations", text: OWN, values: [userId] });
  return rows.map(({ id }) => id);
}

/** Workspaces in the order of creation. @param viewer who asks @param seesAll whether every workspace is theirs to see */
export function listRows(db: Queryable, query: WorkspaceListQuery & OrganizationWorkspacesQuery, viewer: string, seesAll: boolean): ListReader {
  const { q, workspace_id, workspace_name, url, organization_id, status, is_managed, owner_id, member_only } = query;
  const values: unknown[] = [];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = [THERE];
  if (!seesAll) where.push(visibleTo(take(viewer)));
  if (member_only) where.push(isIn(take(viewer)));
  if (workspace_id !== undefined) where.push(`w.id = ${take(workspace_id)}::uuid`);
  if (workspace_name !== undefined) where.push(`w.name_key = ${take(identifierKey(workspace_name))}`);
  if (q !== undefined) {
    const pattern = take(`%${escapeLike(identifierKey(q))}%`);
    where.push(`(w.name_key LIKE ${pattern} OR lower(w.display_name) LIKE ${pattern})`);
  }
  if (url !== undefined) where.push(`w.server_url = ${take(url)}`);
  if (organization_id !== undefined) where.push(`w.organization_id = ${take(organization_id)}::uuid`);
  if (status !== undefined) where.push(`w.status = ${take(status)}`);
  if (is_managed !== undefined) where.push(`w.is_managed = ${take(is_managed)}::boolean`);
  if (owner_id !== undefined) where.push(`w.owner_id = ${take(owner_id)}::uuid`);
  return rowsById(db, { from: `FROM workspaces w WHERE ${where.join(" AND ")}`, alias: "w", shown: WORKSPACE_ROW, values }, query);
}

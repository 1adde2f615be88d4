import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { identifierKey, searchPattern } from "../../kernel/text.ts";
import { ORGANIZATION_JSON, ORGANIZATION_ROW } from "./read-model.ts";
import type { OrganizationListQuery } from "./schema.ts";

/** One organization as JSON text, and its version. */
export interface OrganizationText {
  readonly json: string;
  readonly version: number;
}

const THERE = "o.deleted IS NULL";

const FIND = `SELECT ${ORGANIZATION_JSON} AS json, o.version FROM organizations o WHERE o.id = $1 AND ${THERE}`;

/** The organization as the API shows it. */
export async function findOrganization(db: Queryable, id: string): Promise<OrganizationText | undefined> {
  const { rows } = await db.query<OrganizationText>({ name: "organization-find", text: FIND, values: [id] });
  return rows[0];
}

/** What the rules need to know of an organization. */
export interface HeldOrganization extends OrganizationText {
  readonly ownerId: string | null;
  readonly requiresMfa: boolean;
}

const HELD = `SELECT ${ORGANIZATION_JSON} AS json, o.version, o.owner_id AS "ownerId", o.require_mfa AS "requiresMfa"
  FROM organizations o WHERE o.id = $1 AND ${THERE} FOR UPDATE OF o`;

/** The organization, held until the transaction ends. */
export async function lockRow(tx: Queryable, id: string): Promise<HeldOrganization | undefined> {
  const { rows } = await tx.query<HeldOrganization>({ name: "organization-hold", text: HELD, values: [id] });
  return rows[0];
}

export interface NewOrganization {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly logoUrl: string | null;
  readonly ownerId: string;
  readonly requiresMfa: boolean;
  readonly now: Date;
}

const INSERT = `INSERT INTO organizations (id, name, name_key, description, logo_url, owner_id, require_mfa, created, updated)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`;

export async function insertOrganization(tx: Queryable, organization: NewOrganization): Promise<void> {
  const { id, name, description, logoUrl, ownerId, requiresMfa, now } = organization;
  const values = [id, name, identifierKey(name), description, logoUrl, ownerId, requiresMfa, now];
  await tx.query({ name: "organization-insert", text: INSERT, values });
}

/** What an update sets; absent: as it was. */
export interface OrganizationChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly logo_url?: string | null | undefined;
  readonly owner_id?: string | undefined;
  readonly require_mfa?: boolean | undefined;
}

const CHANGE = `UPDATE organizations SET
    name = COALESCE($2, name), name_key = COALESCE($3, name_key),
    description = CASE WHEN $4 THEN $5 ELSE description END, logo_url = CASE WHEN $6 THEN $7 ELSE logo_url END,
    owner_id = COALESCE($8, owner_id), require_mfa = COALESCE($9, require_mfa), version = version + 1, updated = $10
  WHERE id = $1`;

export async function changeOrganization(tx: Queryable, id: string, changes: OrganizationChanges, now: Date): Promise<void> {
  const { name, description, logo_url, owner_id, require_mfa } = changes;
  const key = name === undefined ? null : identifierKey(name);
  const texts = [description !== undefined, description ?? null, logo_url !== undefined, logo_url ?? null];
  const values = [id, name ?? null, key, ...texts, owner_id ?? null, require_mfa ?? null, now];
  await tx.query({ name: "organization-change", text: CHANGE, values });
}

/** Replaces the domains that an organization trusts. */
export async function replaceDomains(tx: Queryable, id: string, domains: readonly string[]): Promise<void> {
  await tx.query({
    name: "organization-domains-drop",
    text: "DELETE FROM trusted_domains WHERE organization_id = $1 AND domain <> ALL ($2::text[])",
    values: [id, domains],
  });
  await tx.query({
    name: "organization-domains-add",
    text: "INSERT INTO trusted_domains (organization_id, domain) SELECT $1, d FROM unnest($2::text[]) d ON CONFLICT DO NOTHING",
    values: [id, domains],
  });
}

/** Makes a tombstone of an organization: gone for everyone, restorable for a while. */
export async function entombOrganization(tx: Queryable, id: string, now: Date): Promise<void> {
  await tx.query({ name: "organization-entomb", text: "UPDATE organizations SET deleted = $2, version = version + 1 WHERE id = $1", values: [id, now] });
}

/** Removes an organization for good; what it has goes by the foreign keys. */
export async function eraseOrganization(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "organization-erase", text: "DELETE FROM organizations WHERE id = $1", values: [id] });
}

const RESTORE = `UPDATE organizations SET deleted = NULL, version = version + 1, updated = $3 WHERE id = $1 AND deleted > $2`;

/** Brings back an organization deleted after a moment. @returns whether there was one */
export async function restoreRow(tx: Queryable, id: string, deletedAfter: Date, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "organization-restore", text: RESTORE, values: [id, deletedAfter, now] });
  return rowCount > 0;
}

const EXPIRED = `DELETE FROM organizations WHERE id IN (
    SELECT id FROM organizations WHERE deleted IS NOT NULL AND deleted <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  ) RETURNING id`;

/** Erases tombstones made at or before a moment, a bounded number at once. @returns their ids */
export async function eraseTombstones(tx: Queryable, deletedUntil: Date, most: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({ name: "organizations-erase", text: EXPIRED, values: [deletedUntil, most] });
  return rows.map(({ id }) => id);
}

const COUNTS = `SELECT
    (SELECT count(DISTINCT a.user_id) FROM role_assignments a WHERE a.organization_id = $1) AS members,
    (SELECT count(*) FROM users u WHERE u.organization_id = $1 AND NOT u.is_internal AND u.deleted IS NULL) AS service_accounts,
    (SELECT count(*) FROM workspaces w WHERE w.organization_id = $1) AS workspaces,
    (SELECT count(*) FROM projects p WHERE p.organization_id = $1) AS projects,
    (SELECT count(*) FROM teams t WHERE t.organization_id = $1) AS teams,
    (SELECT count(*) FROM roles r WHERE r.organization_id = $1 AND r.predefined IS NULL) AS roles,
    (SELECT count(*) FROM invitations i WHERE i.organization_id = $1 AND i.status = 'pending') AS invitations`;

interface Contents {
  readonly members: number;
  readonly service_accounts: number;
  readonly workspaces: number;
  readonly projects: number;
  readonly teams: number;
  readonly roles: number;
  readonly invitations: number;
}

/** How much of what an organization has. */
export async function countContents(db: Queryable, id: string): Promise<Contents> {
  const { rows } = await db.query<Contents>({ name: "organization-contents", text: COUNTS, values: [id] });
  return rows[0] as Contents;
}

/**
 * Organizations in the order of creation.
 *
 * @param viewer those that this account is a member of; `null`: all
 * @param deletedAfter those deleted after this moment, in the place of those that are there
 */
export function listRows(db: Queryable, query: OrganizationListQuery, viewer: string | null, deletedAfter?: Date): ListReader {
  const { q, name, owner_id, owner_username } = query;
  const values: unknown[] = [];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = [deletedAfter ? `o.deleted > ${take(deletedAfter)}::timestamptz` : THERE];
  if (q !== undefined && q !== "") where.push(`(' ' || o.name_key) LIKE ${take(searchPattern(q))}`);
  // Among all of them those that fit are found first: else the planner may walk through all in their order, looking for one more that fits.
  const rows = q && viewer === null ? `(SELECT * FROM organizations o WHERE ${where.splice(0, where.length, "true").join(" AND ")} OFFSET 0)` : "organizations";
  if (viewer !== null) where.push(`o.id IN (SELECT a.organization_id FROM role_assignments a WHERE a.user_id = ${take(viewer)}::uuid)`);
  if (name !== undefined) where.push(`o.name_key = ${take(identifierKey(name))}`);
  if (owner_id !== undefined) where.push(`o.owner_id = ${take(owner_id)}::uuid`);
  if (owner_username !== undefined) {
    where.push(`o.owner_id = (SELECT u.id FROM users u WHERE u.username_key = ${take(identifierKey(owner_username))} AND u.deleted IS NULL)`);
  }
  return rowsById(db, { from: `FROM ${rows} o WHERE ${where.join(" AND ")}`, alias: "o", shown: ORGANIZATION_ROW, values }, query);
}

import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { escapeLike, identifierKey } from "../../kernel/text.ts";
import { USER_ROW } from "../users/read-model.ts";
import type { ServiceAccountListQuery } from "./schema.ts";

/** One service account as JSON text, and its version. */
export interface ServiceAccountText {
  readonly json: string;
  readonly version: number;
}

/** What the rules need to know of a service account. */
export interface ServiceAccountRow extends ServiceAccountText {
  readonly id: string;
  readonly username: string;
  readonly isActive: boolean;
  /** It belongs to an application: what it is called, and when it goes, is said there. */
  readonly isOfApplication: boolean;
}

// Whoever left the organization does not answer for it any more, and is not to be known of. OFFSET 0 keeps the look-up one of each row: joined to a page, it could put the rows in another order.
const OWNER = `(SELECT json_build_object('id', p.id, 'username', p.username, 'name', p.name) FROM users p
  WHERE p.id = s.owner_id AND p.deleted IS NULL AND (p.organization_id = y.organization_id
    OR EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = p.id AND a.organization_id = y.organization_id)))`;
const SHOWN = `(SELECT y.*, s.description, s.owner_id, ${OWNER} AS owner FROM ${USER_ROW} y LEFT JOIN service_accounts s ON s.user_id = y.id OFFSET 0)`;

/** The machine identities of workspaces are nobody's to see. */
const LISTED = "u.is_service_account AND NOT u.is_internal AND u.deleted IS NULL";

const FIND = `SELECT (SELECT row_to_json(x)::text FROM ${SHOWN} x) AS json, u.version, u.id, u.username, u.is_active AS "isActive",
    EXISTS (SELECT 1 FROM applications a WHERE a.service_account_id = u.id) AS "isOfApplication"
  FROM users u WHERE u.organization_id = $1 AND ${LISTED}
    AND (u.id = $2::uuid OR u.username_key = $3)`;

/** A service account of an organization, by id or by username in compared form. @param lock it is held until the transaction ends */
export async function findServiceAccount(
  db: Queryable,
  organizationId: string,
  { id, usernameKey }: { readonly id: string | null; readonly usernameKey: string | null },
  lock = false,
): Promise<ServiceAccountRow | undefined> {
  const text = lock ? `${FIND} FOR UPDATE OF u` : FIND;
  const values = [organizationId, id, usernameKey];
  const { rows } = await db.query<ServiceAccountRow>({ name: lock ? "service-account-lock" : "service-account-find", text, values });
  return rows[0];
}

const PUT = `INSERT INTO service_accounts AS s (user_id, description, owner_id) VALUES ($1, $2, $3)
  ON CONFLICT (user_id) DO UPDATE SET description = CASE WHEN $4 THEN $2 ELSE s.description END, owner_id = COALESCE($3, s.owner_id)`;

/** Writes what is known of a service account beyond the account. @param describes whether the description is set, too */
export async function putFacts(tx: Queryable, id: string, description: string | null, ownerId: string | null, describes: boolean): Promise<void> {
  await tx.query({ name: "service-account-put", text: PUT, values: [id, description, ownerId, describes] });
}

const CHANGE = `UPDATE users u SET username = COALESCE($2, u.username), username_key = COALESCE($3, u.username_key),
    is_active = COALESCE($4, u.is_active), version = u.version + 1, updated = $5,
    search_text = ' ' || u.name_key || ' ' || COALESCE($3, u.username_key) || ' ' || COALESCE(u.email_key, '')
  WHERE u.id = $1`;

export async function changeAccount(
  tx: Queryable,
  id: string,
  change: { username?: string | undefined; is_active?: boolean | undefined },
  now: Date,
): Promise<void> {
  const { username = null, is_active: isActive = null } = change;
  const key = username === null ? null : identifierKey(username);
  await tx.query({ name: "service-account-change", text: CHANGE, values: [id, username, key, isActive, now] });
}

/** The service accounts of an organization, in the order of creation. */
export function listRows(db: Queryable, organizationId: string, { q, username, is_active, ...page }: ServiceAccountListQuery): ListReader {
  const values: unknown[] = [organizationId];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["u.organization_id = $1", LISTED];
  if (q !== undefined) where.push(`u.username_key LIKE ${take(`%${escapeLike(identifierKey(q))}%`)}`);
  if (username !== undefined) where.push(`u.username_key = ${take(identifierKey(username))}`);
  if (is_active !== undefined) where.push(`u.is_active = ${take(is_active)}`);
  return rowsById(db, { from: `FROM users u WHERE ${where.join(" AND ")}`, alias: "u", shown: SHOWN, values }, page);
}

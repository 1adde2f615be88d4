import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { escapeLike, identifierKey } from "../../kernel/text.ts";
import type { ApplicationFields, ApplicationListQuery, ApplicationType } from "./schema.ts";

/** One application as JSON text, and its version. */
export interface ApplicationText {
  readonly json: string;
  readonly version: number;
}

/** What can be changed of an application, of the table alias `a`. */
const FIELDS = `a.name, a.redirect_uris, a.post_logout_redirect_uris, a.backchannel_logout_uri, a.scopes, a.auth_method,
  a.jwks, a.jwks_uri, a.logo_url, a.is_trusted, a.is_active, a.dpop_bound, a.require_par, a.organization_id`;

/** The read model: a column that is not here is private. */
const COLUMNS = `a.id, a.id AS client_id, a.type, ${FIELDS}, a.is_system, a.registration IS NOT NULL AS is_self_registered,
  a.service_account_id, a.created, a.updated`;
const JSON_TEXT = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** A machine whose account is a tombstone is gone for everyone, until the account is restored. */
const THERE = `NOT EXISTS (SELECT 1 FROM users u WHERE u.id = a.service_account_id AND u.deleted IS NOT NULL)`;

const FIND = `SELECT ${JSON_TEXT} AS json, a.version FROM applications a WHERE a.id = $1 AND ${THERE}`;

/** The application as the API shows it. */
export async function findApplication(db: Queryable, id: string): Promise<ApplicationText | undefined> {
  const { rows } = await db.query<ApplicationText>({ name: "application-find", text: FIND, values: [id] });
  return rows[0];
}

/** What the rules need to know of an application that is held. */
export interface Held {
  readonly fields: ApplicationFields;
  readonly type: ApplicationType;
  readonly isSystem: boolean;
  readonly isSelfRegistered: boolean;
  readonly version: number;
  readonly json: string;
}

const LOCK = `SELECT (SELECT row_to_json(f) FROM (SELECT ${FIELDS}) f) AS fields, a.type, a.is_system AS "isSystem",
  a.registration IS NOT NULL AS "isSelfRegistered", a.version, ${JSON_TEXT} AS json
  FROM applications a WHERE a.id = $1 AND ${THERE} FOR UPDATE OF a`;

const LOCK_ACCOUNT = `SELECT 1 FROM users WHERE id = $1 FOR UPDATE`;

/**
 * The application, held until the transaction ends; of a machine its account first, which is the order in which
 * deleting the account takes them.
 */
export async function lockApplication(tx: Queryable, id: string): Promise<Held | undefined> {
  await tx.query({ name: "application-lock-account", text: LOCK_ACCOUNT, values: [id] });
  const { rows } = await tx.query<Held>({ name: "application-lock", text: LOCK, values: [id] });
  return rows[0];
}

/** The parameters of the fields, in the order of `SETTABLE`. */
function fieldValues(fields: ApplicationFields): unknown[] {
  const f = fields;
  return [
    f.name,
    identifierKey(f.name),
    f.redirect_uris,
    f.post_logout_redirect_uris,
    f.backchannel_logout_uri,
    f.scopes,
    f.auth_method,
    f.jwks && JSON.stringify(f.jwks),
    f.jwks_uri,
    f.logo_url,
    f.is_trusted,
    f.is_active,
    f.dpop_bound,
    f.require_par,
    f.organization_id,
  ];
}

const SETTABLE = `name, name_key, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri, scopes, auth_method,
  jwks, jwks_uri, logo_url, is_trusted, is_active, dpop_bound, require_par, organization_id`;
const SETTABLE_COUNT = SETTABLE.split(",").length;
const fieldParameters = (at: number) => Array.from({ length: SETTABLE_COUNT }, (_, i) => `$${at + i}`).join(", ");

export interface NewApplication {
  readonly id: string;
  readonly type: ApplicationType;
  readonly fields: ApplicationFields;
  /** What it said of itself when it registered by itself; `null`: made through the API. */
  readonly registration: object | null;
  readonly now: Date;
}

const INSERT = `INSERT INTO applications AS a (id, type, service_account_id, registration, created, updated, ${SETTABLE})
  VALUES ($1, $2, $3, $4, $5, $5, ${fieldParameters(6)}) RETURNING ${JSON_TEXT} AS json, a.version`;

export async function insertApplication(tx: Queryable, { id, type, fields, registration, now }: NewApplication): Promise<ApplicationText> {
  const account = type === "machine" ? id : null;
  const values = [id, type, account, registration && JSON.stringify(registration), now, ...fieldValues(fields)];
  const { rows } = await tx.query<ApplicationText>({ name: "application-insert", text: INSERT, values });
  return rows[0] as ApplicationText;
}

const UPDATE = `UPDATE applications a SET (${SETTABLE}) = (${fieldParameters(4)}), registration = COALESCE($3::jsonb, a.registration),
    version = a.version + 1, updated = $2
  WHERE a.id = $1 RETURNING ${JSON_TEXT} AS json, a.version`;

/** Changes an application that is held. @param registration what it says of itself by now; `null` leaves it */
export async function updateFields(tx: Queryable, id: string, fields: ApplicationFields, registration: object | null, now: Date): Promise<ApplicationText> {
  const values = [id, now, registration && JSON.stringify(registration), ...fieldValues(fields)];
  const { rows } = await tx.query<ApplicationText>({ name: "application-update", text: UPDATE, values });
  return rows[0] as ApplicationText;
}

const DELETE = `DELETE FROM applications WHERE id = $1`;

/** Removes an application that is held; what refers to it goes by its foreign keys. */
export async function deleteRow(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "application-delete", text: DELETE, values: [id] });
}

/** An application of the installation itself. */
export interface SystemApplication {
  readonly id: string;
  readonly type: ApplicationType;
  readonly fields: ApplicationFields;
  /** Of a machine: the account that its tokens stand for. */
  readonly serviceAccountId?: string;
}

const PUT_SYSTEM = `INSERT INTO applications AS a (id, type, is_system, created, updated, service_account_id, ${SETTABLE})
  VALUES ($1, $2, true, $3, $3, $4, ${fieldParameters(5)})
  ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, name_key = EXCLUDED.name_key, redirect_uris = EXCLUDED.redirect_uris,
    post_logout_redirect_uris = EXCLUDED.post_logout_redirect_uris, scopes = EXCLUDED.scopes, version = a.version + 1, updated = $3
  WHERE (a.name, a.redirect_uris, a.post_logout_redirect_uris, a.scopes)
    IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.redirect_uris, EXCLUDED.post_logout_redirect_uris, EXCLUDED.scopes)
  RETURNING ${JSON_TEXT} AS json, a.version`;

/** Makes an application of the installation, or brings it up to date. @returns it, when anything changed */
export async function putSystemApplication(tx: Queryable, application: SystemApplication, now: Date): Promise<ApplicationText | undefined> {
  const { id, type, fields, serviceAccountId = null } = application;
  const values = [id, type, now, serviceAccountId, ...fieldValues(fields)];
  const { rows } = await tx.query<ApplicationText>({ name: "application-system", text: PUT_SYSTEM, values });
  return rows[0];
}

/** The applications that fit the filters, in the order of creation. */
export function listRows(db: Queryable, query: ApplicationListQuery): ListReader {
  const { q, type, is_active } = query;
  const values: unknown[] = [];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = [THERE];
  if (q !== undefined) where.push(`a.name_key LIKE ${take(`%${escapeLike(identifierKey(q))}%`)}`);
  if (type !== undefined) where.push(`a.type = ${take(type)}`);
  if (is_active !== undefined) where.push(`a.is_active = ${take(is_active)}`);
  return rowsById(db, { from: `FROM applications a WHERE ${where.join(" AND ")}`, alias: "a", shown: `(SELECT ${COLUMNS})`, values }, query);
}

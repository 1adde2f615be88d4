import { AUDIT_PARAMETERS, insertAuditSql } from "../../db/audit.ts";
import type { Queryable } from "../../kernel/context.ts";
import { USER_JSON, visibleTo } from "./read-model.ts";

/** What the rules need to know of an account. */
export interface Account {
  readonly id: string;
  readonly version: number;
  readonly username: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly passwordExpired: boolean | null;
  readonly oauthProvider: string | null;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly isServiceAccount: boolean;
  readonly isInternal: boolean;
}

/** One account as JSON text, and its version. */
export interface UserText {
  readonly json: string;
  readonly version: number;
}

const ACCOUNT = `u.id, u.version, u.username, u.email, u.name, u.password_expired AS "passwordExpired",
  u.oauth_provider AS "oauthProvider", u.is_active AS "isActive", u.is_superuser AS "isSuperuser",
  u.is_service_account AS "isServiceAccount", u.is_internal AS "isInternal"`;

const FIND = `SELECT ${USER_JSON} AS json, u.version FROM users u WHERE u.id = $1 AND u.deleted IS NULL`;

/** The account as the API shows it. */
export async function findUser(db: Queryable, id: string): Promise<UserText | undefined> {
  const { rows } = await db.query<UserText>({ name: "user-find", text: FIND, values: [id] });
  return rows[0];
}

const FIND_VISIBLE = `${FIND} AND ${visibleTo("$2")}`;

/** The same, when the viewer may know of it. */
export async function findVisibleUser(db: Queryable, id: string, viewer: string): Promise<UserText | undefined> {
  const { rows } = await db.query<UserText>({ name: "user-find-visible", text: FIND_VISIBLE, values: [id, viewer] });
  return rows[0];
}

const LOCK = `SELECT ${ACCOUNT} FROM users u WHERE u.id = $1 AND u.deleted IS NULL FOR UPDATE`;

/** The account, held until the transaction ends. */
export async function lockAccount(tx: Queryable, id: string): Promise<Account | undefined> {
  const { rows } = await tx.query<Account>({ name: "user-lock", text: LOCK, values: [id] });
  return rows[0];
}

const ACCOUNT_BY_ID = `SELECT ${ACCOUNT} FROM users u WHERE u.id = $1 AND u.deleted IS NULL`;

/** The account as the rules see it, not held. */
export async function findAccount(db: Queryable, id: string): Promise<Account | undefined> {
  const { rows } = await db.query<Account>({ name: "user-account", text: ACCOUNT_BY_ID, values: [id] });
  return rows[0];
}

/** Columns that an update can set; `search_text` and the compared forms come with what they are made of. */
export interface Changes {
  username?: string;
  username_key?: string;
  email?: string | null;
  email_key?: string | null;
  name?: string | null;
  name_key?: string;
  avatar_url?: string | null;
  company?: string | null;
  job_title?: string | null;
  metadata?: object | null;
  password_expired?: boolean | null;
  is_active?: boolean;
  is_onboarded?: boolean;
  is_superuser?: boolean;
}

/** How each column is taken from the jsonb of changes ($2). */
const COLUMN_SQL: Record<keyof Changes, string> = {
  username: "$2->>'username'",
  username_key: "$2->>'username_key'",
  email: "$2->>'email'",
  email_key: "$2->>'email_key'",
  name: "$2->>'name'",
  name_key: "$2->>'name_key'",
  avatar_url: "$2->>'avatar_url'",
  company: "$2->>'company'",
  job_title: "$2->>'job_title'",
  metadata: "NULLIF($2->'metadata', 'null'::jsonb)",
  password_expired: "($2->>'password_expired')::boolean",
  is_active: "($2->>'is_active')::boolean",
  is_onboarded: "($2->>'is_onboarded')::boolean",
  is_superuser: "($2->>'is_superuser')::boolean",
};

const COLUMNS = Object.keys(COLUMN_SQL) as (keyof Changes)[];

/** What `search_text` is made of, in its order: the same text that `searchText` makes of an account. */
const SEARCHED = ["name_key", "username_key", "email_key"] as const;

/** Of the row `row`, the fields that the audit row shows. */
const picked = (row: string, fields: readonly string[]) =>
  fields.length === 0 ? "NULL::jsonb" : `jsonb_build_object(${fields.map((field) => `'${field}', ${row}.${field}`).join(", ")})`;

/**
 * One statement: holds the row, checks the version, changes it, writes the audit row, gives the new one back.
 * `held` is there when the account is; `changed` when the version fitted too. It sets the columns that change and
 * no others: one that could set any takes PostgreSQL a fifth longer. The machine identity of a workspace is not there.
 *
 * @param columns that change
 * @param audited those of them that the audit row shows
 */
function updateSql(columns: readonly (keyof Changes)[], audited: readonly string[]): string {
  const given = (column: keyof Changes) => COLUMN_SQL[column].replaceAll("$2", "$2::jsonb");
  const sets = columns.map((column) => `${column} = ${given(column)}, `).join("");
  const searched = SEARCHED.map((column) => `COALESCE(${columns.includes(column) ? given(column) : `u.${column}`}, '')`);
  const search = SEARCHED.some((column) => columns.includes(column)) ? `search_text = ' ' || ${searched.join(" || ' ' || ")}, ` : "";
  // $2 IS NOT NULL is always so: it gives the parameter its type where no column is set.
  return `WITH held AS MATERIALIZED (
    SELECT * FROM users WHERE id = $1 AND deleted IS NULL AND NOT (is_internal AND is_service_account) FOR UPDATE
  ), changed AS (
    UPDATE users u SET ${sets}${search}version = u.version + 1, updated = $3::timestamptz
    FROM held WHERE u.id = held.id AND $2::jsonb IS NOT NULL AND ($4::bigint[] IS NULL OR held.version = ANY ($4::bigint[]))
    RETURNING u.*
  ), audited AS (
    ${insertAuditSql(5, picked("held", audited), picked("changed", audited), "FROM held, changed")}
  )
  SELECT ${USER_JSON.replaceAll("u.", "changed.")} AS json, changed.version, held.version AS "heldVersion"
  FROM held LEFT JOIN changed ON true`;
}

/** The statements by what they set: clients have few forms. Whoever makes up more of them gets unnamed statements. */
const updates = new Map<string, { readonly name: string; readonly text: string }>();
const MOST_UPDATES = 64;

function updateStatement(changes: Changes, audited: readonly string[]): { readonly name?: string; readonly text: string } {
  const columns = COLUMNS.filter((column) => changes[column] !== undefined);
  const shown = columns.filter((column) => audited.includes(column));
  const shape = `${columns.join(" ")}|${shown.join(" ")}`;
  const known = updates.get(shape);
  if (known) return known;
  const text = updateSql(columns, shown);
  if (updates.size >= MOST_UPDATES) return { text };
  const made = { name: `user-update ${updates.size}`, text };
  updates.set(shape, made);
  return made;
}

export interface Update {
  readonly id: string;
  readonly changes: Changes;
  readonly now: Date;
  /** Versions that may be changed; `null`: any. */
  readonly versions: readonly number[] | null;
  /** Fields that the audit row shows, before and after. */
  readonly audited: readonly string[];
  readonly audit: readonly unknown[];
}

export type Updated = { readonly user: UserText } | { readonly refusedAt: number };

/**
 * Changes an account and writes the audit row, in one statement.
 *
 * @returns the new account; or the version it has, when that is not one of `versions`; or `undefined` when there is none
 */
export async function updateUser(db: Queryable, update: Update): Promise<Updated | undefined> {
  if (update.audit.length !== AUDIT_PARAMETERS) throw new Error("an audit row has another number of parameters");
  const { rows } = await db.query<{ json: string | null; version: number; heldVersion: number }>({
    ...updateStatement(update.changes, update.audited),
    values: [update.id, JSON.stringify(update.changes), update.now, update.versions, ...update.audit],
  });
  const row = rows[0];
  if (!row) return undefined;
  return row.version === null || row.json === null ? { refusedAt: row.heldVersion } : { user: { json: row.json, version: row.version } };
}

const INSERT = `INSERT INTO users AS u (id, username, username_key, email, email_key, name, name_key, avatar_url, company, job_title,
    metadata, password_expired, is_superuser, is_internal, search_text, created, updated, is_service_account, organization_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18)
  RETURNING ${USER_JSON} AS json, u.version`;

export interface NewUser {
  readonly id: string;
  readonly username: string;
  readonly usernameKey: string;
  readonly email: string | null;
  readonly emailKey: string | null;
  readonly name: string | null;
  readonly nameKey: string;
  readonly avatarUrl: string | null;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly metadata: object | null;
  readonly passwordExpired: boolean | null;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount?: boolean;
  /** Of a service account. */
  readonly organizationId?: string | null;
  readonly created: Date;
}

/** What q searches: name, username and e-mail address in compared form, each behind a space. */
export function searchText(user: Pick<NewUser, "nameKey" | "usernameKey" | "emailKey">): string {
  return ` ${user.nameKey} ${user.usernameKey} ${user.emailKey ?? ""}`;
}

export async function insertUser(tx: Queryable, user: NewUser): Promise<UserText> {
  const u = user;
  const { rows } = await tx.query<UserText>({
    name: "user-insert",
    text: INSERT,
    values: [
      u.id,
      u.username,
      u.usernameKey,
      u.email,
      u.emailKey,
      u.name,
      u.nameKey,
      u.avatarUrl,
      u.company,
      u.jobTitle,
      u.metadata && JSON.stringify(u.metadata),
      u.passwordExpired,
      u.isSuperuser,
      u.isInternal,
      searchText(u),
      u.created,
      u.isServiceAccount ?? false,
      u.organizationId ?? null,
    ],
  });
  return rows[0] as UserText;
}

const CHANGE_MACHINE = `UPDATE users SET name = $2, name_key = $3, organization_id = $4, updated = $5, version = version + 1,
    search_text = ' ' || $3::text || ' ' || username_key || ' ' || COALESCE(email_key, '')
  WHERE id = $1 AND is_service_account AND deleted IS NULL`;

/** Sets what a service account has of the application that it belongs to. */
export async function changeMachine(
  tx: Queryable,
  machine: { readonly id: string; readonly name: string; readonly nameKey: string; readonly organizationId: string | null },
  now: Date,
): Promise<void> {
  const { id, name, nameKey, organizationId } = machine;
  await tx.query({ name: "user-change-machine", text: CHANGE_MACHINE, values: [id, name, nameKey, organizationId, now] });
}

const CLAIM = `INSERT INTO user_identifiers (identifier, user_id)
  SELECT DISTINCT k, $1::uuid FROM unnest($2::text[]) k`;

/**
 * Takes usernames and e-mail addresses, in compared form, for an account in place of those it has.
 *
 * @throws RosterError `user.identifier_taken` when another account has one
 */
export async function claimIdentifiers(tx: Queryable, userId: string, keys: readonly (string | null)[]): Promise<void> {
  await releaseIdentifiers(tx, userId);
  // In one order for everybody: two that want the same ones wait for each other, and do not deadlock.
  const wanted = keys.filter((key) => key !== null).sort();
  await tx.query({ name: "identifiers-claim", text: CLAIM, values: [userId, wanted] });
}

export async function releaseIdentifiers(tx: Queryable, userId: string): Promise<void> {
  await tx.query({ name: "identifiers-release", text: "DELETE FROM user_identifiers WHERE user_id = $1", values: [userId] });
}

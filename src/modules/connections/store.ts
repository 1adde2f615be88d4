import { pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ClaimMapping } from "./schema.ts";

/** A connection as the rules and the flows need it. */
export interface ConnectionRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly display_name: string;
  readonly preset: string | null;
  readonly kind: "oidc" | "oauth2";
  readonly issuer: string | null;
  readonly authorization_endpoint: string | null;
  readonly token_endpoint: string | null;
  readonly userinfo_endpoint: string | null;
  readonly emails_endpoint: string | null;
  readonly client_id: string;
  /** Sealed. */
  readonly client_secret: Buffer | null;
  readonly token_auth: "client_secret_basic" | "client_secret_post" | "none";
  readonly scopes: readonly string[];
  readonly claims: ClaimMapping;
  readonly domains: readonly string[];
  readonly is_hidden: boolean;
  readonly is_enabled: boolean;
  readonly trust_email: boolean;
  readonly link_existing: boolean;
  /** As the API shows it. */
  readonly json: string;
}

/** What can be set, in the order of the parameters. */
const SETTABLE = [
  "display_name",
  "issuer",
  "authorization_endpoint",
  "token_endpoint",
  "userinfo_endpoint",
  "emails_endpoint",
  "client_id",
  "client_secret",
  "token_auth",
  "scopes",
  "claims",
  "domains",
  "is_hidden",
  "is_enabled",
  "trust_email",
  "link_existing",
] as const;

export type Settable = Pick<ConnectionRow, (typeof SETTABLE)[number]>;

/** What the API shows, of the row `c`; the secret is not among it. */
const SHOWN = `(SELECT c.id, c.name, c.display_name, c.preset, c.kind, c.issuer, c.authorization_endpoint, c.token_endpoint,
  c.userinfo_endpoint, c.emails_endpoint, c.client_id, c.client_secret IS NOT NULL AS has_client_secret, c.token_auth, c.scopes,
  c.claims, c.domains, c.is_hidden, c.is_enabled, c.trust_email, c.link_existing, c.created, c.updated)`;

const COLUMNS = `c.id, c.version, c.name, c.preset, c.kind, ${SETTABLE.map((column) => `c.${column}`).join(", ")},
  (SELECT row_to_json(x)::text FROM ${SHOWN} x) AS json`;

const parameters = (row: Settable) => SETTABLE.map((column) => (column === "claims" ? JSON.stringify(row.claims) : row[column]));

const BY_ID = `SELECT ${COLUMNS} FROM connections c WHERE c.id = $1`;

export async function findConnection(db: Queryable, id: string): Promise<ConnectionRow | undefined> {
  const { rows } = await db.query<ConnectionRow>({ name: "connection-find", text: BY_ID, values: [id] });
  return rows[0];
}

/** The connection, held until the transaction ends. */
export async function lockConnection(tx: Queryable, id: string): Promise<ConnectionRow | undefined> {
  const { rows } = await tx.query<ConnectionRow>({ name: "connection-lock", text: `${BY_ID} FOR UPDATE`, values: [id] });
  return rows[0];
}

export async function findConnectionByName(db: Queryable, name: string): Promise<ConnectionRow | undefined> {
  const { rows } = await db.query<ConnectionRow>({
    name: "connection-by-name",
    text: `SELECT ${COLUMNS} FROM connections c WHERE c.name = $1`,
    values: [name],
  });
  return rows[0];
}

const ENABLED = `SELECT ${COLUMNS} FROM connections c WHERE c.is_enabled ORDER BY c.id LIMIT 100`;

/** Those that people can sign in by, in the order they were made. */
export async function findEnabled(db: Queryable): Promise<ConnectionRow[]> {
  const { rows } = await db.query<ConnectionRow>({ name: "connections-enabled", text: ENABLED });
  return rows;
}

const HOLD = `SELECT 1 FROM connections WHERE id = $1 AND is_enabled FOR SHARE`;

/** Holds a connection until the transaction ends. @returns whether people still sign in by it */
export async function holdEnabled(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "connection-hold", text: HOLD, values: [id] });
  return rowCount === 1;
}

const INSERT = `INSERT INTO connections AS c (id, name, preset, kind, created, updated, ${SETTABLE.join(", ")})
  VALUES ($1, $2, $3, $4, $5, $5, ${SETTABLE.map((_, i) => `$${i + 6}`).join(", ")}) RETURNING ${COLUMNS}`;

export async function insertConnection(
  tx: Queryable,
  head: Pick<ConnectionRow, "id" | "name" | "preset" | "kind"> & { readonly created: Date },
  row: Settable,
): Promise<ConnectionRow> {
  const { rows } = await tx.query<ConnectionRow>({
    name: "connection-insert",
    text: INSERT,
    values: [head.id, head.name, head.preset, head.kind, head.created, ...parameters(row)],
  });
  return rows[0] as ConnectionRow;
}

const UPDATE = `UPDATE connections c SET version = c.version + 1, updated = $2, ${SETTABLE.map((column, i) => `${column} = $${i + 3}`).join(", ")}
  WHERE c.id = $1 RETURNING ${COLUMNS}`;

export async function updateConnection(tx: Queryable, id: string, now: Date, row: Settable): Promise<ConnectionRow> {
  const { rows } = await tx.query<ConnectionRow>({ name: "connection-update", text: UPDATE, values: [id, now, ...parameters(row)] });
  return rows[0] as ConnectionRow;
}

export async function deleteConnection(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "connection-delete", text: "DELETE FROM connections WHERE id = $1", values: [id] });
}

const LIST = pageSql({
  rows: `SELECT * FROM connections WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2::int + 1 OFFSET $3::bigint`,
  alias: "c",
  shown: SHOWN,
  position: "c.id::text",
  limit: "$2",
});

/** A page of the connections in the order they were made, as JSON text. */
export function listConnections(db: Queryable, after: string | undefined, limit: number, offset: number) {
  return readPage(db, { name: "connections-list", text: LIST, values: [after ?? null, limit, offset] });
}

export async function countConnections(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "connections-count", text: "SELECT count(*) AS n FROM connections" });
  return rows[0]?.n ?? 0;
}

const ACCOUNTS = `SELECT count(*) AS n FROM (SELECT id FROM users WHERE oauth_provider = $1 AND deleted IS NULL
  UNION SELECT u.id FROM user_identities i JOIN users u ON u.id = i.user_id AND u.deleted IS NULL WHERE i.provider = $1) a`;

/** How many accounts sign in by a connection. */
export async function countAccounts(db: Queryable, name: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "connection-accounts", text: ACCOUNTS, values: [name] });
  return rows[0]?.n ?? 0;
}

const FOREIGN = `SELECT 1 FROM user_identities WHERE provider = $1 AND authority <> $2 LIMIT 1`;

/** Whether accounts carry this name that another authority's subjects are. */
export async function hasForeignIdentities(db: Queryable, name: string, authority: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "connection-foreign", text: FOREIGN, values: [name, authority] });
  return rowCount > 0;
}

const MOVE = `UPDATE user_identities SET authority = $3 WHERE provider = $1 AND authority = $2`;

/** The provider is the same at another address: its accounts go with it. */
export async function moveIdentities(tx: Queryable, name: string, from: string, to: string): Promise<void> {
  await tx.query({ name: "connection-move", text: MOVE, values: [name, from, to] });
}

const IDENTITIES = pageSql({
  rows: `SELECT i.* FROM user_identities i JOIN users u ON u.id = i.user_id AND u.deleted IS NULL
    WHERE i.provider = $1 AND ($2::uuid IS NULL OR i.user_id > $2) ORDER BY i.user_id LIMIT $3::int + 1 OFFSET $4::bigint`,
  alias: "i",
  shown: `(SELECT i.user_id, i.subject, COALESCE((i.profile->>'emailVerified')::boolean, false) AS email_verified,
    COALESCE(i.profile->'groups', '[]'::jsonb) AS groups, i.claims, i.linked, i.last_used)`,
  position: "i.user_id::text",
  limit: "$3",
});

/** A page of the accounts that a connection knows, in the order the accounts were made, as JSON text. */
export function listIdentities(db: Queryable, name: string, after: string | undefined, limit: number, offset: number) {
  return readPage(db, { name: "connection-identities", text: IDENTITIES, values: [name, after ?? null, limit, offset] });
}

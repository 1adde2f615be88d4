import type { Queryable } from "../../kernel/context.ts";
import type { ApplicationFields, ApplicationType, AuthMethod } from "./schema.ts";

/** A secret that was made for an application, as what is compared with it. */
export interface SecretRow {
  readonly id: string;
  readonly hash: Buffer;
  /** Milliseconds since 1970 UTC; `null`: it does not expire. */
  readonly expires: number | null;
  /** Milliseconds since 1970 UTC; `null`: never. */
  readonly lastUsed: number | null;
}

/** An application as the authorization server sees it. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly type: ApplicationType;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | null;
  readonly scopes: ApplicationFields["scopes"];
  readonly authMethod: AuthMethod;
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null;
  readonly jwksUri: string | null;
  readonly logoUrl: string | null;
  readonly isTrusted: boolean;
  readonly isSystem: boolean;
  readonly isActive: boolean;
  readonly dpopBound: boolean;
  readonly requirePar: boolean;
  readonly organizationId: string | null;
  /** Of a machine: the account that its tokens stand for; it has the same id. */
  readonly serviceAccountId: string | null;
  /** Of a machine: whether its account is a superuser, and whether it is a workspace's. */
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  /** What it said of itself when it registered by itself (RFC 7591). */
  readonly registration: Record<string, unknown> | null;
  readonly version: number;
  readonly created: Date;
  readonly updated: Date;
  /** Whatever was made for it; which ones work, `createSecretCheck` knows. */
  readonly secrets: readonly SecretRow[];
}

const READ = `SELECT a.id, a.name, a.type, a.redirect_uris AS "redirectUris", a.post_logout_redirect_uris AS "postLogoutRedirectUris",
    a.backchannel_logout_uri AS "backchannelLogoutUri", a.scopes, a.auth_method AS "authMethod", a.jwks, a.jwks_uri AS "jwksUri",
    a.logo_url AS "logoUrl", a.is_trusted AS "isTrusted", a.is_system AS "isSystem", a.is_active AS "isActive",
    a.dpop_bound AS "dpopBound", a.require_par AS "requirePar", a.organization_id AS "organizationId",
    a.service_account_id AS "serviceAccountId", COALESCE(u.is_superuser, false) AS "isSuperuser",
    COALESCE(u.is_internal, false) AS "isInternal", a.registration, a.version, a.created, a.updated,
    ARRAY(SELECT json_build_object('id', s.id, 'hash', encode(s.hash, 'base64'), 'expires', (EXTRACT(EPOCH FROM s.expires) * 1000)::float8,
      'lastUsed', (EXTRACT(EPOCH FROM s.last_used) * 1000)::float8) FROM application_secrets s WHERE s.application_id = a.id) AS secrets
  FROM applications a LEFT JOIN users u ON u.id = a.service_account_id LEFT JOIN organizations o ON o.id = a.organization_id
  WHERE a.id = $1 AND a.is_active AND (a.service_account_id IS NULL OR (u.is_active AND u.deleted IS NULL)) AND o.deleted IS NULL`;

/** The application that counts: active, its organization there, and where it is a machine, its account live and active. */
export async function findClient(db: Queryable, id: string): Promise<Client | undefined> {
  type Row = Omit<Client, "secrets"> & { secrets: (Omit<SecretRow, "hash"> & { hash: string })[] };
  const { rows } = await db.query<Row>({ name: "client-read", text: READ, values: [id] });
  const [row] = rows;
  return row && { ...row, secrets: row.secrets.map((secret) => ({ ...secret, hash: Buffer.from(secret.hash, "base64") })) };
}

import type { Queryable } from "../../kernel/context.ts";
import type { ApplicationFields, ApplicationType, AuthMethod } from "./schema.ts";

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
  /** Whether a secret was made for it; which ones work, `verifyClientSecret` knows. */
  readonly hasSecret: boolean;
}

const READ = `SELECT a.id, a.name, a.type, a.redirect_uris AS "redirectUris", a.post_logout_redirect_uris AS "postLogoutRedirectUris",
    a.backchannel_logout_uri AS "backchannelLogoutUri", a.scopes, a.auth_method AS "authMethod", a.jwks, a.jwks_uri AS "jwksUri",
    a.logo_url AS "logoUrl", a.is_trusted AS "isTrusted", a.is_system AS "isSystem", a.is_active AS "isActive",
    a.dpop_bound AS "dpopBound", a.require_par AS "requirePar", a.organization_id AS "organizationId",
    a.service_account_id AS "serviceAccountId", COALESCE(u.is_superuser, false) AS "isSuperuser",
    COALESCE(u.is_internal, false) AS "isInternal", a.registration, a.version, a.created, a.updated,
    EXISTS (SELECT 1 FROM application_secrets s WHERE s.application_id = a.id) AS "hasSecret"
  FROM applications a LEFT JOIN users u ON u.id = a.service_account_id LEFT JOIN organizations o ON o.id = a.organization_id
  WHERE a.id = $1 AND a.is_active AND (a.service_account_id IS NULL OR (u.is_active AND u.deleted IS NULL)) AND o.deleted IS NULL`;

/** The application that counts: active, its organization there, and where it is a machine, its account live and active. */
export async function findClient(db: Queryable, id: string): Promise<Client | undefined> {
  const { rows } = await db.query<Client>({ name: "client-read", text: READ, values: [id] });
  return rows[0];
}

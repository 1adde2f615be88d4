import type { Queryable } from "../../kernel/context.ts";

const IDENTITIES = `SELECT COALESCE(json_agg(row_to_json(x)), '[]')::text AS json FROM (
    SELECT i.provider, COALESCE(c.display_name, i.provider) AS name, i.subject, i.profile ->> 'email' AS email,
      u.oauth_provider IS NOT NULL AND u.oauth_provider = i.provider AS owns_account, i.linked, i.last_used
    FROM user_identities i JOIN users u ON u.id = i.user_id LEFT JOIN connections c ON c.name = i.provider
    WHERE i.user_id = $1 ORDER BY i.linked, i.provider
  ) x`;

/** The identities that an account signs in with, oldest first, as JSON text. */
export async function listIdentitiesOf(db: Queryable, userId: string): Promise<string> {
  const { rows } = await db.query<{ json: string }>({ name: "identities-list", text: IDENTITIES, values: [userId] });
  return rows[0]?.json ?? "[]";
}

/** Whether an account has an identity of a provider. */
export async function hasIdentityOf(db: Queryable, userId: string, provider: string): Promise<boolean> {
  const text = "SELECT 1 FROM user_identities WHERE user_id = $1 AND provider = $2";
  const { rowCount } = await db.query({ name: "identity-has", text, values: [userId, provider] });
  return rowCount === 1;
}

/** Takes an identity from an account. @returns its subject; `undefined` where it has none of this provider */
export async function deleteIdentity(tx: Queryable, userId: string, provider: string): Promise<string | undefined> {
  const text = "DELETE FROM user_identities WHERE user_id = $1 AND provider = $2 RETURNING subject";
  const { rows } = await tx.query<{ subject: string }>({ name: "identity-delete", text, values: [userId, provider] });
  return rows[0]?.subject;
}

const WAY_IN = `SELECT 1 WHERE ($2::boolean AND EXISTS (SELECT 1 FROM passwords WHERE user_id = $1))
  OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = $1 AND rp_id = $3::text)
  OR EXISTS (SELECT 1 FROM user_identities i JOIN connections c ON c.name = i.provider AND c.is_enabled WHERE i.user_id = $1)`;

/**
 * Whether somebody can sign in to an account that belongs to no provider. Links by mail do not count: mail may not arrive.
 *
 * @param password whether passwords let in @param rpId the host that passkeys let in at; `null`: none do
 */
export async function hasWayIn(tx: Queryable, userId: string, password: boolean, rpId: string | null): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "identities-way-in", text: WAY_IN, values: [userId, password, rpId] });
  return rowCount === 1;
}

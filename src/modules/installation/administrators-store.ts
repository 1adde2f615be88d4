import type { Queryable } from "../../kernel/context.ts";

/**
 * The lock under which "an administrator remains" and "the first account becomes superuser" are decided: whoever
 * takes it sees what everyone before it did.
 */
export async function lockInstallation(tx: Queryable): Promise<void> {
  await tx.query({ name: "installation-lock", text: "SELECT 1 FROM installation WHERE id = 1 FOR UPDATE" });
}

const ADMINISTRATORS = `SELECT count(*) AS n FROM users u
  WHERE u.deleted IS NULL AND u.is_active AND u.is_superuser AND NOT u.is_service_account AND u.id IS DISTINCT FROM $1::uuid
    AND (u.oauth_provider IS NULL AND ($2::boolean AND EXISTS (SELECT 1 FROM passwords p WHERE p.user_id = u.id)
        OR EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id AND k.rp_id = $4::text))
      OR EXISTS (SELECT 1 FROM connections c WHERE c.is_enabled AND c.name IS DISTINCT FROM $3::text AND (c.name = u.oauth_provider
        OR EXISTS (SELECT 1 FROM user_identities i WHERE i.user_id = u.id AND i.provider = c.name))))`;

/** What is thought away when the administrators are counted. */
export interface Besides {
  readonly userId?: string;
  /** Name of a connection. */
  readonly connection?: string;
}

/** Ways in that this installation lets people take. */
export interface WaysIn {
  readonly password: boolean;
  /** The host that passkeys are bound to which sign in here; `null` where none do. */
  readonly rpId: string | null;
}

/** How many active superusers can sign in, by password, passkey or a connection. Links by mail do not count: mail may not arrive. */
export async function countAdministrators(tx: Queryable, { userId, connection }: Besides, { password, rpId }: WaysIn): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({
    name: "administrators",
    text: ADMINISTRATORS,
    values: [userId ?? null, password, connection ?? null, rpId],
  });
  return rows[0]?.n ?? 0;
}

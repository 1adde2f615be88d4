import type { Queryable } from "../../kernel/context.ts";

const PROVE = `INSERT INTO proven_addresses (user_id, email_key, proven) VALUES ($1, $2, $3)
  ON CONFLICT (user_id) DO UPDATE SET email_key = excluded.email_key, proven = excluded.proven`;

/** Keeps that an address was proven to be an account's. */
export async function putProven(tx: Queryable, userId: string, emailKey: string, now: Date): Promise<void> {
  await tx.query({ name: "address-prove", text: PROVE, values: [userId, emailKey, now] });
}

const PERSON = "u.deleted IS NULL AND u.is_active AND NOT u.is_service_account AND u.email_key IS NOT NULL";
const PROVEN = `CASE WHEN u.oauth_provider IS NULL
  THEN EXISTS (SELECT 1 FROM proven_addresses p WHERE p.user_id = u.id AND p.email_key = u.email_key)
  ELSE EXISTS (SELECT 1 FROM user_identities i WHERE i.user_id = u.id AND i.provider = u.oauth_provider
    AND i.profile ->> 'email' = u.email AND i.profile -> 'emailVerified' = 'true') END`;
const OF = `SELECT u.email_key AS "emailKey" FROM users u WHERE u.id = $1 AND ${PERSON} AND ${PROVEN}`;

/** The address of an active person, in compared form, while it is proven. */
export async function findProven(db: Queryable, userId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ emailKey: string }>({ name: "address-proven", text: OF, values: [userId] });
  return rows[0]?.emailKey;
}

export interface AddressHolder {
  readonly userId: string;
  /** Whether it is an active person's address, and proven to be theirs. */
  readonly isProven: boolean;
}

const HOLDER = `SELECT u.id AS "userId", ${PERSON} AND u.email_key = $1 AND ${PROVEN} AS "isProven"
  FROM user_identifiers n JOIN users u ON u.id = n.user_id WHERE n.identifier = $1`;

/** The live account that has an address, as its e-mail address or its username. @param key in compared form */
export async function findHolder(db: Queryable, key: string): Promise<AddressHolder | undefined> {
  const { rows } = await db.query<AddressHolder>({ name: "address-holder", text: HOLDER, values: [key] });
  return rows[0];
}

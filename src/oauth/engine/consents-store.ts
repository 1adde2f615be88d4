import type { Queryable } from "../../kernel/context.ts";

const FIND = `SELECT scopes FROM consents WHERE user_id = $1 AND application_id = $2`;

/** What a person has agreed to that an application may do. */
export async function findConsent(db: Queryable, userId: string, applicationId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ scopes: string[] }>({ name: "consent-find", text: FIND, values: [userId, applicationId] });
  return rows[0]?.scopes ?? [];
}

const PUT = `INSERT INTO consents AS c (user_id, application_id, scopes, created, updated) VALUES ($1, $2, $3, $4, $4)
  ON CONFLICT (user_id, application_id) DO UPDATE SET updated = excluded.updated,
    scopes = ARRAY(SELECT DISTINCT s FROM unnest(c.scopes || excluded.scopes) s ORDER BY s)`;

/** Adds to what a person has agreed to. */
export async function putConsent(tx: Queryable, userId: string, applicationId: string, scopes: readonly string[], now: Date): Promise<void> {
  await tx.query({ name: "consent-put", text: PUT, values: [userId, applicationId, scopes, now] });
}

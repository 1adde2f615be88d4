import { insertAuditSql } from "../../db/audit.ts";
import type { Queryable } from "../../kernel/context.ts";

const FIND = `SELECT scopes FROM consents WHERE user_id = $1 AND application_id = $2`;

/** What a person has agreed to that an application may do. */
export async function findConsent(db: Queryable, userId: string, applicationId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ scopes: string[] }>({ name: "consent-find", text: FIND, values: [userId, applicationId] });
  return rows[0]?.scopes ?? [];
}

const PUT = `WITH put AS (
    INSERT INTO consents AS c (user_id, application_id, scopes, created, updated) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (user_id, application_id) DO UPDATE SET updated = excluded.updated,
      scopes = ARRAY(SELECT DISTINCT s FROM unnest(c.scopes || excluded.scopes) s ORDER BY s)
    RETURNING scopes
  )
  ${insertAuditSql(5, "NULL::jsonb", "jsonb_build_object('application_id', $2::uuid, 'scopes', to_jsonb(put.scopes))", "FROM put")}`;

/** Adds to what a person has agreed to, with the audit row. */
export async function putConsent(
  db: Queryable,
  userId: string,
  applicationId: string,
  scopes: readonly string[],
  now: Date,
  audit: readonly unknown[],
): Promise<void> {
  await db.query({ name: "consent-put", text: PUT, values: [userId, applicationId, scopes, now, ...audit] });
}

const LIST = `SELECT COALESCE(json_agg(row_to_json(x) ORDER BY x.updated DESC), '[]')::text AS json FROM (
    SELECT json_build_object('id', a.id, 'name', a.name) AS application, c.scopes, c.created, c.updated
    FROM consents c JOIN applications a ON a.id = c.application_id WHERE c.user_id = $1
  ) x`;

/** Everything that a person has agreed to, the latest first, as JSON text. They are few. */
export async function listConsentsOf(db: Queryable, userId: string): Promise<string> {
  const { rows } = await db.query<{ json: string }>({ name: "consents-list", text: LIST, values: [userId] });
  return rows[0]?.json ?? "[]";
}

const DELETE = `DELETE FROM consents WHERE user_id = $1 AND application_id = $2 RETURNING scopes`;

/** Takes a consent back. @returns what it was, when there was one */
export async function deleteConsent(tx: Queryable, userId: string, applicationId: string): Promise<readonly string[] | undefined> {
  const { rows } = await tx.query<{ scopes: string[] }>({ name: "consent-delete", text: DELETE, values: [userId, applicationId] });
  return rows[0]?.scopes;
}

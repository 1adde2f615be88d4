/** Fills the database with accounts that look like people. */
import type pg from "pg";
import type { Person } from "./path.ts";

/**
 * Ids are UUIDv7 of the moment of creation, half a second apart; the compared forms and the text that q searches
 * are what the server would have written.
 */
const USERS = `INSERT INTO users (id, username, email, username_key, email_key, name, name_key, avatar_url, company, job_title, metadata,
    password_expired, is_active, is_onboarded, search_text, created, updated, last_login)
  SELECT id, username, email, username, email, name, lower(name),
    CASE WHEN i % 3 > 0 THEN 'https://cdn.example.com/avatars/' || md5(i::text) || '.png' END,
    CASE WHEN i % 10 > 0 THEN 'Company ' || i % 500 END,
    CASE WHEN i % 10 > 1 THEN (ARRAY['Engineer','Analyst','Designer','Operator','Scientist','Manager'])[1 + i % 6] END,
    CASE WHEN i % 2 = 0 THEN jsonb_build_object('cost_center', (i % 50)::text, 'locale', 'en-GB', 'floor', i % 12) END,
    i % 25 = 0, i % 20 > 0, i % 7 > 0, ' ' || lower(name) || ' ' || username || ' ' || email,
    created, created + i % 1000 * interval '1 second', CASE WHEN i % 5 > 0 THEN created + i % 86400 * interval '1 second' END
  FROM (
    SELECT i, created, username, username || '@example.com' AS email, initcap(username) || ' Person' AS name,
      (substr(ms, 1, 8) || '-' || substr(ms, 9) || '-7' || substr(hash, 1, 3) || '-8' || substr(hash, 4, 3) || '-' || substr(hash, 7, 12))::uuid AS id
    FROM (
      SELECT i, created, 'user' || i AS username, md5(i::text) AS hash,
        lpad(to_hex(floor(extract(epoch FROM created) * 1000)::bigint), 12, '0') AS ms
      FROM (SELECT i, date_trunc('milliseconds', now()) - ($1::int - i) * interval '500 ms' AS created FROM generate_series(1, $1::int) i) moments
    ) hashes
  ) people`;

const IDENTIFIERS = `INSERT INTO user_identifiers (identifier, user_id)
  SELECT username_key, id FROM users WHERE NOT is_internal UNION ALL SELECT email_key, id FROM users WHERE NOT is_internal AND email_key IS NOT NULL`;

/** @param users how many */
export async function seed(client: pg.Client, users: number): Promise<void> {
  await client.query("SET statement_timeout = 0");
  await client.query(USERS, [users]);
  await client.query(IDENTIFIERS);
  // As the database is after a while of running: row versions settled, statistics known, nothing left to flush.
  await client.query("VACUUM (ANALYZE)");
  await client.query("CHECKPOINT").catch(() => {
    // Not everybody may; it is only for a quieter start.
  });
}

/** Accounts to ask for, drawn at random. */
export async function sample(client: pg.Client, size: number): Promise<Person[]> {
  const { rows } = await client.query<Person>("SELECT id, username, email FROM users WHERE NOT is_internal AND email IS NOT NULL ORDER BY random() LIMIT $1", [
    size,
  ]);
  return rows;
}

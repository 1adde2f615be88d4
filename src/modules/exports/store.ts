import type { Queryable } from "../../kernel/context.ts";
import { USER_ROW } from "../users/read-model.ts";

/** Rows of each list, at most. */
const MOST = 10_000;

/** A list of JSON objects, the newest first. @param rows a query that ends in its conditions @param by what it is in order of */
const list = (rows: string, by = "id") =>
  `COALESCE((SELECT json_agg(row_to_json(x)) FROM (SELECT * FROM (${rows}) y ORDER BY y.${by} DESC LIMIT ${MOST}) x), '[]')`;

const named = (alias: string) => `json_build_object('id', ${alias}.id, 'name', ${alias}.name)`;

const PASSKEYS = `SELECT id, name, aaguid, transports, backup_eligible, backed_up, created, last_used FROM passkeys WHERE user_id = $1`;
const API_KEYS = `SELECT id, name, description, active, created, expires, last_login FROM api_keys WHERE user_id = $1`;
const IDENTITIES = `SELECT i.provider, i.subject, i.authority, i.profile, i.claims, i.linked, i.last_used
  FROM user_identities i WHERE i.user_id = $1`;
// Whoever is in a team is a member, too: it holds a role or has an administrator who does.
const ORGANIZATIONS = `SELECT o.id, o.name, o.owner_id = $1 AS is_owner FROM organizations o WHERE o.deleted IS NULL AND (
    o.id IN (SELECT a.organization_id FROM role_assignments a WHERE a.user_id = $1)
    OR o.id IN (SELECT t.organization_id FROM team_members t WHERE t.user_id = $1))`;
const HELD = "r.id, r.name, a.organization_id, a.workspace_id, a.project_id, a.team_id, a.created";
const ROLES = `SELECT ${HELD} FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE a.user_id = $1
  UNION ALL SELECT ${HELD} FROM team_members m JOIN role_assignments a ON a.team_id = m.team_id JOIN roles r ON r.id = a.role_id WHERE m.user_id = $1`;
const TEAMS = `SELECT t.id, t.name, t.organization_id, m.created FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.user_id = $1`;
const SHARES = `SELECT s.workspace_id, s.project_id, s.resource_type, s.resource_id, s.actions, s.created FROM resource_shares s WHERE s.user_id = $1`;
// As in the account's own list: an address that it has not proven may be somebody else's.
const INVITATIONS = `SELECT i.id, ${named("o")} AS organization, i.email, i.status, i.created, i.expires
  FROM invitations i JOIN organizations o ON o.id = i.organization_id AND o.deleted IS NULL
  WHERE i.accepted_by = $1 OR i.email_key = (SELECT p.email_key FROM proven_addresses p JOIN users u ON u.id = p.user_id AND u.email_key = p.email_key WHERE p.user_id = $1)`;
const SESSIONS = `SELECT s.id, (SELECT ${named("a")} FROM applications a WHERE a.id = s.application_id) AS application, s.device_id, s.amr, s.auth_time,
  s.created, s.last_used, s.expires, s.address, s.user_agent FROM sessions s WHERE s.user_id = $1`;
const DEVICES = `SELECT id, name, status, os, hostname, ip_address, trusted_device, device_metadata, last_login, created FROM devices WHERE user_id = $1`;
const CONSENTS = `SELECT ${named("a")} AS application, c.scopes, c.created, c.updated FROM consents c JOIN applications a ON a.id = c.application_id WHERE c.user_id = $1`;

// What it did to others is theirs: only that it did. What others did to it names nobody.
const OWN_TARGETS = "('session', 'api_key', 'passkey', 'device')";
const AUDIT = `SELECT a.id, a.created, a.action, CASE WHEN a.actor_id = $1 THEN 'self' WHEN a.actor_kind = 'user' THEN 'other' ELSE 'system' END AS by,
    a.target_type, a.target_id, CASE WHEN a.shows THEN a.before END AS before, CASE WHEN a.shows THEN a.after END AS after,
    CASE WHEN a.actor_id = $1 THEN a.address END AS address
  FROM (
    (SELECT l.*, l.target_id = $1::text OR l.target_type IN ${OWN_TARGETS} AS shows FROM audit_log l WHERE l.actor_id = $1 ORDER BY l.id DESC LIMIT ${MOST + 1})
    UNION ALL
    (SELECT l.*, true FROM audit_log l WHERE l.target_id = $1::text AND l.target_type = 'user' AND l.actor_id IS DISTINCT FROM $1 ORDER BY l.id DESC LIMIT ${MOST + 1})
  ) a`;

const COUNTED = [PASSKEYS, API_KEYS, ORGANIZATIONS, ROLES, TEAMS, SHARES, INVITATIONS, SESSIONS, DEVICES, CONSENTS, AUDIT];
const EXPORT = `SELECT json_build_object(
    'generated', $2::timestamptz,
    'account', (SELECT row_to_json(x) FROM LATERAL ${USER_ROW} x),
    'sign_in', json_build_object(
      'password_changed', (SELECT changed FROM passwords WHERE user_id = $1),
      'totp_activated', (SELECT activated FROM totp WHERE user_id = $1),
      'recovery_codes', (SELECT count(*) FROM recovery_codes WHERE user_id = $1),
      'address_proven', (SELECT proven FROM proven_addresses p WHERE p.user_id = $1 AND p.email_key = u.email_key)),
    'identities', ${list(IDENTITIES, "linked")}, 'passkeys', ${list(PASSKEYS)}, 'api_keys', ${list(API_KEYS)},
    'organizations', ${list(ORGANIZATIONS)}, 'roles', ${list(ROLES, "created")}, 'teams', ${list(TEAMS)}, 'shares', ${list(SHARES, "created")},
    'invitations', ${list(INVITATIONS)}, 'sessions', ${list(SESSIONS)}, 'devices', ${list(DEVICES)}, 'consents', ${list(CONSENTS, "updated")},
    'audit', ${list(AUDIT)},
    'complete', NOT (${COUNTED.map((rows) => `EXISTS (SELECT 1 FROM (${rows}) y OFFSET ${MOST})`).join(" OR ")})
  )::text AS json
  FROM users u WHERE u.id = $1 AND u.deleted IS NULL`;

/**
 * What is known of a live account, as JSON text: one statement, one moment. Columns that are not here are secrets, or others'.
 *
 * @returns `undefined`: there is none
 */
export async function readExport(db: Queryable, userId: string, now: Date): Promise<string | undefined> {
  const { rows } = await db.query<{ json: string }>({ name: "user-export", text: EXPORT, values: [userId, now] });
  return rows[0]?.json;
}

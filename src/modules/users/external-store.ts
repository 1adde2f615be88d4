import type { Queryable } from "../../kernel/context.ts";
import { USER_JSON } from "./read-model.ts";
import type { UserText } from "./store.ts";

/** What deciding about an external identity needs to know of an account. */
export interface Candidate {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly usernameKey: string;
  readonly emailKey: string | null;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  readonly metadata: Record<string, unknown> | null;
  readonly oauthProvider: string | null;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  /** A new password must be chosen before anything else. */
  readonly passwordExpired: boolean;
  readonly hasPassword: boolean;
  readonly hasPasskey: boolean;
  /** Whether an identity of any provider lets it in. */
  readonly hasIdentity: boolean;
  /** Its identity of the provider that was asked about: subject, whose subject that is, and the profile that was last seen; `null` without one. */
  readonly subject: string | null;
  readonly authority: string | null;
  readonly profile: Record<string, unknown> | null;
}

const CANDIDATE = `u.id, u.username, u.email, u.username_key AS "usernameKey", u.email_key AS "emailKey", u.name, u.avatar_url AS "avatarUrl",
  u.metadata, u.oauth_provider AS "oauthProvider", u.is_active AS "isActive", u.deleted IS NOT NULL AS "isDeleted", u.is_superuser AS "isSuperuser",
  u.is_internal AS "isInternal", u.is_service_account AS "isServiceAccount", u.password_expired IS TRUE AS "passwordExpired",
  EXISTS (SELECT 1 FROM passwords p WHERE p.user_id = u.id) AS "hasPassword",
  EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id) AS "hasPasskey",
  EXISTS (SELECT 1 FROM user_identities o WHERE o.user_id = u.id) AS "hasIdentity", i.subject, i.authority, i.profile`;
const FROM = "FROM users u LEFT JOIN user_identities i ON i.user_id = u.id AND i.provider = $1";

// Whoever signed in with it or linked it, which is one account; else an account that was made for it: the live one, or
// its tombstone. Each has an index of its own.
const BY_SUBJECT = `SELECT ${CANDIDATE} FROM user_identities i JOIN users u ON u.id = i.user_id WHERE i.subject = $2 AND i.provider = $1
  UNION ALL SELECT ${CANDIDATE} ${FROM} WHERE u.oauth_id = $2 AND u.oauth_provider = $1 AND u.deleted IS NULL
  UNION ALL SELECT ${CANDIDATE} ${FROM} WHERE u.oauth_id = $2 AND u.oauth_provider = $1 AND u.deleted IS NOT NULL LIMIT 1`;

/** The account with an identity, deleted or not. */
export async function findBySubject(db: Queryable, provider: string, subject: string): Promise<Candidate | undefined> {
  const { rows } = await db.query<Candidate>({ name: "external-by-subject", text: BY_SUBJECT, values: [provider, subject] });
  return rows[0];
}

const BY_IDENTIFIER = `SELECT ${CANDIDATE} ${FROM} WHERE u.id = (SELECT user_id FROM user_identifiers WHERE identifier = $2)`;

/** The live account that has a username or e-mail address. @param key in compared form */
export async function findByIdentifier(db: Queryable, provider: string, key: string): Promise<Candidate | undefined> {
  const { rows } = await db.query<Candidate>({ name: "external-by-identifier", text: BY_IDENTIFIER, values: [provider, key] });
  return rows[0];
}

const LOCK = `SELECT ${CANDIDATE} ${FROM} WHERE u.id = $2 FOR UPDATE OF u`;

/** The account, held until the transaction ends. */
export async function lockCandidate(tx: Queryable, provider: string, id: string): Promise<Candidate | undefined> {
  // First the row, then what hangs on it: a statement sees what was committed before it began.
  await tx.query({ name: "external-hold", text: "SELECT 1 FROM users WHERE id = $1 FOR UPDATE", values: [id] });
  const { rows } = await tx.query<Candidate>({ name: "external-lock", text: LOCK, values: [provider, id] });
  return rows[0];
}

const ATTACH = `UPDATE users u SET oauth_provider = $2, oauth_id = $3, password_expired = NULL, version = u.version + 1, updated = $4 WHERE u.id = $1
  RETURNING ${USER_JSON} AS json, u.version`;

/** Makes an account one that signs in by a provider only. @returns it, as the API shows it */
export async function attachIdentity(tx: Queryable, id: string, provider: string, subject: string, now: Date): Promise<UserText> {
  await tx.query({ name: "external-password-drop", text: "DELETE FROM passwords WHERE user_id = $1", values: [id] });
  const { rows } = await tx.query<UserText>({ name: "external-attach", text: ATTACH, values: [id, provider, subject, now] });
  return rows[0] as UserText;
}

const SEEN = `INSERT INTO user_identities (user_id, provider, subject, authority, profile, claims, linked, last_used) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
  ON CONFLICT (user_id, provider) DO UPDATE SET subject = excluded.subject, authority = excluded.authority, profile = excluded.profile,
    claims = excluded.claims, last_used = excluded.last_used`;

export interface Seen {
  readonly userId: string;
  readonly provider: string;
  readonly subject: string;
  readonly authority: string;
  readonly profile: object;
  readonly claims: object;
  readonly now: Date;
}

/** Keeps an identity of an account, and what the provider said of it. @throws RosterError `identity.taken` when it is another account's */
export async function keepIdentity(tx: Queryable, { userId, provider, subject, authority, profile, claims, now }: Seen): Promise<void> {
  await tx.query({
    name: "external-seen",
    text: SEEN,
    values: [userId, provider, subject, authority, JSON.stringify(profile), JSON.stringify(claims), now],
  });
}

const HOLD = "SELECT 1 FROM users WHERE id = $1 AND is_active AND deleted IS NULL FOR NO KEY UPDATE";
const LETS_IN = `SELECT 1 WHERE EXISTS (SELECT 1 FROM user_identities WHERE user_id = $1 AND provider = $2 AND subject = $3)
  OR EXISTS (SELECT 1 FROM users WHERE id = $1 AND oauth_provider = $2 AND oauth_id = $3)`;

/** Holds an account until the transaction ends. @returns whether the identity still lets it in */
export async function holdIdentity(tx: Queryable, id: string, provider: string, subject: string): Promise<boolean> {
  const held = await tx.query({ name: "external-hold-active", text: HOLD, values: [id] });
  // With the row held: an identity that is being removed is wholly there, or wholly gone.
  const { rowCount } = await tx.query({ name: "external-lets-in", text: LETS_IN, values: [id, provider, subject] });
  return held.rowCount === 1 && rowCount === 1;
}

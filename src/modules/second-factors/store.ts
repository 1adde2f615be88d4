import type { Queryable } from "../../kernel/context.ts";

/** An account as the rules of its second factors see it. */
export interface FactorAccount {
  readonly id: string;
  readonly username: string;
  readonly oauthProvider: string | null;
  readonly isServiceAccount: boolean;
  readonly isInternal: boolean;
  readonly isSuperuser: boolean;
}

const HOLD = `SELECT u.id, u.username, u.oauth_provider AS "oauthProvider", u.is_service_account AS "isServiceAccount", u.is_internal AS "isInternal",
  u.is_superuser AS "isSuperuser" FROM users u WHERE u.id = $1 AND u.is_active AND u.deleted IS NULL FOR NO KEY UPDATE`;

/** An active account, held until the transaction ends. */
export async function holdAccount(tx: Queryable, userId: string): Promise<FactorAccount | undefined> {
  const { rows } = await tx.query<FactorAccount>({ name: "factors-hold", text: HOLD, values: [userId] });
  return rows[0];
}

/** The authenticator app of an account; secrets are sealed. */
export interface TotpRow {
  readonly secret: Buffer | null;
  readonly pending: Buffer | null;
  readonly pendingSince: Date | null;
}

const FIND = `SELECT secret, pending, pending_since AS "pendingSince" FROM totp WHERE user_id = $1`;

export async function findTotp(db: Queryable, userId: string): Promise<TotpRow | undefined> {
  const { rows } = await db.query<TotpRow>({ name: "totp-find", text: FIND, values: [userId] });
  return rows[0];
}

const BEGIN = `INSERT INTO totp (user_id, pending, pending_since) VALUES ($1, $2, $3)
  ON CONFLICT (user_id) DO UPDATE SET pending = excluded.pending, pending_since = excluded.pending_since`;

/** Keeps a secret that waits for its first code; one that waited before is forgotten. */
export async function writePending(tx: Queryable, userId: string, pending: Buffer, now: Date): Promise<void> {
  await tx.query({ name: "totp-begin", text: BEGIN, values: [userId, pending, now] });
}

const ACTIVATE = `UPDATE totp SET secret = pending, activated = $4, last_step = $3, pending = NULL, pending_since = NULL
  WHERE user_id = $1 AND pending = $2`;

/**
 * Puts the secret that waited in force; of many at once, one does.
 *
 * @param step the time step of the code that confirmed it, which is used up with it
 * @returns whether it was still waiting
 */
export async function activatePending(tx: Queryable, userId: string, pending: Buffer, step: number, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "totp-activate", text: ACTIVATE, values: [userId, pending, step, now] });
  return rowCount === 1;
}

const TAKE = `UPDATE totp SET last_step = $3 WHERE user_id = $1 AND secret = $2 AND (last_step IS NULL OR last_step < $3)`;

/** Uses up a time step and all before it; of many at once, one does. @returns whether it was there to be used */
export async function takeStep(db: Queryable, userId: string, secret: Buffer, step: number): Promise<boolean> {
  const { rowCount } = await db.query({ name: "totp-take", text: TAKE, values: [userId, secret, step] });
  return rowCount === 1;
}

/** @returns whether there was an authenticator app in force */
export async function deleteTotp(tx: Queryable, userId: string): Promise<boolean> {
  const text = "DELETE FROM totp WHERE user_id = $1 RETURNING secret IS NOT NULL AS active";
  const { rows } = await tx.query<{ active: boolean }>({ name: "totp-delete", text, values: [userId] });
  return rows[0]?.active ?? false;
}

const WRITE_CODES = `WITH gone AS (DELETE FROM recovery_codes WHERE user_id = $1 AND NOT hash = ANY ($2::bytea[]))
  INSERT INTO recovery_codes (user_id, hash) SELECT $1, h FROM unnest($2::bytea[]) h`;

/** Puts a set of recovery codes in place of what there was; none: takes them all. */
export async function writeRecoveryCodes(tx: Queryable, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.query({ name: "recovery-write", text: WRITE_CODES, values: [userId, hashes] });
}

const TAKE_CODE = `DELETE FROM recovery_codes r USING totp t
  WHERE r.user_id = $1 AND r.hash = $2 AND t.user_id = r.user_id AND t.secret IS NOT NULL`;

/** Uses up a recovery code; of many at once, one does. @returns whether it was there to be used */
export async function takeRecoveryCode(db: Queryable, userId: string, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query({ name: "recovery-take", text: TAKE_CODE, values: [userId, hash] });
  return rowCount === 1;
}

const HAS_TOTP = `SELECT 1 FROM totp WHERE user_id = $1 AND secret IS NOT NULL`;

/** Whether an account has an authenticator app in force. */
export async function hasTotp(db: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "totp-has", text: HAS_TOTP, values: [userId] });
  return rowCount === 1;
}

const HAS_FACTOR = `SELECT 1 WHERE EXISTS (SELECT 1 FROM totp WHERE user_id = $1 AND secret IS NOT NULL) OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = $1)`;

/** Whether an account can sign in with more than one factor: by an authenticator app in force, or a passkey. */
export async function hasStrongFactor(db: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "factors-has", text: HAS_FACTOR, values: [userId] });
  return rowCount === 1;
}

/** Ways in of the account `u` with its authenticator app `t`. */
const WAYS = `EXISTS (SELECT 1 FROM passwords p WHERE p.user_id = u.id) AS password,
    u.oauth_provider,
    (SELECT count(*)::int FROM user_identities i WHERE i.user_id = u.id) AS identities,
    t.activated AS totp_activated,
    (SELECT count(*)::int FROM recovery_codes r WHERE r.user_id = u.id) AS recovery_codes,
    (SELECT count(*)::int FROM passkeys k WHERE k.user_id = u.id) AS passkeys,
    $2::boolean AND u.oauth_provider IS NULL AND NOT u.is_internal AND NOT u.is_service_account AND u.email IS NOT NULL AS magic_link,
    u.oauth_provider IS NULL AND NOT u.is_internal AND NOT u.is_service_account AS linkable`;
const OF_ACCOUNT = `FROM users u LEFT JOIN totp t ON t.user_id = u.id WHERE u.id = $1 AND u.deleted IS NULL`;
const OVERVIEW = `SELECT row_to_json(x)::text AS json FROM (SELECT ${WAYS} ${OF_ACCOUNT}) x`;

/** The ways in of an account, as JSON text. @param magicLinks whether the installation mails links to sign in */
export async function findOverview(db: Queryable, userId: string, magicLinks: boolean): Promise<string | undefined> {
  const { rows } = await db.query<{ json: string }>({ name: "credentials-overview", text: OVERVIEW, values: [userId, magicLinks] });
  return rows[0]?.json;
}

const INSPECTION = `SELECT row_to_json(x)::text AS json FROM (SELECT ${WAYS}, u.password_expired,
    (SELECT p.changed FROM passwords p WHERE p.user_id = u.id) AS password_changed, u.oauth_id,
    (SELECT max(f.blocked_until) FROM sign_in_failures f WHERE f.user_id = u.id AND f.blocked_until > $3) AS locked_until ${OF_ACCOUNT}) x`;

/** The same with what stands in the ways in, for superusers. */
export async function findInspection(db: Queryable, userId: string, magicLinks: boolean, now: Date): Promise<string | undefined> {
  const { rows } = await db.query<{ json: string }>({ name: "credentials-inspection", text: INSPECTION, values: [userId, magicLinks, now] });
  return rows[0]?.json;
}

// Of identities only those of connections that are on let anybody in.
const SINGLE = `SELECT json_build_array(p.changed, u.email_key, u.oauth_provider, u.oauth_id,
    (SELECT json_agg(json_build_array(i.provider, i.subject, i.linked) ORDER BY i.provider) FROM user_identities i WHERE i.user_id = u.id),
    (SELECT json_agg(c.id ORDER BY c.id) FROM connections c WHERE c.is_enabled
      AND (c.name = u.oauth_provider OR c.name IN (SELECT i.provider FROM user_identities i WHERE i.user_id = u.id))))::text AS ways
  FROM users u LEFT JOIN passwords p ON p.user_id = u.id WHERE u.id = $1 AND u.is_active AND u.deleted IS NULL`;

/** What lets somebody into an active account by a single factor, as text that differs once any of it does; `undefined` when there is no such account. */
export async function findSingleFactors(db: Queryable, userId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ ways: string }>({ name: "factors-single", text: SINGLE, values: [userId] });
  return rows[0]?.ways;
}

const USER = `SELECT u.id AS "userId", u.is_superuser AS "isSuperuser", u.is_internal AS "isInternal",
  u.is_service_account AS "isServiceAccount", u.password_expired IS TRUE AS "passwordExpired"
  FROM users u WHERE u.id = $1 AND u.is_active AND u.deleted IS NULL`;

export interface SignInAccount {
  readonly userId: string;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
}

/** What a session needs to know of an active account. */
export async function findSignInAccount(db: Queryable, userId: string): Promise<SignInAccount | undefined> {
  const { rows } = await db.query<SignInAccount>({ name: "factors-account", text: USER, values: [userId] });
  return rows[0];
}

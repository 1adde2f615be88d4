import type { Queryable } from "../../kernel/context.ts";

export type LinkPurpose = "password_reset" | "magic_link";

/** Keeps that somebody asked for a link. */
export async function insertRequest(db: Queryable, id: string, request: Buffer, now: Date): Promise<void> {
  const text = "INSERT INTO link_requests (id, request, created) VALUES ($1, $2, $3)";
  await db.query({ name: "link-request", text, values: [id, request, now] });
}

const TAKE_REQUESTS = `DELETE FROM link_requests WHERE id IN (SELECT id FROM link_requests ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING request`;

/** Takes requests, sealed; of many at once, each is taken by one. */
export async function takeRequests(tx: Queryable, most: number): Promise<Buffer[]> {
  const { rows } = await tx.query<{ request: Buffer }>({ name: "link-requests-take", text: TAKE_REQUESTS, values: [most] });
  return rows.map((row) => row.request);
}

// A local person's live, active account: what others sign in with is not for us to mail.
const MAY_HAVE_LINKS = `u.is_active AND u.deleted IS NULL AND u.oauth_provider IS NULL AND NOT u.is_service_account AND NOT u.is_internal`;

const INSERT = `INSERT INTO links (hash, user_id, purpose, email_key, password_changed, return_to, expires)
  SELECT $2, u.id, $3, u.email_key, p.changed, $4, $5
  FROM user_identifiers i JOIN users u ON u.id = i.user_id LEFT JOIN passwords p ON p.user_id = u.id
  WHERE i.identifier = $1 AND u.email IS NOT NULL AND ${MAY_HAVE_LINKS}
  RETURNING (SELECT email FROM users WHERE id = user_id) AS email`;

export interface NewLink {
  /** In compared form. */
  readonly identifier: string;
  readonly hash: Buffer;
  readonly purpose: LinkPurpose;
  readonly returnTo: string | null;
  readonly expires: Date;
}

/** Makes a link for the account, where there is one that may have it. @returns where it is to be mailed */
export async function insertLink(tx: Queryable, { identifier, hash, purpose, returnTo, expires }: NewLink): Promise<string | undefined> {
  const { rows } = await tx.query<{ email: string }>({ name: "link-insert", text: INSERT, values: [identifier, hash, purpose, returnTo, expires] });
  return rows[0]?.email;
}

/** What decides whether an account may have a link. */
interface Addressee {
  readonly isPerson: boolean;
  readonly isExternal: boolean;
  readonly isActive: boolean;
  readonly emailKey: string | null;
}

const ADDRESSEE = `SELECT NOT u.is_service_account AND NOT u.is_internal AS "isPerson", u.oauth_provider IS NOT NULL AS "isExternal",
    u.is_active AS "isActive", u.email_key AS "emailKey" FROM users u WHERE u.id = $1 AND u.deleted IS NULL FOR NO KEY UPDATE`;

/** An account that a link is to be mailed to, held until the transaction ends. */
export async function holdLinkAccount(tx: Queryable, userId: string): Promise<Addressee | undefined> {
  const { rows } = await tx.query<Addressee>({ name: "link-addressee", text: ADDRESSEE, values: [userId] });
  return rows[0];
}

/** What a link leads to. */
export interface LinkAccount {
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  readonly name: string | null;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
  readonly returnTo: string | null;
}

const SHOWN = `u.id AS "userId", u.username, u.email, u.name, u.is_superuser AS "isSuperuser", u.is_internal AS "isInternal",
  u.is_service_account AS "isServiceAccount", u.password_expired IS TRUE AS "passwordExpired", l.return_to AS "returnTo"`;

/** What makes a link good: the account is as it was when the link was made. */
const GOOD = `l.hash = $1 AND l.purpose = $2 AND l.expires > $3 AND u.id = l.user_id AND ${MAY_HAVE_LINKS}
  AND u.email_key = l.email_key AND (SELECT p.changed FROM passwords p WHERE p.user_id = u.id) IS NOT DISTINCT FROM l.password_changed`;

/** What a good link leads to; it stays good. */
export async function findLink(db: Queryable, hash: Buffer, purpose: LinkPurpose, now: Date): Promise<LinkAccount | undefined> {
  const text = `SELECT ${SHOWN} FROM links l, users u WHERE ${GOOD}`;
  const { rows } = await db.query<LinkAccount>({ name: "link-find", text, values: [hash, purpose, now] });
  return rows[0];
}

const HOLD = `SELECT 1 FROM users WHERE id = (SELECT user_id FROM links WHERE hash = $1) FOR NO KEY UPDATE`;
const TAKE = `DELETE FROM links l USING users u WHERE ${GOOD} RETURNING ${SHOWN}`;

/** Uses up a link, with its account held: a change of the account comes wholly before or wholly after. Of many at once, one does. */
export async function takeLink(tx: Queryable, hash: Buffer, purpose: LinkPurpose, now: Date): Promise<LinkAccount | undefined> {
  await tx.query({ name: "link-hold", text: HOLD, values: [hash] });
  const { rows } = await tx.query<LinkAccount>({ name: "link-take", text: TAKE, values: [hash, purpose, now] });
  return rows[0];
}

const CHOSEN = `UPDATE users SET password_expired = false, version = version + 1, updated = $2 WHERE id = $1`;

/** Its owner chose the account's password. */
export async function unexpirePassword(tx: Queryable, userId: string, now: Date): Promise<void> {
  await tx.query({ name: "link-password", text: CHOSEN, values: [userId, now] });
}

const PURGE = `DELETE FROM links WHERE hash IN (SELECT hash FROM links WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Removes links that are too old; a bounded number at once. @returns how many */
export async function purgeLinks(db: Queryable, now: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "links-purge", text: PURGE, values: [now, most] });
  return rowCount;
}

const REQUESTS = `SELECT count(*)::int AS waiting, min(created) AS oldest FROM (SELECT created FROM link_requests ORDER BY id LIMIT $1) r`;

/** The requests that wait for their answer, counted up to `most`. */
export async function measureRequests(db: Queryable, most: number): Promise<{ waiting: number; oldest: Date | null }> {
  const { rows } = await db.query<{ waiting: number; oldest: Date | null }>({ name: "link-requests-queue", text: REQUESTS, values: [most] });
  return rows[0] ?? { waiting: 0, oldest: null };
}

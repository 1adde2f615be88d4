import type { Queryable } from "../kernel/context.ts";
import type { ExternalIdentity } from "../modules/users/external-service.ts";

/** A sign-in that is at the provider. */
export interface PendingSignIn {
  readonly connectionId: string;
  /** Set: a dry run. */
  readonly testId: string | null;
  /** Set: whose account the identity is linked to. */
  readonly linkUserId: string | null;
  readonly returnTo: string;
}

const INSERT_SIGN_IN = `INSERT INTO pending_sign_ins (state_hash, browser_hash, connection_id, test_id, link_user_id, return_to, expires)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

export async function insertPending(db: Queryable, stateHash: Buffer, browserHash: Buffer, pending: PendingSignIn, expires: Date): Promise<void> {
  const values = [stateHash, browserHash, pending.connectionId, pending.testId, pending.linkUserId, pending.returnTo, expires];
  await db.query({ name: "pending-sign-in-insert", text: INSERT_SIGN_IN, values });
}

// Another browser than the one that began does not even use it up.
const TAKE_SIGN_IN = `DELETE FROM pending_sign_ins WHERE state_hash = $1 AND browser_hash = $2 AND expires > $3
  RETURNING connection_id AS "connectionId", test_id AS "testId", link_user_id AS "linkUserId", return_to AS "returnTo"`;

/** Takes a pending sign-in: of many at once one gets it. */
export async function takePending(db: Queryable, stateHash: Buffer, browserHash: Buffer, now: Date): Promise<PendingSignIn | undefined> {
  const { rows } = await db.query<PendingSignIn>({ name: "pending-sign-in-take", text: TAKE_SIGN_IN, values: [stateHash, browserHash, now] });
  return rows[0];
}

/** An identity that waits for the password of the account it belongs to. */
export interface PendingLink {
  readonly connectionId: string;
  readonly userId: string;
  readonly identity: ExternalIdentity & { readonly amr: readonly string[] };
  readonly returnTo: string;
}

const INSERT_LINK = `INSERT INTO pending_links (token_hash, connection_id, user_id, identity, return_to, expires) VALUES ($1, $2, $3, $4, $5, $6)`;

export async function insertLink(db: Queryable, tokenHash: Buffer, link: PendingLink, expires: Date): Promise<void> {
  const values = [tokenHash, link.connectionId, link.userId, JSON.stringify(link.identity), link.returnTo, expires];
  await db.query({ name: "pending-link-insert", text: INSERT_LINK, values });
}

const LINK = `connection_id AS "connectionId", user_id AS "userId", identity, return_to AS "returnTo"`;

export async function findLink(db: Queryable, tokenHash: Buffer, now: Date): Promise<PendingLink | undefined> {
  const text = `SELECT ${LINK} FROM pending_links WHERE token_hash = $1 AND expires > $2`;
  const { rows } = await db.query<PendingLink>({ name: "pending-link-find", text, values: [tokenHash, now] });
  return rows[0];
}

/** Takes a pending link: of many at once one gets it. */
export async function takeLink(tx: Queryable, tokenHash: Buffer, now: Date): Promise<PendingLink | undefined> {
  const text = `DELETE FROM pending_links WHERE token_hash = $1 AND expires > $2 RETURNING ${LINK}`;
  const { rows } = await tx.query<PendingLink>({ name: "pending-link-take", text, values: [tokenHash, now] });
  return rows[0];
}

const PURGE = (table: string, key: string) =>
  `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`;

const PURGES = [
  { name: "pending-sign-ins-purge", text: PURGE("pending_sign_ins", "state_hash") },
  { name: "identity-requests-purge", text: PURGE("identity_requests", "session_id") },
  { name: "pending-links-purge", text: PURGE("pending_links", "token_hash") },
  { name: "connection-tests-purge", text: PURGE("connection_tests", "id") },
];

/** Somebody who is signed in wants to link an identity. */
export interface LinkRequest {
  readonly sessionId: string;
  readonly userId: string;
  readonly connectionId: string;
  readonly returnTo: string;
}

const REQUEST = `INSERT INTO identity_requests (session_id, user_id, token_hash, connection_id, return_to, expires) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (session_id) DO UPDATE SET token_hash = excluded.token_hash, connection_id = excluded.connection_id, return_to = excluded.return_to,
    expires = excluded.expires`;

/** Keeps a request to link, in place of the one before of the same session. */
export async function putRequest(tx: Queryable, tokenHash: Buffer, request: LinkRequest, expires: Date): Promise<void> {
  const values = [request.sessionId, request.userId, tokenHash, request.connectionId, request.returnTo, expires];
  await tx.query({ name: "identity-request-put", text: REQUEST, values });
}

// Whoever is signed in as somebody else does not use it up.
const TAKE_REQUEST = `DELETE FROM identity_requests WHERE token_hash = $1 AND user_id = $2 AND expires > $3
  RETURNING session_id AS "sessionId", user_id AS "userId", connection_id AS "connectionId", return_to AS "returnTo"`;

/** Takes a request to link: of many at once one gets it. */
export async function takeRequest(db: Queryable, tokenHash: Buffer, userId: string, now: Date): Promise<LinkRequest | undefined> {
  const { rows } = await db.query<LinkRequest>({ name: "identity-request-take", text: TAKE_REQUEST, values: [tokenHash, userId, now] });
  return rows[0];
}

/** Whether a request to link waits for somebody. */
export async function hasRequest(db: Queryable, tokenHash: Buffer, now: Date): Promise<boolean> {
  const text = "SELECT 1 FROM identity_requests WHERE token_hash = $1 AND expires > $2";
  const { rowCount } = await db.query({ name: "identity-request-has", text, values: [tokenHash, now] });
  return rowCount === 1;
}

/** Removes what has had its time, a bounded number of each at once. @returns the most of one kind */
export async function purgePending(db: Queryable, now: Date, most: number): Promise<number> {
  let removed = 0;
  for (const { name, text } of PURGES) removed = Math.max(removed, (await db.query({ name, text, values: [now, most] })).rowCount);
  return removed;
}

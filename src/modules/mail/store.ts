import { pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { MailListQuery } from "./schema.ts";

export interface NewMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  /** Sealed. */
  readonly body: Buffer;
  readonly now: Date;
  readonly expires: Date;
}

const INSERT = `INSERT INTO mail (id, recipient, subject, body, created, due, expires) VALUES ($1, $2, $3, $4, $5, $5, $6)`;

export async function insertMail(tx: Queryable, mail: NewMail): Promise<void> {
  const { id, recipient, subject, body, now, expires } = mail;
  await tx.query({ name: "mail-insert", text: INSERT, values: [id, recipient, subject, body, now, expires] });
}

/** A message that this process has taken to send. */
export interface TakenMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: Buffer;
  /** How often it has been tried, this time included. */
  readonly attempts: number;
}

// Whoever takes a message puts its next try off: no other process takes it meanwhile, and one that dies loses none.
const TAKE = `UPDATE mail SET attempts = attempts + 1, due = $1::timestamptz + $2::float8 * interval '1 second' WHERE id IN (
    SELECT id FROM mail WHERE due <= $1 AND expires > $1 ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED
  ) RETURNING id, recipient, subject, body, attempts`;

/**
 * Takes messages that are due.
 *
 * @param lease seconds in which nobody else takes them
 */
export async function takeDue(db: Queryable, now: Date, lease: number, most: number): Promise<TakenMail[]> {
  const { rows } = await db.query<TakenMail>({ name: "mail-take", text: TAKE, values: [now, lease, most] });
  return rows;
}

/** Removes a message that was sent. */
export async function deleteMail(db: Queryable, id: string): Promise<void> {
  await db.query({ name: "mail-delete", text: "DELETE FROM mail WHERE id = $1", values: [id] });
}

const FAILED = `UPDATE mail SET due = $2, problem = $3, body = CASE WHEN $2::timestamptz IS NULL THEN NULL ELSE body END WHERE id = $1`;

/** Keeps what went wrong. @param due when it is tried again; `null`: given up, and what it said is forgotten */
export async function postpone(db: Queryable, id: string, due: Date | null, problem: string): Promise<void> {
  await db.query({ name: "mail-postpone", text: FAILED, values: [id, due, problem] });
}

const PURGE = `DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Removes messages that are no good any more; a bounded number at once. @returns how many */
export async function purgeMail(db: Queryable, now: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "mail-purge", text: PURGE, values: [now, most] });
  return rowCount;
}

const LIST = pageSql({
  rows: `SELECT * FROM mail WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2::int + 1 OFFSET $3::bigint`,
  alias: "m",
  shown: `(SELECT m.id, m.recipient, m.subject, m.created, m.expires, m.attempts,
    CASE WHEN m.due IS NULL THEN 'failed' ELSE 'waiting' END AS status, m.problem)`,
  position: "m.id::text",
  limit: "$2",
});

/** A page of the messages that are there, newest first, as JSON text. */
export async function listMailRows(db: Queryable, before: string | undefined, query: MailListQuery): Promise<{ json: string; last: string | undefined }> {
  return readPage(db, { name: "mail-list", text: LIST, values: [before ?? null, query.limit, query.offset] });
}

/** How many messages are there. */
export async function countMail(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "mail-count", text: "SELECT count(*) AS n FROM mail" });
  return Number(rows[0]?.n ?? 0);
}

const NEWEST = `SELECT id, recipient, subject, body, attempts FROM mail WHERE body IS NOT NULL AND expires > $1 ORDER BY id DESC LIMIT 50`;

/** The newest messages with what they say, sealed. */
export async function findNewest(db: Queryable, now: Date): Promise<TakenMail[]> {
  const { rows } = await db.query<TakenMail>({ name: "mail-newest", text: NEWEST, values: [now] });
  return rows;
}

const QUEUE = `SELECT (SELECT count(*) FROM (SELECT 1 FROM mail WHERE due IS NOT NULL LIMIT $1) w)::int AS waiting,
  (SELECT count(*) FROM (SELECT 1 FROM mail WHERE due IS NULL LIMIT $1) f)::int AS "givenUp",
  (SELECT created FROM mail WHERE due IS NOT NULL ORDER BY id LIMIT 1) AS oldest`;

/** What waits to be sent, and what was given up, each counted up to `most`. */
export async function measureQueue(db: Queryable, most: number): Promise<{ waiting: number; givenUp: number; oldest: Date | null }> {
  const { rows } = await db.query<{ waiting: number; givenUp: number; oldest: Date | null }>({ name: "mail-queue", text: QUEUE, values: [most] });
  return rows[0] ?? { waiting: 0, givenUp: 0, oldest: null };
}

import type { Queryable } from "../kernel/context.ts";
import type { ConnectionTest } from "./schema.ts";

export type TestOutcome = Pick<ConnectionTest, "claims" | "profile" | "outcome" | "reason">;

export interface NewTest {
  readonly id: string;
  readonly connectionId: string;
  /** Who tries. */
  readonly userId: string;
  readonly tokenHash: Buffer;
  readonly created: Date;
  readonly expires: Date;
}

const INSERT = `INSERT INTO connection_tests (id, connection_id, user_id, token_hash, created, expires) VALUES ($1, $2, $3, $4, $5, $6)`;

export async function insertTest(tx: Queryable, { id, connectionId, userId, tokenHash, created, expires }: NewTest): Promise<void> {
  await tx.query({ name: "connection-test-insert", text: INSERT, values: [id, connectionId, userId, tokenHash, created, expires] });
}

export interface Begun {
  readonly id: string;
  readonly connectionId: string;
}

const TAKE = `UPDATE connection_tests SET token_hash = NULL WHERE token_hash = $1 AND expires > $2 RETURNING id, connection_id AS "connectionId"`;

/** Uses up the secret of a dry run: of many at once one gets it. */
export async function takeTest(db: Queryable, tokenHash: Buffer, now: Date): Promise<Begun | undefined> {
  const { rows } = await db.query<Begun>({ name: "connection-test-take", text: TAKE, values: [tokenHash, now] });
  return rows[0];
}

export async function writeOutcome(db: Queryable, id: string, outcome: TestOutcome): Promise<void> {
  const text = "UPDATE connection_tests SET outcome = $2 WHERE id = $1";
  await db.query({ name: "connection-test-outcome", text, values: [id, JSON.stringify(outcome)] });
}

const FIND = `SELECT connection_id AS "connectionId", outcome, created FROM connection_tests WHERE id = $1 AND expires > $2`;

export async function findTest(
  db: Queryable,
  id: string,
  now: Date,
): Promise<{ readonly connectionId: string; readonly outcome: TestOutcome | null; readonly created: Date } | undefined> {
  const { rows } = await db.query<{ connectionId: string; outcome: TestOutcome | null; created: Date }>({
    name: "connection-test-find",
    text: FIND,
    values: [id, now],
  });
  return rows[0];
}

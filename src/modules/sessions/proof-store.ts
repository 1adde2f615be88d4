import type { Queryable } from "../../kernel/context.ts";

const UPGRADE = `UPDATE sessions SET amr = (SELECT array_agg(DISTINCT m) FROM unnest(amr || $2::text[]) m) WHERE id = $1 OR parent_id = $1`;

/** Adds to how a session's account proved who it is; those of applications that hang on it too. */
export async function upgradeSession(tx: Queryable, id: string, amr: readonly string[]): Promise<void> {
  await tx.query({ name: "session-upgrade", text: UPGRADE, values: [id, amr] });
}

const AMR = "SELECT amr FROM sessions WHERE id = $1";

/** How a session's account proved who it is; `undefined` when the session has ended. */
export async function findAmr(db: Queryable, id: string): Promise<readonly string[] | undefined> {
  const { rows } = await db.query<{ amr: string[] }>({ name: "session-amr", text: AMR, values: [id] });
  return rows[0]?.amr;
}

const USED_FROM = `SELECT 1 FROM sessions WHERE user_id = $1 AND address = $2 AND 'mfa' = ANY (amr) AND expires > $3 LIMIT 1`;

/** Whether an account is signed in from an address with more than one factor. */
export async function isKnownAddress(db: Queryable, userId: string, address: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query({ name: "session-address", text: USED_FROM, values: [userId, address, now] });
  return rowCount > 0;
}

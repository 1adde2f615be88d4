import type { Queryable } from "../../kernel/context.ts";

const UPGRADE = `UPDATE sessions SET amr = (SELECT array_agg(DISTINCT m) FROM unnest(amr || $2::text[]) m) WHERE id = $1 OR parent_id = $1`;

/** Adds to how a session's account proved who it is; those of applications that hang on it too. */
export async function upgradeSession(tx: Queryable, id: string, amr: readonly string[]): Promise<void> {
  await tx.query({ name: "session-upgrade", text: UPGRADE, values: [id, amr] });
}

const FOLLOW = `UPDATE sessions s SET auth_time = p.auth_time, amr = p.amr FROM sessions p
  WHERE s.id = $1 AND p.id = $2 AND p.user_id = s.user_id AND p.id IN (s.parent_id, s.outlives) AND s.auth_time < p.auth_time`;

/** Gives an application's session the later proof of the browser's that it hangs on. @returns whether there was one */
export async function followSession(db: Queryable, id: string, browserId: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "session-follow", text: FOLLOW, values: [id, browserId] });
  return rowCount > 0;
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

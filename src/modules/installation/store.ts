import type { Queryable } from "../../kernel/context.ts";

const READ = 'SELECT key_check AS "keyCheck" FROM installation WHERE id = 1';
const CLAIM = "UPDATE installation SET key_check = $1 WHERE id = 1 AND key_check IS NULL";

/** What was sealed with the installation key at the first start. */
export async function readKeyCheck(db: Queryable): Promise<Buffer | null> {
  const { rows } = await db.query<{ keyCheck: Buffer | null }>({ text: READ });
  return rows[0]?.keyCheck ?? null;
}

/** Leaves it there, unless another process was first. */
export async function claimKeyCheck(db: Queryable, sealed: Buffer): Promise<void> {
  await db.query({ text: CLAIM, values: [sealed] });
}

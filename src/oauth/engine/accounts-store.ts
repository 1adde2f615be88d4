import type { Queryable } from "../../kernel/context.ts";

/** What an ID token and userinfo may say of an account. */
export interface AccountFacts {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  /** The address was checked by an external provider. */
  readonly emailVerified: boolean;
  readonly updated: Date;
}

const FIND = `SELECT id, username, email, name, avatar_url AS "avatarUrl", oauth_provider IS NOT NULL AND email IS NOT NULL AS "emailVerified", updated
  FROM users WHERE id = $1 AND is_active AND deleted IS NULL`;

/** The live, active account. */
export async function findAccountFacts(db: Queryable, id: string): Promise<AccountFacts | undefined> {
  const { rows } = await db.query<AccountFacts>({ name: "oauth-account", text: FIND, values: [id] });
  return rows[0];
}

const AMR = `SELECT amr FROM sessions WHERE id = $1`;

/** How the account of a session proved who it is. */
export async function findAmr(db: Queryable, sessionId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ amr: string[] }>({ name: "session-amr", text: AMR, values: [sessionId] });
  return rows[0]?.amr ?? [];
}

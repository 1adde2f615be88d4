import type { Queryable } from "../../kernel/context.ts";

/** What the database tells of the steps. */
export interface SetupFacts {
  readonly passwordChanged: boolean;
  readonly superuser: boolean;
  readonly secondFactor: boolean;
  readonly organization: boolean;
  readonly invitation: boolean;
  readonly connection: boolean;
}

// The reserved admin's first password is set in the transaction that makes the account.
const FACTS = `SELECT
    coalesce((SELECT p.changed > u.created + interval '10 seconds' FROM users u JOIN passwords p ON p.user_id = u.id
      WHERE u.is_internal AND u.is_superuser AND u.deleted IS NULL ORDER BY u.id LIMIT 1), false) AS "passwordChanged",
    EXISTS (SELECT 1 FROM users WHERE is_superuser AND is_active AND NOT is_internal AND deleted IS NULL) AS superuser,
    EXISTS (SELECT 1 FROM totp WHERE user_id = $1 AND secret IS NOT NULL) OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = $1) AS "secondFactor",
    EXISTS (SELECT 1 FROM organizations WHERE deleted IS NULL) AS organization,
    EXISTS (SELECT 1 FROM invitations) AS invitation,
    EXISTS (SELECT 1 FROM connections WHERE is_enabled) AS connection`;

/** Which steps the database shows as done, in one statement whose parts each stop at the first row. */
export async function readSetupFacts(db: Queryable, userId: string | null): Promise<SetupFacts> {
  const { rows } = await db.query<SetupFacts>({ name: "setup-facts", text: FACTS, values: [userId] });
  return rows[0] as SetupFacts;
}

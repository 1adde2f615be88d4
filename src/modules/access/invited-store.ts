import type { Queryable } from "../../kernel/context.ts";

// The link to copy is forgotten where somebody else gives than whoever has it: it would let them take what they do not hold.
const HOLD = `UPDATE invitations i SET copied_hash = CASE WHEN i.copied_by = $3 THEN i.copied_hash END
  WHERE i.id = $2 AND i.organization_id = $1 AND i.status = 'pending' AND i.expires > $4`;

/**
 * Holds an open invitation of the organization until the transaction ends, for somebody who gives it something.
 *
 * @returns whether there is one
 */
export async function holdInvitation(tx: Queryable, organizationId: string, id: string, giver: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "access-invitation", text: HOLD, values: [organizationId, id, giver, now] });
  return rowCount > 0;
}

import type { Queryable } from "../../kernel/context.ts";

const HOLD = `SELECT 1 FROM invitations i WHERE i.id = $2 AND i.organization_id = $1 AND i.status = 'pending' AND i.expires > $3 FOR KEY SHARE`;

/** Whether this is an open invitation of the organization; it stays until the transaction ends. */
export async function holdInvitation(tx: Queryable, organizationId: string, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "access-invitation", text: HOLD, values: [organizationId, id, now] });
  return rowCount > 0;
}

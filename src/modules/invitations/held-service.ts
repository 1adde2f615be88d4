/** What whoever accepts an invitation will hold by it: nobody hands on what they do not hold. */
import type { Place } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { type Access, requireGrantable } from "../access/service.ts";
import { findHeld, type InvitationRow } from "./store.ts";

/**
 * Lets somebody pass who holds all that an invitation holds, and what the teams hold that it has places in.
 *
 * @param accessOf what they may do at a place
 * @throws RosterError `role.beyond_own`
 */
export async function requireAllHeld(
  ctx: Context,
  { id, organizationId }: Pick<InvitationRow, "id" | "organizationId">,
  accessOf: (place: Place) => Promise<Access>,
): Promise<void> {
  for (const { workspaceId, projectId, ...role } of await findHeld(queryable(ctx), id)) {
    requireGrantable(await accessOf({ organizationId, workspaceId, projectId }), ctx.app.catalogue.permissionsOf(role));
  }
}

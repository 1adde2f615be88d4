/** The role that an invitation is made with. */
import { ORGANIZATION_MEMBER } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Access, requireGrantable, wholeOf } from "../access/service.ts";
import { insertAssignment } from "./assignments-store.ts";
import { findPredefined, findRole } from "./store.ts";

interface Invited {
  readonly organizationId: string;
  readonly invitationId: string;
  /** A role of the organization; `undefined`: Organization Member. */
  readonly roleId: string | undefined;
}

/**
 * Inside a transaction that holds the organization: gives an invitation the role that it is made with.
 *
 * @param access what the caller may do in the organization: nobody invites into what they do not hold
 * @throws RosterError `role.not_found`, `role.wrong_level`, `role.beyond_own`
 */
export async function inviteInto(ctx: Context, access: Access, { organizationId, invitationId, roleId }: Invited): Promise<void> {
  const tx = queryable(ctx);
  const id = roleId ?? (await findPredefined(tx, organizationId, ORGANIZATION_MEMBER));
  const role = id === undefined ? undefined : await findRole(tx, id);
  if (role?.organizationId !== organizationId) throw refusal("role.not_found");
  if (role.level !== "organization") {
    throw refusal("role.wrong_level", "An invitation is made with a role of the organization. Give it others, in a workspace or a project, afterwards.");
  }
  requireGrantable(access, ctx.app.catalogue.permissionsOf(role));
  const assignment = uuidv7(ctx.app.clock.now());
  const holder = { userId: null, teamId: null, invitationId };
  await insertAssignment(tx, { id: assignment, roleId: role.id, ...wholeOf(organizationId), ...holder, now: new Date(uuidTime(assignment)) });
}

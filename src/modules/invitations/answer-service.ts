import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { ORGANIZATION_MEMBER } from "../../kernel/access.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { RosterError, refusal } from "../../kernel/errors.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { holdOrganization, isActivePerson, isMember, wholeOf } from "../access/service.ts";
import { provenAddress } from "../credentials/addresses-service.ts";
import { assignPredefined } from "../roles/predefined-service.ts";
import { principalOf } from "../users/service.ts";
import type { ReceivedListQuery } from "./schema.ts";
import { closeAccepted, closeInvitation, dropHeld, findCompleting, findInvitation, type InvitationRow, listOfAddress, passHeld } from "./store.ts";

const nowOf = (ctx: Context) => new Date(ctx.app.clock.now());

/**
 * A page of the open invitations to the address that the caller has proven to be theirs, in the order of creation;
 * nothing, where they have proven none.
 *
 * @throws RosterError `cursor.invalid`
 */
export async function listReceived(ctx: Context, query: ReceivedListQuery): Promise<Page> {
  const { id } = principalOf(ctx);
  const emailKey = (await provenAddress(ctx, id)) ?? null;
  return pageById(ctx.app.keyring, ["received invitations", emailKey ?? ""], query, listOfAddress(queryable(ctx), emailKey, query, nowOf(ctx)));
}

type Invited = Pick<InvitationRow, "id" | "organizationId">;

/**
 * Inside a transaction that holds the organization: an account takes the place of an open invitation. What it holds
 * already it keeps.
 *
 * @throws RosterError `invitation.over`, `invitation.people_only` also when the account is not active any more
 */
export async function passTo(ctx: Context, { id, organizationId }: Invited, userId: string): Promise<void> {
  const tx = queryable(ctx);
  const now = nowOf(ctx);
  if (!(await isActivePerson(ctx, userId))) throw refusal("invitation.people_only");
  if (!(await closeAccepted(tx, id, userId, now))) throw refusal("invitation.over");
  const { roles, teams } = await passHeld(tx, id, userId, now);
  // Its roles went with a workspace, or were taken: whoever accepts is a member all the same.
  if (!(await isMember(ctx, organizationId, userId))) await assignPredefined(ctx, ORGANIZATION_MEMBER, wholeOf(organizationId), userId);
  const after = { user_id: userId, organization_id: organizationId, roles, teams };
  await insertAudit(ctx, tx, { action: "invitation.accept", targetType: "invitation", targetId: id, before: { status: "pending" }, after });
}

/** Whoever answers is a person. @throws RosterError `invitation.people_only` */
export function requirePerson(ctx: Context): Principal {
  const actor = principalOf(ctx);
  if (actor.isServiceAccount) throw refusal("invitation.people_only");
  return actor;
}

/** An invitation to the caller. @throws RosterError `invitation.not_found` */
async function requireReceived(ctx: Context, id: string): Promise<InvitationRow> {
  const actor = requirePerson(ctx);
  const [found, emailKey] = await Promise.all([findInvitation(queryable(ctx), id, nowOf(ctx)), provenAddress(ctx, actor.id)]);
  if (!found || found.emailKey !== emailKey) throw refusal("invitation.not_found");
  return found;
}

/**
 * Accepts an invitation to the caller's proven address.
 *
 * @throws RosterError `invitation.not_found`, `invitation.over`, `invitation.people_only`, `organization.not_found`
 */
export async function acceptInvitation(ctx: Context, id: string): Promise<void> {
  const seen = await requireReceived(ctx, id);
  await transaction(ctx, async (inner) => {
    await holdOrganization(inner, seen.organizationId);
    // The address may have passed to somebody else since.
    await requireReceived(inner, id);
    await passTo(inner, seen, principalOf(ctx).id);
  });
}

/** Inside a transaction that holds the organization: declines. @throws RosterError `invitation.over` */
export async function decline(ctx: Context, { id }: Invited): Promise<void> {
  const tx = queryable(ctx);
  if (!(await closeInvitation(tx, id, "declined", nowOf(ctx)))) throw refusal("invitation.over");
  await dropHeld(tx, id);
  await insertAudit(ctx, tx, { action: "invitation.decline", targetType: "invitation", targetId: id, before: { status: "pending" } });
}

/**
 * Declines an invitation to the caller's proven address.
 *
 * @throws RosterError as `acceptInvitation`
 */
export async function declineInvitation(ctx: Context, id: string): Promise<void> {
  const seen = await requireReceived(ctx, id);
  await transaction(ctx, async (inner) => {
    await holdOrganization(inner, seen.organizationId);
    await requireReceived(inner, id);
    await decline(inner, seen);
  });
}

/**
 * After a sign-in by an identity provider: accepts what completes by itself for the address that the provider verified.
 * What cannot be accepted stays in the list, and holds nobody up.
 */
export async function completeInvitations(ctx: Context, userId: string, provider: string): Promise<void> {
  const emailKey = await provenAddress(ctx, userId);
  if (emailKey === undefined) return;
  const acting: Context = ctx.actor.kind === "anonymous" ? { ...ctx, actor: { kind: "system", name: `connection ${provider}` } } : ctx;
  for (const id of await findCompleting(queryable(ctx), emailKey, nowOf(ctx))) {
    try {
      await transaction(acting, async (inner, tx) => {
        const found = await findInvitation(tx, id, nowOf(ctx));
        if (!found) return;
        await holdOrganization(inner, found.organizationId);
        if ((await provenAddress(inner, userId)) === found.emailKey) await passTo(inner, found, userId);
      });
    } catch (error) {
      if (!(error instanceof RosterError)) throw error;
      ctx.app.log.info({ invitation: id, code: error.code, request_id: ctx.requestId }, "an invitation did not complete by itself");
    }
  }
}

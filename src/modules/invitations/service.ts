import { domainToASCII } from "node:url";
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal, retryLater } from "../../kernel/errors.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { identifierKey } from "../../kernel/text.ts";
import { accessAt, holdAccess, isMember, organizationId, requireAccess } from "../access/service.ts";
import { holderOfAddress } from "../credentials/addresses-service.ts";
import type { Throttle } from "../credentials/throttle.ts";
import { enqueueMail } from "../mail/service.ts";
import { inviteInto } from "../roles/invited-service.ts";
import { principalOf } from "../users/service.ts";
import { passTo } from "./answer-service.ts";
import { requireAllHeld } from "./held-service.ts";
import { invitationMessage } from "./messages.ts";
import type { InvitationCreate, InvitationListQuery } from "./schema.ts";
import {
  closeInvitation,
  countLoad,
  dropExpired,
  dropHeld,
  findInvitation,
  type InvitationRow,
  insertInvitation,
  isTrusted,
  type Links,
  listOfOrganization,
  nameOf,
  purgeInvitations,
  readInvitation,
  renewLinks,
} from "./store.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Invitations of an organization that are open: at most. */
const MOST_OPEN = 1000;
/** Invitations of an organization that are sent within an hour: at most. Mail must not become a way to reach strangers. */
const MOST_IN_HOUR = 200;
/** Days that an invitation is kept after it is over. */
const KEPT = 30;

const nowOf = (ctx: Context) => new Date(ctx.app.clock.now());

/**
 * A page of the invitations of an organization, in the order of creation; those that are over for 30 days.
 *
 * @param organization its id or its name
 * @throws RosterError `organization.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listInvitations(ctx: Context, organization: string, query: InvitationListQuery): Promise<Page> {
  const id = await organizationId(ctx, organization);
  await requireAccess(ctx, id, "invitation:read");
  return pageById(ctx.app.keyring, ["invitations", id], query, listOfOrganization(queryable(ctx), id, query, nowOf(ctx)));
}

interface FreshLinks {
  readonly links: Links;
  /** What goes by mail, and what is shown to whoever asked. */
  readonly mailedToken: string;
  readonly copiedToken: string;
}

/** @param now milliseconds since 1970 UTC */
function freshLinks(ctx: Context, now: number): FreshLinks {
  const [mailedToken, copiedToken] = [newSecret(), newSecret()];
  const expires = new Date(now + ctx.app.config.invitationDays * DAY);
  const links = { mailed: hashSecret(mailedToken), copied: hashSecret(copiedToken), copiedBy: principalOf(ctx).id, now: new Date(now), expires };
  return { links, mailedToken, copiedToken };
}

/** Where an invitation is accepted. */
const addressOf = (publicUrl: string, token: string) => `${publicUrl}/invitation?token=${token}`;

/** Writes the mail, and shows the invitation with the link to be handed on. */
async function send(ctx: Context, publicUrl: string, { id, organizationId: orgId, email }: Sent, fresh: FreshLinks): Promise<string> {
  const tx = queryable(ctx);
  const { installationName, invitationDays } = ctx.app.config;
  const address = addressOf(publicUrl, fresh.mailedToken);
  const message = invitationMessage({ installation: installationName, organization: await nameOf(tx, orgId), address, days: invitationDays });
  await enqueueMail(ctx, { recipient: email, ...message }, (invitationDays * DAY) / 1000);
  const shown = JSON.parse(await readInvitation(tx, id, fresh.links.now)) as object;
  return JSON.stringify({ ...shown, link: addressOf(publicUrl, fresh.copiedToken) });
}

/** What the audit log shows of an invitation: whom it is for, and what it holds. */
async function auditedState(ctx: Context, id: string): Promise<object> {
  const { organization_id, email, roles, team_ids, expires } = JSON.parse(await readInvitation(queryable(ctx), id, nowOf(ctx))) as Record<string, unknown>;
  return { organization_id, email, roles, team_ids, expires };
}

type Sent = Pick<InvitationRow, "id" | "organizationId" | "email">;

/** With the organization held: there may be one more. @throws RosterError `invitation.too_many`, `invitation.too_often` */
async function requireRoom(ctx: Context, orgId: string): Promise<void> {
  const now = ctx.app.clock.now();
  const { open, recent, first } = await countLoad(queryable(ctx), orgId, new Date(now), new Date(now - HOUR));
  if (Number(open) >= MOST_OPEN) throw refusal("invitation.too_many");
  if (Number(recent) >= MOST_IN_HOUR) throw retryLater("invitation.too_often", ((first?.getTime() ?? now) + HOUR - now) / 1000);
}

/** The domain of an address, in the form in which organizations name those that they trust. */
const domainOf = (email: string) => domainToASCII(email.slice(email.lastIndexOf("@") + 1));

/**
 * The account that has the address, where inviting it makes it a member at once (setting ROSTER_INVITE_ADDS_MEMBERS).
 *
 * @throws RosterError `invitation.already_member`
 */
async function findAdded(ctx: Context, orgId: string, emailKey: string): Promise<string | undefined> {
  const holder = await holderOfAddress(ctx, emailKey);
  if (holder && (await isMember(ctx, orgId, holder.userId))) throw refusal("invitation.already_member");
  return holder?.isProven && ctx.app.config.inviteAddsMembers ? holder.userId : undefined;
}

/** What sending takes. */
export interface Sending {
  readonly throttle: Throttle;
  readonly publicUrl: string;
}

/**
 * Invites an e-mail address into an organization, with a role. It is mailed a link; another is shown, to be handed on.
 *
 * @param organization its id or its name
 * @returns the invitation as JSON text, with the link
 * @throws RosterError `organization.not_found`, `access.denied`, `role.not_found`, `role.wrong_level`, `role.beyond_own`,
 *   `invitation.open`, `invitation.already_member`, `invitation.too_many`, `invitation.too_often`
 */
export async function createInvitation(ctx: Context, { throttle, publicUrl }: Sending, organization: string, input: InvitationCreate): Promise<string> {
  const orgId = await organizationId(ctx, organization);
  await requireAccess(ctx, orgId, "invitation:create");
  const emailKey = identifierKey(input.email);
  await throttle.count(ctx, "invitation", `${orgId} ${emailKey}`, "invitation.too_often");
  return transaction(ctx, async (inner, tx) => {
    const access = await holdAccess(inner, orgId, "invitation:create");
    const now = nowOf(ctx);
    const id = uuidv7(now.getTime());
    const added = await findAdded(inner, orgId, emailKey);
    await dropExpired(tx, orgId, emailKey, now);
    await requireRoom(inner, orgId);
    const fresh = freshLinks(ctx, now.getTime());
    const completes = await isTrusted(tx, orgId, domainOf(input.email));
    await insertInvitation(tx, { id, organizationId: orgId, email: input.email, completes, ...fresh.links });
    await inviteInto(inner, access, { organizationId: orgId, invitationId: id, roleId: input.role_id ?? undefined });
    const after = await auditedState(inner, id);
    await insertAudit(inner, tx, { action: "invitation.create", targetType: "invitation", targetId: id, after });
    if (added === undefined) return send(inner, publicUrl, { id, organizationId: orgId, email: input.email }, fresh);
    await passTo(inner, { id, organizationId: orgId }, added);
    return readInvitation(tx, id, now);
  });
}

/** An invitation of the organization that an address names. @throws RosterError `invitation.not_found` */
async function requireInvitationOf(ctx: Context, organization: string, id: string, permission: string): Promise<InvitationRow> {
  const orgId = await organizationId(ctx, organization);
  await requireAccess(ctx, orgId, permission);
  const found = await findInvitation(queryable(ctx), id, nowOf(ctx));
  if (found?.organizationId !== orgId) throw refusal("invitation.not_found");
  return found;
}

/**
 * Sends an invitation that nobody answered again, also when its time is over: with new links, which alone work from
 * now on, for another term.
 *
 * @returns the invitation as JSON text, with the link
 * @throws RosterError `organization.not_found`, `access.denied`, `invitation.not_found`, `invitation.over`,
 *   `role.beyond_own`, `invitation.too_many`, `invitation.too_often`
 */
export async function resendInvitation(ctx: Context, { throttle, publicUrl }: Sending, organization: string, id: string): Promise<string> {
  const seen = await requireInvitationOf(ctx, organization, id, "invitation:create");
  await throttle.count(ctx, "invitation", `${seen.organizationId} ${seen.emailKey}`, "invitation.too_often");
  return transaction(ctx, async (inner, tx) => {
    await holdAccess(inner, seen.organizationId, "invitation:create");
    await requireAllHeld(inner, seen, (place) => accessAt(inner, place));
    await requireRoom(inner, seen.organizationId);
    const fresh = freshLinks(ctx, ctx.app.clock.now());
    if (!(await renewLinks(tx, id, fresh.links))) throw refusal("invitation.over");
    await insertAudit(inner, tx, { action: "invitation.resend", targetType: "invitation", targetId: id, after: { expires: fresh.links.expires } });
    return send(inner, publicUrl, seen, fresh);
  });
}

/**
 * Withdraws an invitation that nobody answered, also when its time is over.
 *
 * @throws RosterError `organization.not_found`, `access.denied`, `invitation.not_found`, `invitation.over`
 */
export async function withdrawInvitation(ctx: Context, organization: string, id: string): Promise<void> {
  const seen = await requireInvitationOf(ctx, organization, id, "invitation:delete");
  await transaction(ctx, async (inner, tx) => {
    await holdAccess(inner, seen.organizationId, "invitation:delete");
    const before = await auditedState(inner, id);
    if (!(await closeInvitation(tx, id, "withdrawn", nowOf(ctx)))) throw refusal("invitation.over");
    await dropHeld(tx, id);
    await insertAudit(inner, tx, { action: "invitation.withdraw", targetType: "invitation", targetId: id, before });
  });
}

/** Removes invitations that have been over for 30 days; a bounded number at once. @returns how many */
export function removeOldInvitations(ctx: Context, most: number): Promise<number> {
  return purgeInvitations(queryable(ctx), new Date(ctx.app.clock.now() - KEPT * DAY), most);
}

/** Invitations by their links: whoever has one decides which account it is for. */
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { RosterError, refusal } from "../../kernel/errors.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import { identifierKey } from "../../kernel/text.ts";
import { accessOfAccount, holdOrganization, wholeOf } from "../access/service.ts";
import { holderOfAddress, proveAddress } from "../credentials/addresses-service.ts";
import { checkChosenPassword } from "../credentials/rules.ts";
import { createInvitedUser } from "../users/invited-service.ts";
import { readAccount } from "../users/service.ts";
import { decline, passTo, requirePerson } from "./answer-service.ts";
import { requireAllHeld } from "./held-service.ts";
import type { ReceivedInvitation } from "./schema.ts";
import { findByLink, findJoined, type LinkedInvitation, readReceived } from "./store.ts";

const nowOf = (ctx: Context) => new Date(ctx.app.clock.now());

/**
 * Whether the link to be handed on still works: while whoever got it may invite, and holds all that it leads to. Else
 * they could take by it what they do not hold, or hold no more.
 */
async function isStillTheirs(ctx: Context, linked: LinkedInvitation): Promise<boolean> {
  const account = linked.copiedBy === null ? undefined : await readAccount(ctx, linked.copiedBy);
  if (!account?.isActive) return false;
  if (!(await accessOfAccount(ctx, wholeOf(linked.organizationId), account)).has("invitation:create")) return false;
  return requireAllHeld(ctx, linked, (place) => accessOfAccount(ctx, place, account)).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RosterError) return false;
      throw error;
    },
  );
}

/** @throws RosterError `invitation.link_invalid` */
async function requireLinked(ctx: Context, token: string): Promise<LinkedInvitation> {
  const found = await findByLink(queryable(ctx), hashSecret(token), nowOf(ctx));
  if (!found || !(found.isMailed || (await isStillTheirs(ctx, found)))) throw refusal("invitation.link_invalid");
  return found;
}

/** What a link leads to. */
export interface LinkedTo {
  readonly invitation: ReceivedInvitation;
  /** Whether somebody who is not signed in can make an account with the address; `by_mail`: by the other link. */
  readonly registration: Registration;
}

export type Registration = "open" | "by_mail" | "closed";

/** Where mail is set up, nobody makes an account with an address whose mail they have not read. */
async function registrationOf(ctx: Context, { isMailed, emailKey }: LinkedInvitation): Promise<Registration> {
  const { passwordSignIn, smtpUrl } = ctx.app.config;
  if (!passwordSignIn || (await holderOfAddress(ctx, emailKey)) !== undefined) return "closed";
  return isMailed || smtpUrl === null ? "open" : "by_mail";
}

/** What a good link leads to; it stays good. @throws RosterError `invitation.link_invalid` */
export async function readLinked(ctx: Context, token: string): Promise<LinkedTo> {
  const linked = await requireLinked(ctx, token);
  const json = await readReceived(queryable(ctx), linked.id, nowOf(ctx));
  if (json === undefined) throw refusal("invitation.link_invalid");
  return { invitation: JSON.parse(json) as ReceivedInvitation, registration: await registrationOf(ctx, linked) };
}

/** The name of the organization that the caller has joined by a link, which may have completed by itself meanwhile; `undefined`: none. */
export async function joinedBy(ctx: Context, token: string): Promise<string | undefined> {
  return ctx.actor.kind === "user" ? findJoined(queryable(ctx), hashSecret(token), ctx.actor.id) : undefined;
}

/** Does something with the invitation of a link, while its organization is held and the link is still good. */
async function withLinked<T>(ctx: Context, token: string, work: (inner: Context, linked: LinkedInvitation) => Promise<T>): Promise<T> {
  const seen = await requireLinked(ctx, token);
  return transaction(ctx, async (inner) => {
    await holdOrganization(inner, seen.organizationId);
    return work(inner, await requireLinked(inner, token));
  });
}

/** A link that was mailed to the account's own address proves that it is. */
async function proveByLink(ctx: Context, userId: string, { isMailed, emailKey }: LinkedInvitation): Promise<void> {
  const account = isMailed ? await readAccount(ctx, userId) : undefined;
  if (account?.email && account.oauthProvider === null && identifierKey(account.email) === emailKey) await proveAddress(ctx, userId, emailKey);
}

/**
 * Accepts the invitation of a link for the account that is signed in, whatever its address.
 *
 * @throws RosterError `invitation.link_invalid`, `invitation.over`, `invitation.people_only`, `organization.not_found`
 */
export async function acceptLinked(ctx: Context, token: string): Promise<void> {
  const { id } = requirePerson(ctx);
  await withLinked(ctx, token, async (inner, linked) => {
    await passTo(inner, linked, id);
    await proveByLink(inner, id, linked);
  });
}

/** Declines the invitation of a link. @throws RosterError as `acceptLinked` */
export async function declineLinked(ctx: Context, token: string): Promise<void> {
  requirePerson(ctx);
  await withLinked(ctx, token, decline);
}

/** Whom the making of an account is put down to: itself. */
function itself(id: string, authTime: number): Principal {
  const bare = { sessionId: null, scopes: null, applicationId: null, deviceId: null, multiFactor: false };
  return { kind: "user", id, ...bare, isSuperuser: false, isInternal: false, isServiceAccount: false, restricted: false, authTime };
}

/**
 * Makes a local account with the address of a link's invitation, which it accepts. A password that is refused leaves
 * the link good.
 *
 * @returns its username
 * @throws RosterError `auth.method_off`, `invitation.link_invalid`, `invitation.mail_needed`, `password.length`, `password.common`, `auth.busy`,
 *   `user.identifier_taken`, `organization.not_found`
 */
export async function registerLinked(ctx: Context, token: string, { name, password }: { readonly name: string; readonly password: string }): Promise<string> {
  if (!ctx.app.config.passwordSignIn) throw refusal("auth.method_off");
  const seen = await requireLinked(ctx, token);
  if ((await registrationOf(ctx, seen)) === "by_mail") throw refusal("invitation.mail_needed");
  const { email } = seen;
  await checkChosenPassword(password, [email, name]);
  const hash = await ctx.app.hasher.hash(password);
  await withLinked(ctx, token, async (inner, linked) => {
    const { id, json } = await createInvitedUser(inner, { email: linked.email, name, hash });
    const acting = { ...inner, actor: itself(id, ctx.app.clock.now()) };
    await insertAudit(acting, queryable(inner), { action: "user.create", targetType: "user", targetId: id, after: JSON.parse(json) as object });
    await passTo(acting, linked, id);
    await proveByLink(acting, id, linked);
  });
  return email;
}

import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { identifierKey } from "../../kernel/text.ts";
import { proveAddress } from "../credentials/addresses-service.ts";
import { checkChosenPassword } from "../credentials/rules.ts";
import { setPassword } from "../credentials/service.ts";
import type { Throttle } from "../credentials/throttle.ts";
import { enqueueMail } from "../mail/service.ts";
import { endSessionsOf } from "../sessions/service.ts";
import { linkMessage } from "./messages.ts";
import {
  findLink,
  holdLinkAccount,
  insertLink,
  insertRequest,
  type LinkAccount,
  type LinkPurpose,
  measureRequests,
  purgeLinks,
  takeLink,
  takeRequests,
  unexpirePassword,
} from "./store.ts";

export type { LinkAccount } from "./store.ts";

interface LinkRequest {
  readonly purpose: LinkPurpose;
  /** Username or e-mail address. */
  readonly identifier: string;
  readonly language: "en" | "de";
  /** Where to go on after signing in: a path of this server. */
  readonly returnTo: string | null;
}

const PURPOSE = "link-request";
const PAGES: Readonly<Record<LinkPurpose, string>> = { password_reset: "/password/reset", magic_link: "/sign-in/link" };

/** @throws RosterError `auth.method_off`, `auth.magic_links_off` */
function requireOffered(ctx: Context, purpose: LinkPurpose): void {
  const { config } = ctx.app;
  if (purpose === "magic_link" && !config.magicLinks) throw refusal("auth.magic_links_off");
  if (purpose === "password_reset" && !config.passwordSignIn) throw refusal("auth.method_off");
}

/**
 * Asks for a link by mail. Whether there is such an account is not even looked up here: the answer and its time tell
 * nothing. `answerRequests` does the rest.
 *
 * @throws RosterError `auth.too_many_links`, `auth.method_off`, `auth.magic_links_off`
 */
export async function requestLink(ctx: Context, throttle: Throttle, request: LinkRequest): Promise<void> {
  requireOffered(ctx, request.purpose);
  const identifier = identifierKey(request.identifier);
  await throttle.count(ctx, "link", identifier, "auth.too_many_links");
  const { keyring, clock } = ctx.app;
  const now = clock.now();
  await insertRequest(queryable(ctx), uuidv7(now), keyring.seal(PURPOSE, JSON.stringify({ ...request, identifier })), new Date(now));
}

async function answerOne(ctx: Context, sealed: Buffer, publicUrl: string): Promise<void> {
  const { keyring, clock, config } = ctx.app;
  const { purpose, identifier, language, returnTo } = JSON.parse(keyring.open(PURPOSE, sealed).toString("utf8")) as LinkRequest;
  const token = newSecret();
  const expires = new Date(clock.now() + config.linkLifetime * 1000);
  const recipient = await insertLink(queryable(ctx), { identifier, hash: hashSecret(token), purpose, returnTo, expires });
  if (recipient === undefined) return;
  const address = `${publicUrl}${PAGES[purpose]}?token=${token}`;
  const message = linkMessage({ purpose, language, name: config.installationName, address, lifetime: config.linkLifetime });
  await enqueueMail(ctx, { recipient, ...message }, config.linkLifetime);
}

/**
 * Makes and mails the links that were asked for, where there is an account that may have one.
 *
 * @param most requests at once
 * @returns how many there were
 */
export function answerRequests(ctx: Context, publicUrl: string, most: number): Promise<number> {
  return transaction(ctx, async (inner, tx) => {
    const requests = await takeRequests(tx, most);
    for (const request of requests) await answerOne(inner, request, publicUrl);
    return requests.length;
  });
}

/**
 * For a superuser: mails the owner of an account a link to choose a password.
 *
 * @throws RosterError `user.not_found`, `user.external`, `link.no_person`, `link.inactive`, `link.no_address`, `auth.method_off`
 */
export async function mailPasswordLink(ctx: Context, userId: string, language: "en" | "de", publicUrl: string): Promise<void> {
  const { clock, config } = ctx.app;
  requireOffered(ctx, "password_reset");
  await transaction(ctx, async (inner, tx) => {
    const account = await holdLinkAccount(tx, userId);
    if (!account) throw refusal("user.not_found");
    if (account.isExternal) throw refusal("user.external");
    if (!account.isPerson) throw refusal("link.no_person");
    if (!account.isActive) throw refusal("link.inactive");
    if (account.emailKey === null) throw refusal("link.no_address");
    const token = newSecret();
    const expires = new Date(clock.now() + config.linkLifetime * 1000);
    const made = { identifier: account.emailKey, hash: hashSecret(token), purpose: "password_reset", returnTo: null, expires } as const;
    const recipient = await insertLink(tx, made);
    if (recipient === undefined) throw refusal("user.not_found");
    const address = `${publicUrl}${PAGES.password_reset}?token=${token}`;
    const mail = { purpose: "password_reset", language, name: config.installationName, address, lifetime: config.linkLifetime, byAdministrator: true } as const;
    await enqueueMail(inner, { recipient, ...linkMessage(mail) }, config.linkLifetime);
    await insertAudit(inner, tx, { action: "user.password_link", targetType: "user", targetId: userId });
  });
}

const nowOf = (ctx: Context) => new Date(ctx.app.clock.now());

/**
 * The account of a good link, which stays good.
 *
 * @throws RosterError `link.invalid`, and as `requestLink` when the installation does not offer it any more
 */
export async function readLink(ctx: Context, purpose: LinkPurpose, token: string): Promise<LinkAccount> {
  requireOffered(ctx, purpose);
  const found = await findLink(queryable(ctx), hashSecret(token), purpose, nowOf(ctx));
  if (!found) throw refusal("link.invalid");
  return found;
}

/** Inside a transaction: uses up a link to sign in, with its account held. @returns whether it was still good */
export async function takeMagicLink(ctx: Context, token: string): Promise<boolean> {
  const taken = await takeLink(queryable(ctx), hashSecret(token), "magic_link", nowOf(ctx));
  if (taken) await proveAddress(ctx, taken.userId, identifierKey(taken.email));
  return taken !== undefined;
}

/** Whom the change is put down to: whoever reads the account's mail. */
function ownerOf({ userId: id, isSuperuser, isInternal, isServiceAccount }: LinkAccount, authTime: number): Principal {
  const bare = { sessionId: null, scopes: null, applicationId: null, deviceId: null, multiFactor: false };
  return { kind: "user", id, ...bare, isSuperuser, isInternal, isServiceAccount, restricted: false, authTime };
}

/**
 * Sets a new password by a link, and ends every session of the account. A password that is refused leaves the link
 * good.
 *
 * @throws RosterError `link.invalid`, `password.length`, `password.common`, `auth.busy`
 */
export async function resetPassword(ctx: Context, token: string, password: string): Promise<void> {
  const account = await readLink(ctx, "password_reset", token);
  const { userId, username, email, name } = account;
  await checkChosenPassword(password, [username, email, name ?? ""].filter(Boolean));
  const hash = await ctx.app.hasher.hash(password);
  const owner = ownerOf(account, ctx.app.clock.now());
  await transaction({ ...ctx, actor: owner }, async (inner, tx) => {
    if (!(await takeLink(tx, hashSecret(token), "password_reset", nowOf(ctx)))) throw refusal("link.invalid");
    await setPassword(inner, userId, hash);
    await unexpirePassword(tx, userId, nowOf(ctx));
    // Good links are mailed to the address that the account has.
    await proveAddress(inner, userId, identifierKey(email));
    await endSessionsOf(inner, userId);
    await insertAudit(inner, tx, { action: "user.password_reset", targetType: "user", targetId: userId });
  });
  ctx.app.principals.forgetUser(userId);
}

/** Removes links that are too old; a bounded number at once. @returns how many */
export function removeOldLinks(ctx: Context, most: number): Promise<number> {
  return purgeLinks(queryable(ctx), nowOf(ctx), most);
}

/** The requests that wait for their answer, counted up to `most`. */
export function requestQueue(ctx: Context, most: number) {
  return measureRequests(queryable(ctx), most);
}

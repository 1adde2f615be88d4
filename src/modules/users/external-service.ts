import { auditValues, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { type ErrorCode, RosterError, refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { endSessionsOf, type SessionUser } from "../sessions/service.ts";
import { attachIdentity, type Candidate, findByIdentifier, findBySubject, holdIdentity, keepIdentity, lockCandidate } from "./external-store.ts";
import { becomesFirstSuperuser, MAX_METADATA_BYTES } from "./service.ts";
import { type Changes, claimIdentifiers, insertUser, updateUser } from "./store.ts";

/** An account as a provider knows it, in the form that accounts have. */
export interface ExternalIdentity {
  /** Name of the connection: `oauth_provider`. */
  readonly provider: string;
  /** `oauth_id`. */
  readonly subject: string;
  /** Whose subject it is. */
  readonly authority: string;
  readonly profile: ExternalProfile;
  /** What the provider said, whole. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface ExternalProfile {
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  readonly groups: readonly string[];
  /** Goes into the account's metadata. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a connection allows. */
export interface ExternalRules {
  /** Domains of verified addresses, in lower case; none: any. */
  readonly domains: readonly string[];
  readonly linkExisting: boolean;
}

/** What a sign-in by a provider comes to. */
export type Plan =
  | { readonly kind: "sign_in"; readonly account: Candidate }
  | { readonly kind: "make" }
  | { readonly kind: "link"; readonly account: Candidate }
  | { readonly kind: "ask_password"; readonly account: Candidate }
  | { readonly kind: "refuse"; readonly code: ErrorCode };

const refuse = (code: ErrorCode): Plan => ({ kind: "refuse", code });

/** Whether the address may be used at all; `undefined`: yes. */
export function faultOfEmail({ email, emailVerified }: ExternalProfile, { domains }: ExternalRules): ErrorCode | undefined {
  if (domains.length === 0) return undefined;
  if (email === null) return "federation.email_missing";
  if (!emailVerified) return "federation.email_unverified";
  return domains.includes(email.slice(email.lastIndexOf("@") + 1).toLowerCase()) ? undefined : "federation.domain_denied";
}

const mayEnter = (account: Candidate) => account.isActive && !account.isDeleted && !account.isInternal && !account.isServiceAccount;

/**
 * Whoever has a passkey, or linked an identity, has a way in of their own that a password cannot stand in for: it is
 * removed first.
 */
const hasOwnWay = ({ hasPasskey, hasIdentity }: Candidate) => hasPasskey || hasIdentity;

/** What becomes of an account that has the provider's address already (contract A.6). */
function planForTaken(account: Candidate, key: string, { emailVerified }: ExternalProfile, { linkExisting }: ExternalRules): Plan {
  if (!emailVerified) return refuse("federation.email_unverified");
  const isTheirs = account.emailKey === key || (account.emailKey === null && account.usernameKey === key);
  const isLocal = account.oauthProvider === null && !account.isInternal && !account.isServiceAccount;
  const isLinkable = linkExisting && isTheirs && isLocal && !hasOwnWay(account);
  if (!isLinkable) return refuse("federation.email_taken");
  if (!account.isActive) return refuse("federation.account_unavailable");
  return { kind: account.hasPassword ? "ask_password" : "link", account };
}

/**
 * What a sign-in by a provider would come to; nothing is changed. The identity decides who it is, never the address;
 * the address only finds an account that has no provider yet.
 */
export async function planExternal(ctx: Context, identity: ExternalIdentity, rules: ExternalRules): Promise<Plan> {
  const { provider, subject, authority, profile } = identity;
  const db = queryable(ctx);
  const known = await findBySubject(db, provider, subject);
  if (known && known.authority !== null && known.authority !== authority) return refuse("federation.authority_changed");
  if (known && !mayEnter(known)) return refuse("federation.account_unavailable");
  const fault = faultOfEmail(profile, rules);
  if (fault) return refuse(fault);
  if (known) return { kind: "sign_in", account: known };
  if (profile.email === null) return refuse("federation.email_missing");
  const key = identifierKey(profile.email);
  const taken = await findByIdentifier(db, provider, key);
  if (!taken) return { kind: "make" };
  // Another first sign-in of this identity came between the two looks: looked at again, from the beginning.
  if (taken.oauthProvider === provider && (await findBySubject(db, provider, subject))) return planExternal(ctx, identity, rules);
  return planForTaken(taken, key, profile, rules);
}

/** The system acts here: nobody is signed in yet. */
function byProvider(ctx: Context, provider: string): Context {
  return ctx.actor.kind === "anonymous" ? { ...ctx, actor: { kind: "system", name: `connection ${provider}` } } : ctx;
}

/** Keeps the identity with the account, and what was said of it. @throws RosterError `identity.taken` */
export function keep(ctx: Context, userId: string, { provider, subject, authority, profile, claims }: ExternalIdentity): Promise<void> {
  return keepIdentity(queryable(ctx), { userId, provider, subject, authority, profile, claims, now: new Date(ctx.app.clock.now()) });
}

/** The first sign-in makes the account: username and e-mail address are the provider's (contract A.6). */
async function make(ctx: Context, identity: ExternalIdentity, email: string): Promise<string> {
  const { profile, provider, subject } = identity;
  const tx = queryable(ctx);
  const id = uuidv7(ctx.app.clock.now());
  const now = new Date(uuidTime(id));
  const key = identifierKey(email);
  await insertUser(tx, {
    id,
    username: email,
    usernameKey: key,
    email,
    emailKey: key,
    name: profile.name,
    nameKey: identifierKey(profile.name ?? ""),
    avatarUrl: profile.avatarUrl,
    company: null,
    jobTitle: null,
    metadata: Object.keys(profile.metadata).length > 0 ? profile.metadata : null,
    passwordExpired: null,
    // An address that nobody verified is nobody's: it makes no superuser of a list of addresses.
    isSuperuser: await becomesFirstSuperuser(ctx, profile.emailVerified ? key : null),
    isInternal: false,
    created: now,
  });
  await claimIdentifiers(tx, id, [key]);
  const user = await attachIdentity(tx, id, provider, subject, now);
  await keep(ctx, id, identity);
  await insertAudit(ctx, tx, { action: "user.create", targetType: "user", targetId: id, after: JSON.parse(user.json) as object });
  return id;
}

/** Whether the account's address follows the provider's: only a verified one, and one that nobody else has by now. */
async function emailChanges(ctx: Context, account: Candidate, { email, emailVerified }: ExternalProfile): Promise<Changes> {
  if (email === null || !emailVerified || (email === account.email && email === account.username)) return {};
  const tx = queryable(ctx);
  const key = identifierKey(email);
  const holder = await findByIdentifier(tx, account.oauthProvider ?? "", key);
  if (holder && holder.id !== account.id) {
    const after = { email, reason: "another account has this address" };
    await insertAudit(ctx, tx, { action: "user.email_kept", targetType: "user", targetId: account.id, before: { email: account.email }, after });
    ctx.app.log.warn({ user: account.id, request_id: ctx.requestId }, "the provider's new e-mail address belongs to another account; the old one stays");
    return {};
  }
  await claimIdentifiers(tx, account.id, [key]);
  return { username: email, username_key: key, email, email_key: key };
}

/**
 * What the provider says differently than the last time. What the owner changed here stays until the provider says
 * something new.
 */
function profileChanges(account: Candidate, profile: ExternalProfile): Changes {
  const before = account.profile ?? {};
  const changes: Changes = {};
  if (profile.name !== null && profile.name !== before["name"] && profile.name !== account.name) {
    Object.assign(changes, { name: profile.name, name_key: identifierKey(profile.name) });
  }
  if (profile.avatarUrl !== null && profile.avatarUrl !== before["avatarUrl"] && profile.avatarUrl !== account.avatarUrl)
    changes.avatar_url = profile.avatarUrl;
  const metadata = { ...account.metadata, ...profile.metadata };
  const text = JSON.stringify(metadata);
  if (text !== JSON.stringify(account.metadata ?? {}) && Buffer.byteLength(text) <= MAX_METADATA_BYTES) changes.metadata = metadata;
  return changes;
}

/**
 * With the account held: writes what changed, and keeps what was said. The profile of an account that has ways in of
 * its own is its owner's: no provider that was linked to it changes that.
 */
async function refresh(ctx: Context, account: Candidate, identity: ExternalIdentity): Promise<void> {
  if (account.oauthProvider !== identity.provider) return keep(ctx, account.id, identity);
  const changes = { ...profileChanges(account, identity.profile), ...(await emailChanges(ctx, account, identity.profile)) };
  const audited = Object.keys(changes).filter((column) => !column.endsWith("_key"));
  if (audited.length > 0) {
    await updateUser(queryable(ctx), {
      id: account.id,
      changes,
      now: new Date(ctx.app.clock.now()),
      versions: null,
      audited,
      audit: auditValues(ctx, { action: "user.update", targetType: "user", targetId: account.id }),
    });
  }
  await keep(ctx, account.id, identity);
}

/** With the account held: gives it the identity; from then on it signs in by the provider only (contract A.6). */
async function link(ctx: Context, account: Candidate, identity: ExternalIdentity): Promise<void> {
  const { provider, subject } = identity;
  const tx = queryable(ctx);
  await attachIdentity(tx, account.id, provider, subject, new Date(ctx.app.clock.now()));
  await endSessionsOf(ctx, account.id);
  await insertAudit(ctx, tx, {
    action: "user.link",
    targetType: "user",
    targetId: account.id,
    before: { oauth_provider: null, had_password: account.hasPassword },
    after: { oauth_provider: provider, oauth_id: subject },
  });
  await refresh(ctx, { ...account, oauthProvider: provider }, identity);
}

/** What a plan comes to when it is carried out. */
export type Carried =
  | { readonly kind: "account"; readonly userId: string }
  | { readonly kind: "ask_password"; readonly userId: string; readonly username: string };

async function carryOut(ctx: Context, identity: ExternalIdentity, rules: ExternalRules): Promise<Carried> {
  const plan = await planExternal(ctx, identity, rules);
  switch (plan.kind) {
    case "refuse":
      throw refusal(plan.code);
    case "ask_password":
      return { kind: "ask_password", userId: plan.account.id, username: plan.account.username };
    case "make":
      return { kind: "account", userId: await make(ctx, identity, identity.profile.email ?? "") };
    case "link": {
      const held = await lockCandidate(queryable(ctx), identity.provider, plan.account.id);
      // It changed between the look and the lock: looked at again, from the beginning.
      if (!held || held.hasPassword || hasOwnWay(held) || held.oauthProvider !== null || !mayEnter(held)) throw refusal("user.identifier_taken");
      await link(ctx, held, identity);
      return { kind: "account", userId: held.id };
    }
    case "sign_in": {
      const held = await lockCandidate(queryable(ctx), identity.provider, plan.account.id);
      if (!held || !mayEnter(held)) throw refusal("federation.account_unavailable");
      // Removed between the look and the lock: looked at again.
      if (held.oauthProvider !== identity.provider && held.subject !== identity.subject) throw refusal("user.identifier_taken");
      await refresh(ctx, held, identity);
      return { kind: "account", userId: held.id };
    }
  }
}

const ATTEMPTS = 4;
const MEANWHILE: ReadonlySet<ErrorCode> = new Set(["user.identifier_taken", "identity.taken"]);

/**
 * Finds, makes, links or refreshes the account of an identity (contract A.6). Of two first sign-ins at once one
 * makes the account, and the other finds it.
 *
 * @throws RosterError `federation.account_unavailable`, `federation.authority_changed`, `federation.email_missing`,
 *   `federation.email_unverified`, `federation.email_taken`, `federation.domain_denied`
 */
export async function resolveExternal(ctx: Context, identity: ExternalIdentity, rules: ExternalRules): Promise<Carried> {
  const acting = byProvider(ctx, identity.provider);
  for (let attempt = 1; ; attempt++) {
    try {
      const carried = await transaction(acting, (inner) => carryOut(inner, identity, rules));
      if (carried.kind === "account") ctx.app.principals.forgetUser(carried.userId);
      return carried;
    } catch (error) {
      // Somebody took the identity or the address meanwhile: the next look sees them.
      if (!(error instanceof RosterError && MEANWHILE.has(error.code))) throw error;
      if (attempt === ATTEMPTS) throw refusal("federation.email_taken");
    }
  }
}

/**
 * Inside a transaction, after the account's password was given: gives the account the identity.
 *
 * @throws RosterError `federation.link_expired` when the account is not the one that was asked about any more
 */
export async function linkProven(ctx: Context, userId: string, identity: ExternalIdentity): Promise<void> {
  const held = await lockCandidate(queryable(ctx), identity.provider, userId);
  if (!held || hasOwnWay(held) || held.oauthProvider !== null || !mayEnter(held)) throw refusal("federation.link_expired");
  await link(byProvider(ctx, identity.provider), held, identity);
}

/** Inside a transaction: holds the account. @returns whether the identity still lets it in */
export function holdExternal(ctx: Context, userId: string, { provider, subject }: Pick<ExternalIdentity, "provider" | "subject">): Promise<boolean> {
  return holdIdentity(queryable(ctx), userId, provider, subject);
}

/** The account of an identity, for the session. @throws RosterError `federation.account_unavailable` */
export async function externalUser(ctx: Context, { provider, subject }: Pick<ExternalIdentity, "provider" | "subject">): Promise<SessionUser> {
  const found = await findBySubject(queryable(ctx), provider, subject);
  if (!found || !mayEnter(found)) throw refusal("federation.account_unavailable");
  const { id: userId, isSuperuser, isInternal, isServiceAccount, passwordExpired } = found;
  return { userId, isSuperuser, isInternal, isServiceAccount, passwordExpired };
}

import { publicUrlOf } from "../../config.ts";
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { holdInstallation, requireAdministrator } from "../installation/administrators-service.ts";
import { relyingPartyOf } from "../installation/relying-party.ts";
import { type FactorAccount, holdOwn, personOf, requireStepUp } from "../second-factors/rules-service.ts";
import { type ExternalIdentity, type ExternalRules, faultOfEmail, keep } from "./external-service.ts";
import { findBySubject } from "./external-store.ts";
import { deleteIdentity, hasIdentityOf, hasWayIn, listIdentitiesOf } from "./identities-store.ts";
import { principalOf } from "./service.ts";

/** The identities that the caller's account signs in with, as JSON text, oldest first. */
export function listOwnIdentities(ctx: Context): Promise<string> {
  return listIdentitiesOf(queryable(ctx), principalOf(ctx).id);
}

/** An account of a provider signs in with that only (contract A.6), the reserved admin by its password. */
function requireOwnAccount({ oauthProvider, isInternal }: FactorAccount): void {
  if (oauthProvider !== null) throw refusal("identity.external");
  if (isInternal) throw refusal("credentials.denied");
}

/**
 * Inside a transaction: whether the caller may link identities to their account at all.
 *
 * @throws RosterError `identity.external`, `credentials.denied`, `mfa.required`, `auth.invalid_token`
 */
export async function requireMayLink(ctx: Context): Promise<void> {
  requireOwnAccount(await holdOwn(ctx, personOf(ctx)));
}

/**
 * Inside a transaction, after a provider said who came back: links the identity to the caller's account. One that is
 * linked to it already stays as it is. Of two accounts at once that want the same one, one gets it.
 *
 * @throws RosterError `identity.taken`, `identity.provider_linked`, `federation.authority_changed`, what the connection's rules refuse, and
 *   what `requireMayLink` throws
 */
export async function linkOwnIdentity(ctx: Context, identity: ExternalIdentity, rules: ExternalRules): Promise<void> {
  const { provider, subject, authority, profile } = identity;
  const { id } = personOf(ctx);
  const tx = queryable(ctx);
  await requireMayLink(ctx);
  const fault = faultOfEmail(profile, rules);
  if (fault) throw refusal(fault);
  const known = await findBySubject(tx, provider, subject);
  if (known?.authority && known.authority !== authority) throw refusal("federation.authority_changed");
  if (known && known.id !== id) throw refusal("identity.taken");
  if (known) return;
  if (await hasIdentityOf(tx, id, provider)) throw refusal("identity.provider_linked");
  await keep(ctx, id, identity);
  await insertAudit(ctx, tx, { action: "identity.link", targetType: "user", targetId: id, after: { provider, subject } });
}

/**
 * Takes an identity from the caller's account: it signs in to it no more. Another way in remains, and of an
 * administrator one that counts; of two that are removed at once, the second waits for the first.
 *
 * @param provider name of the connection, which need not be there any more
 * @throws RosterError `identity.not_found`, `identity.owner`, `identity.last_way_in`, `user.last_administrator`,
 *   and what `requireStepUp` throws
 */
export async function unlinkOwnIdentity(ctx: Context, provider: string): Promise<void> {
  const actor = await requireStepUp(ctx);
  const { config } = ctx.app;
  const party = config.passkeys ? relyingPartyOf(publicUrlOf(config)) : undefined;
  await transaction(ctx, async (inner, tx) => {
    if (actor.isSuperuser) await holdInstallation(inner);
    const account = await holdOwn(inner, actor);
    // Promoted between the two looks: the lock comes late, and the database undoes a deadlock that this may cause.
    if (account.isSuperuser && !actor.isSuperuser) await holdInstallation(inner);
    if (account.oauthProvider === provider) throw refusal("identity.owner");
    const subject = await deleteIdentity(tx, actor.id, provider);
    if (subject === undefined) throw refusal("identity.not_found");
    if (!(await hasWayIn(tx, actor.id, config.passwordSignIn, party?.id ?? null))) throw refusal("identity.last_way_in");
    if (account.isSuperuser) await requireAdministrator(inner);
    await insertAudit(inner, tx, { action: "identity.unlink", targetType: "user", targetId: actor.id, before: { provider, subject } });
    return null;
  });
}

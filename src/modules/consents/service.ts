import { auditValues, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { endSessionsWithApplication } from "../sessions/service.ts";
import { deleteConsent, findConsent, listConsentsOf, putConsent } from "./store.ts";

/** What somebody has agreed to that an application may do. */
export function consentOf(ctx: Context, userId: string, applicationId: string): Promise<readonly string[]> {
  return findConsent(queryable(ctx), userId, applicationId);
}

/** Keeps what somebody agreed to just now. */
export async function giveConsent(ctx: Context, person: Principal, applicationId: string, scopes: readonly string[]): Promise<void> {
  const audit = auditValues({ ...ctx, actor: person }, { action: "consent.give", targetType: "user", targetId: person.id });
  await putConsent(queryable(ctx), person.id, applicationId, [...scopes].sort(), new Date(ctx.app.clock.now()), audit);
}

/** Consents are their owner's business, and superusers'; to others the account is not there. */
function requireOwner(ctx: Context, userId: string): void {
  const { actor } = ctx;
  if (actor.kind !== "user") throw refusal("auth.required");
  if (actor.id !== userId && !actor.isSuperuser) throw refusal("user.not_found");
}

/**
 * What an account has agreed to, as JSON text.
 *
 * @throws RosterError `user.not_found`
 */
export async function listConsents(ctx: Context, userId: string): Promise<string> {
  requireOwner(ctx, userId);
  return listConsentsOf(queryable(ctx), userId);
}

/**
 * Takes back what somebody agreed to: the application asks again, and what it holds for them ends at once.
 *
 * @throws RosterError `user.not_found`, `consent.not_found`
 */
export async function withdrawConsent(ctx: Context, userId: string, applicationId: string): Promise<void> {
  requireOwner(ctx, userId);
  await transaction(ctx, async (inner, tx) => {
    const scopes = await deleteConsent(tx, userId, applicationId);
    if (!scopes) throw refusal("consent.not_found");
    await endSessionsWithApplication(inner, userId, applicationId);
    const before = { application_id: applicationId, scopes };
    await insertAudit(inner, tx, { action: "consent.withdraw", targetType: "user", targetId: userId, before });
    return null;
  });
  ctx.app.principals.forgetUser(userId);
}

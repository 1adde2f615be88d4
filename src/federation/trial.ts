import { insertAudit } from "../db/audit.ts";
import { transaction } from "../db/transaction.ts";
import { type Context, queryable } from "../kernel/context.ts";
import { ERRORS, refusal } from "../kernel/errors.ts";
import { uuidv7 } from "../kernel/ids.ts";
import { hashSecret, newSecret } from "../kernel/secrets.ts";
import { requireConnection } from "../modules/connections/service.ts";
import { type ExternalIdentity, type ExternalRules, planExternal } from "../modules/users/external-service.ts";
import { principalOf } from "../modules/users/service.ts";
import type { ConnectionTest } from "./schema.ts";
import { type Begun, findTest, insertTest, type TestOutcome, takeTest, writeOutcome } from "./trial-store.ts";

/** How long a dry run can be begun, and looked at: milliseconds. */
const KEPT = 3_600_000;

/**
 * Prepares a dry run of a connection: the address that it starts at, for one use within the hour.
 *
 * @throws RosterError `connection.not_found`
 */
export async function createTest(ctx: Context, connectionId: string, publicUrl: string): Promise<{ id: string; authorize_url: string }> {
  const { name } = await requireConnection(ctx, connectionId);
  const now = ctx.app.clock.now();
  const [id, token] = [uuidv7(now), newSecret()];
  await transaction(ctx, async (inner, tx) => {
    const userId = principalOf(ctx).id;
    await insertTest(tx, { id, connectionId, userId, tokenHash: hashSecret(token), created: new Date(now), expires: new Date(now + KEPT) });
    await insertAudit(inner, tx, { action: "connection.test", targetType: "connection", targetId: connectionId, after: { name, test_id: id } });
    return null;
  });
  return { id, authorize_url: `${publicUrl}/auth/authorize?${new URLSearchParams({ test: token })}` };
}

/** Takes the secret of a dry run. @throws RosterError `connection.test_not_found` */
export async function beginTest(ctx: Context, token: string): Promise<Begun> {
  const begun = await takeTest(queryable(ctx), hashSecret(token), new Date(ctx.app.clock.now()));
  if (!begun) throw refusal("connection.test_not_found");
  return begun;
}

type Result = { readonly error: string } | { readonly proof: ExternalIdentity & { readonly amr: readonly string[] }; readonly rules: ExternalRules };

async function outcomeOf(ctx: Context, result: Result): Promise<TestOutcome> {
  if ("error" in result) return { claims: null, profile: null, outcome: "failed", reason: result.error };
  const { proof, rules } = result;
  const plan = await planExternal(ctx, proof, rules);
  const { email, emailVerified, name, avatarUrl, groups, metadata } = proof.profile;
  return {
    claims: proof.claims,
    profile: { subject: proof.subject, email, email_verified: emailVerified, name, avatar_url: avatarUrl, groups: [...groups], metadata, amr: [...proof.amr] },
    outcome: plan.kind === "refuse" ? "refused" : plan.kind,
    reason: plan.kind === "refuse" ? ERRORS[plan.code].detail : null,
  };
}

/** Keeps what a dry run came to: who came back, and what signing in would have done. Nobody is signed in. */
export async function concludeTest(ctx: Context, id: string, result: Result): Promise<void> {
  await writeOutcome(queryable(ctx), id, await outcomeOf(ctx, result));
}

/**
 * What a dry run came to.
 *
 * @param connectionId whose it must be; `undefined`: any
 * @throws RosterError `connection.test_not_found`
 */
export async function getTest(ctx: Context, id: string, connectionId?: string): Promise<ConnectionTest> {
  const found = await findTest(queryable(ctx), id, new Date(ctx.app.clock.now()));
  if (!found || (connectionId !== undefined && found.connectionId !== connectionId)) throw refusal("connection.test_not_found");
  const { outcome, created } = found;
  const head = { id, connection_id: found.connectionId, created: created.toISOString() };
  if (!outcome) return { ...head, outcome: "waiting", reason: null, profile: null, claims: null };
  return { ...head, ...outcome };
}

import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { hasMultiFactor } from "../sessions/proof-service.ts";
import { endSessionsOf, requireFreshSignIn, requireLiveSession } from "../sessions/service.ts";
import { type FactorAccount, hasStrongFactor, holdAccount } from "./store.ts";

export type { FactorAccount } from "./store.ts";

/** The person that asks. Machines have no second factors. */
export function personOf(ctx: Context): Principal {
  const { actor } = ctx;
  if (actor.kind !== "user") throw refusal("auth.required");
  if (actor.isServiceAccount || actor.sessionId === null) throw refusal("credentials.denied");
  return actor;
}

/**
 * Who may change the ways into their own account: a person who signed in within the last 10 minutes, with a second
 * factor where the account has one. Otherwise a password alone would be enough to replace it.
 *
 * @throws RosterError those of `STEP_UP`
 */
export async function requireStepUp(ctx: Context): Promise<Principal> {
  const actor = personOf(ctx);
  requireFreshSignIn(ctx, actor);
  await requireProvenFactor(ctx, actor);
  return actor;
}

async function requireProvenFactor(ctx: Context, actor: Principal): Promise<void> {
  if ((await hasStrongFactor(queryable(ctx), actor.id)) && !(await hasMultiFactor(ctx, actor))) throw refusal("mfa.required");
}

/**
 * Inside a transaction: holds the account of the caller and checks once more what may have changed meanwhile.
 *
 * @throws RosterError `auth.invalid_token`, `mfa.required`
 */
export async function holdOwn(ctx: Context, actor: Principal): Promise<FactorAccount> {
  const account = await holdAccount(queryable(ctx), actor.id);
  if (!account) throw refusal("auth.invalid_token");
  await requireLiveSession(ctx, actor);
  await requireProvenFactor(ctx, actor);
  return account;
}

/**
 * Inside a transaction, before a factor is added: with the first one, sign-ins that had none end everywhere else.
 */
export async function endWeakerSessions(ctx: Context, actor: Principal): Promise<void> {
  if (!(await hasStrongFactor(queryable(ctx), actor.id))) await endSessionsOf(ctx, actor.id, actor.sessionId ?? undefined);
}

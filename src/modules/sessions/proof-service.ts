import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { isMultiFactor } from "./acr.ts";
import { findAmr, isKnownAddress, upgradeSession } from "./proof-store.ts";

/** Whether the caller signed in with more than one factor. */
export async function hasMultiFactor(ctx: Context, { sessionId }: Principal): Promise<boolean> {
  const amr = sessionId === null ? undefined : await findAmr(queryable(ctx), sessionId);
  return amr !== undefined && isMultiFactor(amr);
}

/**
 * Inside a transaction: the caller has just proven something more (RFC 8176). The caller of this forgets the account
 * after its commit.
 */
export async function addProof(ctx: Context, { sessionId }: Principal, amr: readonly string[]): Promise<void> {
  if (sessionId !== null) await upgradeSession(queryable(ctx), sessionId, amr);
}

/** Whether the request comes from where the account is signed in with more than one factor. */
export async function isFamiliar(ctx: Context, userId: string): Promise<boolean> {
  return ctx.address !== null && (await isKnownAddress(queryable(ctx), userId, ctx.address, new Date(ctx.app.clock.now())));
}

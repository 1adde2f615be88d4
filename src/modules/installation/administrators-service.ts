import { publicUrlOf } from "../../config.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { type Besides, countAdministrators, lockInstallation } from "./administrators-store.ts";
import { relyingPartyOf } from "./relying-party.ts";

/**
 * Inside a transaction, before an account is held: of two changes after which an administrator must remain, the second
 * waits here, and then sees the first.
 */
export function holdInstallation(ctx: Context): Promise<void> {
  return lockInstallation(queryable(ctx));
}

/** Whether an active superuser can sign in (contract A.6), besides what is thought away. */
export async function hasAdministrator(ctx: Context, besides: Besides = {}): Promise<boolean> {
  const { config } = ctx.app;
  const party = config.passkeys ? relyingPartyOf(publicUrlOf(config)) : undefined;
  return (await countAdministrators(queryable(ctx), besides, { password: config.passwordSignIn, rpId: party?.id ?? null })) > 0;
}

/**
 * Refuses what leaves the installation without an active superuser who can sign in. The caller holds the installation.
 *
 * @param besides what the change will take away; nothing, where it was made already
 * @throws RosterError `user.last_administrator`
 */
export async function requireAdministrator(ctx: Context, besides: Besides = {}): Promise<void> {
  if (!(await hasAdministrator(ctx, besides))) throw refusal("user.last_administrator");
}

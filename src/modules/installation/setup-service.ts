import { type Context, queryable } from "../../kernel/context.ts";
import type { Setup } from "./schema.ts";
import { readSetupFacts } from "./setup-store.ts";

/** How far this installation has come, for whoever asks: whether they have a second factor is theirs. */
export async function readSetup(ctx: Context): Promise<Setup> {
  const { actor } = ctx;
  const { passwordChanged, superuser, secondFactor, organization, invitation, connection } = await readSetupFacts(
    queryable(ctx),
    actor.kind === "user" ? actor.id : null,
  );
  const needed = {
    admin_password: passwordChanged || ctx.app.config.adminPassword !== null,
    superuser,
    second_factor: secondFactor,
    organization,
    invitation,
  };
  return { ...needed, connection, mail: ctx.app.config.smtpUrl !== null, complete: Object.values(needed).every(Boolean) };
}

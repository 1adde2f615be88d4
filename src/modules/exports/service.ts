import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { Context } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { requireFreshSignIn } from "../sessions/service.ts";
import { principalOf } from "../users/service.ts";
import { readExport } from "./store.ts";

interface UserExport {
  readonly userId: string;
  /** The document, as JSON text. */
  readonly json: string;
}

/**
 * Everything that is known of an account, for its owner, after a recent sign-in, or for a superuser. That it was handed out is
 * written down.
 *
 * @param given the account; `undefined`: whoever asks
 * @throws RosterError `user.not_found`, `auth.reauthentication_required`, `credentials.device_denied`
 */
export async function exportUser(ctx: Context, given: string | undefined): Promise<UserExport> {
  const actor = principalOf(ctx);
  const userId = given ?? actor.id;
  const isOwn = actor.id === userId;
  if (!isOwn && !actor.isSuperuser) throw refusal("user.not_found");
  // All of it at once is worth more than the parts: a stolen session does not get it.
  if (isOwn) requireFreshSignIn(ctx, actor);
  return transaction(ctx, async (inner, tx) => {
    const json = await readExport(tx, userId, new Date(ctx.app.clock.now()));
    if (json === undefined) throw refusal("user.not_found");
    await insertAudit(inner, tx, { action: "user.export", targetType: "user", targetId: userId });
    return { userId, json };
  });
}

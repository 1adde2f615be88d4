/** The sessions of applications as the authorization server ends them: a grant is the session of an application. */
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { canonicalUuid } from "../../kernel/ids.ts";
import { deleteSession } from "./ends-store.ts";
import { toPrincipal } from "./principals-store.ts";
import { followSession } from "./proof-store.ts";
import { actorOr } from "./service.ts";

async function end(ctx: Context, grantId: string, action: "session.end" | "session.reuse_detected"): Promise<boolean> {
  if (canonicalUuid(grantId) === undefined) return false;
  const ended = await transaction(ctx, async (inner, tx) => {
    const row = await deleteSession(queryable(inner), grantId, null);
    if (!row) return null;
    const actor = actorOr(ctx, toPrincipal(row, ctx.app.config.requireMfa));
    await insertAudit({ ...inner, actor }, tx, { action, targetType: "session", targetId: grantId, before: { user_id: row.userId } });
    return row.userId;
  });
  if (ended === null) return false;
  ctx.app.principals.forgetSession(grantId);
  ctx.app.principals.forgetUser(ended);
  return true;
}

/** Ends the session of a grant, with every token of it; there may be none any more. */
export async function endGrant(ctx: Context, grantId: string): Promise<void> {
  await end(ctx, grantId, "session.end");
}

/** Ends the session of a grant whose code or refresh token was used a second time (RFC 9700 4.14.2), and says so. */
export async function endReusedGrant(ctx: Context, grantId: string): Promise<void> {
  if (!(await end(ctx, grantId, "session.reuse_detected"))) return;
  ctx.app.log.warn({ session: grantId, address: ctx.address }, "a code or refresh token was used again; its session ended");
}

/** The session of a grant takes over when and how the person proved who they are, from the browser's session that it hangs on. */
export async function renewProof(ctx: Context, grantId: string, { sessionId }: Principal): Promise<void> {
  if (sessionId === null || !(await followSession(queryable(ctx), grantId, sessionId))) return;
  ctx.app.principals.forgetSession(grantId);
}

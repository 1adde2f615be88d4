import type { Context, Queryable } from "../kernel/context.ts";

/**
 * Runs `work` in a transaction: joins the context's where there is one, else begins its own. A request with
 * an Idempotency-Key gets the result of the first such request instead; `work`'s result is therefore JSON.
 *
 * @param work gets the context to pass on, with the transaction in it, and the connection
 */
export function transaction<T>(ctx: Context, work: (ctx: Context, tx: Queryable) => Promise<T>): Promise<T> {
  if (ctx.tx) return work(ctx, ctx.tx);
  return ctx.db.transaction((tx) => {
    const inner: Context = { ...ctx, tx };
    return ctx.idempotency ? ctx.idempotency.once(tx, () => work(inner, tx)) : work(inner, tx);
  });
}

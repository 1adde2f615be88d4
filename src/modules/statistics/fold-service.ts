import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { dayOf, plusDays } from "./days.ts";
import { countAccounts, foldEvents, holdProgress, isDue, noteFolded, retireDays } from "./fold-store.ts";
import { LEVELS } from "./metrics.ts";

/** Days that are kept. */
export const KEPT_DAYS = 800;

/**
 * How long the first minute of a day waits: milliseconds. Whatever was begun the day before is committed by then, so
 * that nobody is seen on a day before that on which they were last seen.
 */
const SETTLING = 60_000;

/** Whether there is anything to do. */
export function hasWork(ctx: Context): Promise<boolean> {
  return isDue(queryable(ctx), new Date(ctx.app.clock.now()));
}

/**
 * One step of keeping the statistics: counts some of the accounts from before the statistics, and adds up some of what
 * happened. Of many processes one does it; what it takes it adds, or neither.
 *
 * @param most accounts, and events, at once
 * @returns whether there is more to do
 */
export async function keepStatistics(ctx: Context, most: number): Promise<boolean> {
  const now = ctx.app.clock.now();
  return transaction(ctx, async (_inner, tx) => {
    const progress = await holdProgress(tx);
    if (!progress) return false;
    const isWalking = !progress.walked && (await countAccounts(tx, progress, most)) === most;
    const [today, settled] = [dayOf(now), dayOf(now - SETTLING)];
    if ((await foldEvents(tx, settled, most)) === most) return true;
    await noteFolded(tx, new Date(settled === today ? now : Date.parse(today)));
    if (dayOf(progress.folded.getTime()) !== today) await retireDays(tx, plusDays(today, -KEPT_DAYS), LEVELS);
    return isWalking;
  });
}

import { type Context, queryable } from "../../kernel/context.ts";
import { type Difference, findDifferences } from "./check-store.ts";
import { LEVELS } from "./metrics.ts";

/**
 * Compares the totals with what there is: nothing differs at any moment once `complete` is told. It reads every account,
 * so that it is no part of the server's work.
 */
export function checkTotals(ctx: Context): Promise<Difference[]> {
  return findDifferences(queryable(ctx), LEVELS);
}

import type { Context } from "../kernel/context.ts";
import { hasWork, keepStatistics } from "../modules/statistics/fold-service.ts";
import type { Tally } from "../modules/statistics/tally.ts";
import { createWorker, type Worker } from "./worker.ts";

/** Accounts counted, and events added up, by one transaction. */
const AT_ONCE = 2000;

/** Keeps the statistics. Each process has one; of many, one works at a time, and nothing is added twice. */
export function createStatistician(ctx: Context, tally: Tally): Worker {
  return createWorker(ctx, "what there is to count", async (isStopped) => {
    await tally.write(ctx.db);
    if (!(await hasWork(ctx))) return;
    while (!isStopped() && (await keepStatistics(ctx, AT_ONCE)));
  });
}

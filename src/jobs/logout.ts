import type { Context } from "../kernel/context.ts";
import { type NoticeWorld, sendDueNotices } from "../oauth/logout-notices.ts";
import { createWorker, type Worker } from "./worker.ts";

/** Applications told at once. */
const AT_ONCE = 20;

/** Tells applications of sessions that ended. Each process has one; together they send nothing twice. */
export function createNotifier(ctx: Context, world: NoticeWorld): Worker {
  return createWorker(ctx, "sessions that ended", async (isStopped) => {
    while (!isStopped() && (await sendDueNotices(ctx, world, AT_ONCE)) === AT_ONCE);
  });
}

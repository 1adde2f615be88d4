import type { Context } from "../kernel/context.ts";
import { type NoticeWorld, sendDueNotices } from "../oauth/logout-notices.ts";
import type { JobBook } from "./book.ts";
import { createWorker, untilFew, type Worker } from "./worker.ts";

/** Applications told at once. */
const AT_ONCE = 20;

/** Tells applications of sessions that ended. Each process has one; together they send nothing twice. */
export function createNotifier(ctx: Context, world: NoticeWorld, book: JobBook): Worker {
  return createWorker(ctx, "sessions that ended", async (isStopped) => {
    await book.run("logout_notices", () => untilFew(() => sendDueNotices(ctx, world, AT_ONCE), AT_ONCE, isStopped));
  });
}

import Type from "typebox";
import { defineRoute, type Route } from "../http/define-route.ts";
import { type Context, queryable } from "../kernel/context.ts";
import { requestQueue } from "../modules/links/service.ts";
import { mailQueue } from "../modules/mail/service.ts";
import { countNotices } from "../oauth/logout-notices-store.ts";
import type { JobBook } from "./book.ts";
import type { JobName } from "./names.ts";
import { JobState } from "./schema.ts";

/** Queues are counted so far. */
const MOST = 1000;

/** What waits in the tables that jobs empty. */
async function queuesOf(ctx: Context): Promise<Partial<Record<JobName, NonNullable<JobState["queue"]>>>> {
  const [mail, requests, notices] = await Promise.all([mailQueue(ctx, MOST), requestQueue(ctx, MOST), countNotices(queryable(ctx), MOST)]);
  const since = (oldest: Date | null) => oldest?.toISOString() ?? null;
  return {
    mail: { waiting: mail.waiting, given_up: mail.givenUp, oldest: since(mail.oldest) },
    link_requests: { waiting: requests.waiting, given_up: 0, oldest: since(requests.oldest) },
    logout_notices: { waiting: notices, given_up: 0, oldest: null },
  };
}

/** What is done in the background. */
export function jobRoutes(book: JobBook): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/jobs",
      id: "listJobs",
      tag: "System",
      summary: "List the background jobs",
      description:
        "Every job, with how it went the last time in the process that answers: each process of an installation does all of them, and none in the way of another. What waits in queues is of the whole installation.",
      permission: "system:read",
      answer: Type.Array(JobState),
      handler: async (ctx) => {
        const queues = await queuesOf(ctx);
        return { value: book.states().map((state) => ({ ...state, queue: queues[state.name] ?? null })) };
      },
    }),
  ];
}

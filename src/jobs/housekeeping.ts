import { forgetIdempotencyKeys } from "../db/idempotency.ts";
import { forgetPending } from "../federation/sign-in.ts";
import type { Context } from "../kernel/context.ts";
import { removeExpiredSecrets } from "../modules/applications/secrets-service.ts";
import { forgetOldFailures } from "../modules/credentials/throttle.ts";
import { forgetOldDevices, removeOldRequests } from "../modules/devices/request-service.ts";
import { removeOldInvitations } from "../modules/invitations/service.ts";
import { removeOldLinks } from "../modules/links/service.ts";
import { removeOldMail } from "../modules/mail/service.ts";
import { eraseExpiredOrganizations } from "../modules/organizations/service.ts";
import { removeOldChallenges } from "../modules/passkeys/challenges-service.ts";
import { removeExpiredSessions } from "../modules/sessions/service.ts";
import { eraseExpired } from "../modules/users/lifecycle-service.ts";
import { removeExpiredArtifacts } from "../oauth/engine/artifacts-store.ts";
import { removeGoneKeys, rotateOnSchedule } from "../oauth/keys-service.ts";
import { createJobBook, type JobBook } from "./book.ts";
import type { JobName } from "./names.ts";
import { untilFew } from "./worker.ts";

/** How often, in milliseconds; every process does it, and none in the way of another. */
const EVERY = 60_000;
/** Rows removed by one statement: it holds no lock for long. */
const AT_ONCE = 500;

export interface Housekeeping {
  /** Stops after the step that is under way. */
  stop(): Promise<void>;
}

/** Each removes what has had its time, at most so many, and says how many they were. */
const TASKS = {
  sessions: removeExpiredSessions,
  device_requests: removeOldRequests,
  devices: forgetOldDevices,
  failures: forgetOldFailures,
  idempotency_keys: forgetIdempotencyKeys,
  accounts: eraseExpired,
  organizations: eraseExpiredOrganizations,
  client_secrets: removeExpiredSecrets,
  signing_keys: removeGoneKeys,
  codes_and_tokens: removeExpiredArtifacts,
  links: removeOldLinks,
  invitations: removeOldInvitations,
  expired_mail: removeOldMail,
  passkey_challenges: removeOldChallenges,
  pending_sign_ins: forgetPending,
} as const satisfies Partial<Record<JobName, (ctx: Context, most: number) => Promise<number>>>;

/**
 * One round: each task, then the next signing key, when it is due. One that fails keeps none of the others from being done.
 *
 * @throws what the first that failed threw, at the end of the round
 */
export async function keepHouse(ctx: Context, isStopped: () => boolean = () => false, book: JobBook = createJobBook(ctx.app.clock)): Promise<void> {
  const failures: unknown[] = [];
  for (const [name, task] of Object.entries(TASKS) as [keyof typeof TASKS, (ctx: Context, most: number) => Promise<number>][]) {
    if (isStopped()) return;
    try {
      const removed = await book.run(name, () => untilFew(() => task(ctx, AT_ONCE), AT_ONCE, isStopped));
      if (removed > 0) ctx.app.log.debug({ removed, job: name }, "removed what had its time");
    } catch (error) {
      failures.push(error);
    }
  }
  const made = await book.run("key_rotation", async () => ((await rotateOnSchedule(ctx)) ? 1 : 0));
  if (made > 0) ctx.app.log.info({}, "made the next signing key");
  if (failures.length > 0) throw failures[0];
}

/** Removes what has had its time, and prepares the next signing key, every minute. */
export function startHousekeeping(ctx: Context, book: JobBook): Housekeeping {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const run = () => {
    round = keepHouse(ctx, () => stopped, book).catch((err: unknown) => ctx.app.log.warn({ err }, "housekeeping failed; it is tried again"));
  };
  const timer = setInterval(run, EVERY);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

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

/** How often, in milliseconds; every process does it, and none in the way of another. */
const EVERY = 60_000;
/** Rows removed by one statement: it holds no lock for long. */
const AT_ONCE = 500;

export interface Housekeeping {
  /** Stops after the step that is under way. */
  stop(): Promise<void>;
}

/** Each removes what has had its time, at most so many, and says how many they were. */
const TASKS: Readonly<Record<string, (ctx: Context, most: number) => Promise<number>>> = {
  sessions: removeExpiredSessions,
  "device requests": removeOldRequests,
  devices: forgetOldDevices,
  failures: forgetOldFailures,
  "idempotency keys": forgetIdempotencyKeys,
  accounts: eraseExpired,
  organizations: eraseExpiredOrganizations,
  "client secrets": removeExpiredSecrets,
  "signing keys": removeGoneKeys,
  "codes and tokens": removeExpiredArtifacts,
  links: removeOldLinks,
  invitations: removeOldInvitations,
  mail: removeOldMail,
  "passkey challenges": removeOldChallenges,
  "pending sign-ins": forgetPending,
};

/** One round: each task until nothing is left, or the server stops; then the next signing key, when it is due. */
export async function keepHouse(ctx: Context, isStopped: () => boolean = () => false): Promise<void> {
  for (const [name, task] of Object.entries(TASKS)) {
    let removed = AT_ONCE;
    while (removed === AT_ONCE && !isStopped()) {
      removed = await task(ctx, AT_ONCE);
      if (removed > 0) ctx.app.log.debug({ removed }, `removed old ${name}`);
    }
  }
  if (await rotateOnSchedule(ctx)) ctx.app.log.info({}, "made the next signing key");
}

/** Removes what has had its time, and prepares the next signing key, every minute. */
export function startHousekeeping(ctx: Context): Housekeeping {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const run = () => {
    round = keepHouse(ctx, () => stopped).catch((err: unknown) => ctx.app.log.warn({ err }, "housekeeping failed; it is tried again"));
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

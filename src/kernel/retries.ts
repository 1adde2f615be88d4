/** How what is to be sent elsewhere is tried again. */

/** Seconds in which a process that took something must have sent it; sending takes less, even when each step does its longest. */
export const LEASE = 120;
const MOST_ATTEMPTS = 8;
/** Seconds before the second try; each further one waits twice as long, up to an hour. */
const FIRST_WAIT = 30;
const LONGEST_WAIT = 3600;

/**
 * When to try again.
 *
 * @param now milliseconds since 1970 UTC
 * @param attempts tries that failed, at least one
 * @returns `null`: not any more
 */
export function nextTry(now: number, attempts: number): Date | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return new Date(now + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1)) * 1000);
}

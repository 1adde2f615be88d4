import { type Context, queryable } from "../../kernel/context.ts";
import { type ErrorCode, RosterError, refusal, retryLater } from "../../kernel/errors.ts";
import { sourceOf } from "./source.ts";
import { countInMinute, dropFailures, findFailures, type Policy, purgeFailures, recordFailure } from "./throttle-store.ts";
import { createTurnstile } from "./turnstile.ts";

const DAY = 86_400;
/** Milliseconds. */
const MINUTE = 60_000;

/** For one account from one source: nobody elsewhere can hold its owner up. */
const ACCOUNT: Policy = { free: 5, firstBlock: 1, longestBlock: 900, forget: DAY, leak: null, failed: "failure", locked: "lockout.account" };
/**
 * For a source whatever the account: against one password tried on many. The allowance is that of an office behind
 * one address, and it refills, so that ordinary mistakes never add up to a block.
 */
const SOURCE: Policy = { free: 100, firstBlock: 1, longestBlock: 900, forget: DAY, leak: 30, failed: null, locked: "lockout.source" };

/**
 * For an account whoever asks, where what is guessed is short: many sources together get no further than one. It
 * leaks, so that a guesser who goes on for ever has one try in ten minutes.
 */
const EVERYWHERE: Policy = { free: 20, firstBlock: 30, longestBlock: 900, forget: DAY, leak: 600, failed: null, locked: "lockout.account" };

/** Mail to an account that one source asks for. */
const MAILED: Policy = { free: 3, firstBlock: 60, longestBlock: 3600, forget: DAY, leak: 900, failed: null, locked: null };
/** Such mail in all, to whomever: as many as failures. */
const MAILED_BY_SOURCE: Policy = { ...SOURCE, locked: null };

/** What came of a guess. `userId` is whose password was guessed, `value` what a right guess gives. */
export interface Guess<T> {
  readonly userId: string | null;
  readonly value: T | undefined;
}

export interface Throttle {
  /**
   * Lets somebody guess a password, unless too many guesses for this account from this source, or from this source
   * at all, went wrong. Known and unknown accounts are treated alike.
   *
   * Guesses of one account from one source take turns, so that many at once count as many in a row. Guesses on
   * several processes, or on several accounts of one source, may overlap: as many more as are being hashed.
   *
   * @param identifier what the account was named by, in compared form
   * @param guess hashes and compares; what it throws counts as no guess
   * @param wrong the refusal of a wrong guess
   * @throws RosterError `auth.too_many_attempts` with Retry-After before any hashing; `auth.busy`; `wrong`
   */
  attempt<T>(ctx: Context, identifier: string, guess: () => Promise<Guess<T>>, wrong?: ErrorCode): Promise<T>;
  /**
   * The same for a short code: guesses for this account count whatever their source, too.
   *
   * @param familiar whether the source has proven that it is the owner's: other sources' failures do not hold it up
   * @throws RosterError as `attempt`
   */
  attemptShort<T>(ctx: Context, identifier: string, familiar: boolean, guess: () => Promise<Guess<T>>, wrong: ErrorCode): Promise<T>;
  /**
   * Counts a request that costs others something, such as mail, and refuses it when there were too many for this
   * account from this source, or from this source at all. Known and unknown accounts are treated alike.
   *
   * @param purpose what is asked for; each has counts of its own
   * @throws RosterError `refused` with Retry-After
   */
  count(ctx: Context, purpose: string, identifier: string, refused: ErrorCode): Promise<void>;
  /**
   * Counts a request that anybody may make, and refuses it when its source made too many within a minute.
   *
   * @param purpose what is asked for; each has counts of its own
   * @param most requests in a minute
   * @throws RosterError `refused` with Retry-After
   */
  pace(ctx: Context, purpose: string, most: number, refused: ErrorCode): Promise<void>;
}

interface Keys {
  readonly account: Buffer;
  readonly source: Buffer;
  /** Where sources add up. */
  readonly everywhere?: Buffer;
}

function keysOf(ctx: Context, identifier: string): Keys {
  const { keyring } = ctx.app;
  const source = sourceOf(ctx.address);
  return { account: keyring.mac("sign-in-account", `${source}\n${identifier}`), source: keyring.mac("sign-in-source", source) };
}

/** Seconds until none of the keys is blocked, the longest first; 0 where none is. */
async function secondsBlocked(ctx: Context, keys: readonly Buffer[]): Promise<readonly number[]> {
  const found = await findFailures(queryable(ctx), keys);
  const now = ctx.app.clock.now();
  return keys.map((key) => Math.max(0, ((found.find((row) => row.key.equals(key))?.blockedUntil.getTime() ?? now) - now) / 1000));
}

/** @returns whether the account has failures from this source that a right guess wipes out */
async function requireUnblocked(ctx: Context, keys: Keys): Promise<boolean> {
  const found = await findFailures(queryable(ctx), [keys.account, keys.source, ...(keys.everywhere ? [keys.everywhere] : [])]);
  const now = ctx.app.clock.now();
  const seconds = (key: Buffer) => ((found.find((row) => row.key.equals(key))?.blockedUntil.getTime() ?? now) - now) / 1000;
  const account = Math.max(seconds(keys.account), keys.everywhere ? seconds(keys.everywhere) : 0);
  const source = seconds(keys.source);
  if (account > 0 || source > 0) {
    const headers = { "retry-after": String(Math.ceil(Math.max(account, source))) };
    const detail = source > account ? { detail: "Too many failed sign-ins from this address. Wait, then try again." } : {};
    throw new RosterError("auth.too_many_attempts", { headers, ...detail });
  }
  return found.some((row) => row.key.equals(keys.account));
}

/**
 * The back-off of failed sign-ins. Counts are in the database, for all processes; the turns are this process's.
 *
 * @param most guesses that may wait: of one account from one source, and in all
 */
export function createThrottle(most = { key: 100, all: 1000 }): Throttle {
  const inTurn = createTurnstile(most);
  const guarded = <T>(ctx: Context, keys: Keys, guess: () => Promise<Guess<T>>, wrong: ErrorCode): Promise<T> =>
    inTurn((keys.everywhere ?? keys.account).toString("base64"), async () => {
      const hasFailures = await requireUnblocked(ctx, keys);
      const { userId, value } = await guess();
      const db = queryable(ctx);
      if (value === undefined) {
        const now = new Date(ctx.app.clock.now());
        await Promise.all([
          recordFailure(db, keys.account, userId, now, ACCOUNT),
          recordFailure(db, keys.source, null, now, SOURCE),
          keys.everywhere && recordFailure(db, keys.everywhere, userId, now, EVERYWHERE),
        ]);
        throw refusal(wrong);
      }
      if (hasFailures) await dropFailures(db, keys.account);
      return value;
    });
  return {
    attempt: (ctx, identifier, guess, wrong = "auth.invalid_credentials") => guarded(ctx, keysOf(ctx, identifier), guess, wrong),
    attemptShort(ctx, identifier, familiar, guess, wrong) {
      const keys = keysOf(ctx, identifier);
      return guarded(ctx, familiar ? keys : { ...keys, everywhere: ctx.app.keyring.mac("sign-in-everywhere", identifier) }, guess, wrong);
    },
    async count(ctx, purpose, identifier, refused) {
      const source = sourceOf(ctx.address);
      const { keyring } = ctx.app;
      const account = keyring.mac(`${purpose}-account`, `${source}\n${identifier}`);
      const all = keyring.mac(`${purpose}-source`, source);
      const seconds = Math.max(...(await secondsBlocked(ctx, [account, all])));
      if (seconds > 0) throw retryLater(refused, seconds);
      const now = new Date(ctx.app.clock.now());
      const db = queryable(ctx);
      await Promise.all([recordFailure(db, account, null, now, MAILED), recordFailure(db, all, null, now, MAILED_BY_SOURCE)]);
    },
    async pace(ctx, purpose, most, refused) {
      const now = ctx.app.clock.now();
      const { count, since } = await countInMinute(queryable(ctx), ctx.app.keyring.mac(`${purpose}-pace`, sourceOf(ctx.address)), new Date(now));
      if (count > most) throw retryLater(refused, (since.getTime() + MINUTE - now) / 1000);
    },
  };
}

/**
 * Removes counts of failures that are forgotten; a bounded number at once.
 *
 * @returns how many
 */
export function forgetOldFailures(ctx: Context, most: number): Promise<number> {
  const now = ctx.app.clock.now();
  return purgeFailures(queryable(ctx), new Date(now - DAY * 1000), new Date(now), most);
}

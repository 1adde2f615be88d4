import { type Context, queryable } from "../../kernel/context.ts";
import { RosterError } from "../../kernel/errors.ts";
import { costsSame, isUpToDate } from "./hasher.ts";
import { type Credentials, findCredentials, findPassword, holdCredentials, replaceHash, writePassword } from "./store.ts";

export type { Credentials } from "./store.ts";

/** An account whose password was just given rightly. */
export interface ProvenCredentials extends Credentials {
  readonly hash: string;
  readonly changed: string;
}

/**
 * Whether the password is the account's. It takes the same time for an account without one, or for none (`null`).
 * Not to be called inside a transaction.
 *
 * @throws RosterError `auth.busy`
 */
export async function verifyPassword(ctx: Context, userId: string | null, password: string): Promise<boolean> {
  const hash = userId === null ? null : await findPassword(queryable(ctx), userId);
  return ctx.app.hasher.verify(password, hash);
}

/**
 * What is known of the account with this username or e-mail address.
 *
 * @param identifier in compared form (kernel/text.ts identifierKey)
 */
export function lookUpCredentials(ctx: Context, identifier: string): Promise<Credentials | undefined> {
  return findCredentials(queryable(ctx), identifier);
}

const hasPassword = (found: Credentials): found is ProvenCredentials => found.hash !== null && found.changed !== null;

/**
 * Whether a password lets somebody in as this account. Always one hash, whatever the account: that there is none,
 * that it is inactive or that it signs in elsewhere shows in no answer and in no time.
 *
 * @throws RosterError `auth.busy`
 */
export async function proveCredentials(ctx: Context, found: Credentials | undefined, password: string): Promise<ProvenCredentials | undefined> {
  const candidate = found?.mayUsePassword ? found : undefined;
  const isRight = await ctx.app.hasher.verify(password, candidate?.hash ?? null);
  return isRight && candidate && hasPassword(candidate) ? candidate : undefined;
}

/**
 * Makes the stored hash anew when it does not cost what new ones do. That is no change of the password, and when
 * the hasher is busy it can wait for the next sign-in.
 */
export async function renewHash(ctx: Context, proven: ProvenCredentials, password: string): Promise<void> {
  if (isUpToDate(proven.hash)) return;
  try {
    const fresh = await ctx.app.hasher.hash(password);
    if (!costsSame(fresh, proven.hash)) await replaceHash(queryable(ctx), proven.userId, proven.hash, fresh);
  } catch (error) {
    if (!(error instanceof RosterError && error.code === "auth.busy")) throw error;
  }
}

/**
 * Inside a transaction: holds the account, so that a deactivation or a new password comes wholly before or wholly
 * after what the transaction does.
 *
 * @returns false when the account was deactivated or deleted, or its password changed, since it was proven
 */
export function holdAccount(ctx: Context, proven: ProvenCredentials): Promise<boolean> {
  return holdCredentials(queryable(ctx), proven.userId, proven.changed);
}

/**
 * Stores the hash of an account's new password. The caller computed it before its transaction began, writes the
 * audit row, and ends what the old password let in.
 */
export async function setPassword(ctx: Context, userId: string, hash: string): Promise<void> {
  await writePassword(queryable(ctx), userId, hash, new Date(ctx.app.clock.now()));
}

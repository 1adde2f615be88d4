/**
 * Whose an e-mail address is. That an account has one says nothing: its owner can write anything there. It is proven
 * when a link that was mailed to it was used, when a superuser set it, or when the identity provider says so.
 */
import { type Context, queryable } from "../../kernel/context.ts";
import { type AddressHolder, findHolder, findProven, putProven } from "./addresses-store.ts";

/**
 * Keeps, in the caller's transaction, that an address was proven to be a local account's. It counts while it is the
 * account's address.
 *
 * @param emailKey in compared form
 */
export async function proveAddress(ctx: Context, userId: string, emailKey: string): Promise<void> {
  await putProven(queryable(ctx), userId, emailKey, new Date(ctx.app.clock.now()));
}

/** The address of an active person, in compared form; `undefined` where there is none, or nothing proves it. */
export function provenAddress(ctx: Context, userId: string): Promise<string | undefined> {
  return findProven(queryable(ctx), userId);
}

/** The live account that has an address, as its e-mail address or its username. @param key in compared form */
export function holderOfAddress(ctx: Context, key: string): Promise<AddressHolder | undefined> {
  return findHolder(queryable(ctx), key);
}

import { type Context, queryable } from "../../kernel/context.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { setPassword } from "../credentials/service.ts";
import { claimIdentifiers, insertUser } from "./store.ts";

interface InvitedUser {
  readonly email: string;
  readonly name: string;
  /** Of the password that its owner chose. */
  readonly hash: string;
}

/**
 * Makes the local account of somebody who was invited (contract A.6), in the caller's transaction, who writes the
 * audit row. Being invited makes nobody superuser.
 *
 * @returns its id, and the account as JSON text
 * @throws RosterError `user.identifier_taken` when another account has the address
 */
export async function createInvitedUser(ctx: Context, { email, name, hash }: InvitedUser): Promise<{ id: string; json: string }> {
  const tx = queryable(ctx);
  const id = uuidv7(ctx.app.clock.now());
  const key = identifierKey(email);
  const { json } = await insertUser(tx, {
    id,
    username: email,
    usernameKey: key,
    email,
    emailKey: key,
    name,
    nameKey: identifierKey(name),
    avatarUrl: null,
    company: null,
    jobTitle: null,
    metadata: null,
    passwordExpired: false,
    isSuperuser: false,
    isInternal: false,
    created: new Date(uuidTime(id)),
  });
  await claimIdentifiers(tx, id, [key]);
  await setPassword(ctx, id, hash);
  return { id, json };
}

import { createHash } from "node:crypto";
import type { Actor, Idempotency } from "../kernel/context.ts";
import { invalidInput } from "../kernel/errors.ts";

/** Remembers first answers; `db/idempotency.ts` does it in the transaction of the change. */
export type RememberAnswer = (actorId: string, key: string, fingerprint: Buffer) => Idempotency;

/**
 * What an Idempotency-Key header asks for. Keys belong to the account that sends them.
 *
 * @param target path and query as the client sent them
 * @throws RosterError 422 for a key that is malformed
 */
export function idempotencyOf(
  header: string | string[] | undefined,
  actor: Actor,
  method: string,
  target: string,
  body: unknown,
  remember: RememberAnswer,
): Idempotency | undefined {
  if (header === undefined || actor.kind !== "user") return undefined;
  if (typeof header !== "string" || !/^[\x21-\x7e]{1,255}$/.test(header)) {
    const msg = "An Idempotency-Key has 1 to 255 visible ASCII characters";
    throw invalidInput([{ type: "value_error", loc: ["header", "Idempotency-Key"], msg }], "idempotency.key_invalid");
  }
  const hash = createHash("sha256").update(`${method} ${target}\n`);
  if (Buffer.isBuffer(body)) hash.update(body);
  return remember(actor.id, header, hash.digest());
}

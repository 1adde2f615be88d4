import type { Clock } from "../kernel/clock.ts";
import type { Context, Idempotency, Queryable } from "../kernel/context.ts";
import { invalidInput } from "../kernel/errors.ts";
import { type Keyring, sameBytes } from "../kernel/secrets.ts";

const CLAIM = `INSERT INTO idempotency_keys (actor_id, key, request, created) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
const FIND = `SELECT request, result FROM idempotency_keys WHERE actor_id = $1 AND key = $2`;
const KEEP = `UPDATE idempotency_keys SET result = $3 WHERE actor_id = $1 AND key = $2`;

const reused = () =>
  invalidInput(
    [{ type: "value_error", loc: ["header", "Idempotency-Key"], msg: "This key was used before with another request. Use a new key." }],
    "idempotency.key_reused",
  );

/**
 * Does work once for a key: the key's row is written in the transaction of the work, so both are there or
 * neither is, and a second request with the key waits for the first at the row. The result is kept sealed.
 *
 * @param fingerprint SHA-256 of the request; the same key with another one is refused
 */
export function idempotency(keyring: Keyring, clock: Clock, actorId: string, key: string, fingerprint: Buffer): Idempotency {
  const purpose = `idempotency:${actorId}:${key}`;
  return {
    async once<T>(tx: Queryable, work: () => Promise<T>): Promise<T> {
      const claimed = await tx.query({ name: "idempotency-claim", text: CLAIM, values: [actorId, key, fingerprint, new Date(clock.now())] });
      if (claimed.rowCount === 1) {
        const result = await work();
        const sealed = keyring.seal(purpose, JSON.stringify(result ?? null));
        await tx.query({ name: "idempotency-keep", text: KEEP, values: [actorId, key, sealed] });
        return result;
      }
      const { rows } = await tx.query<{ request: Buffer; result: Buffer }>({ name: "idempotency-find", text: FIND, values: [actorId, key] });
      const first = rows[0];
      if (!first || !sameBytes(first.request, fingerprint)) throw reused();
      return JSON.parse(keyring.open(purpose, first.result).toString("utf8")) as T;
    },
  };
}

const FORGET = `DELETE FROM idempotency_keys WHERE (actor_id, key) IN (
    SELECT actor_id, key FROM idempotency_keys WHERE created < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;

/** How long a first answer is kept: milliseconds (contract Part C). */
const KEPT = 86_400_000;

/** Forgets first answers that were kept for 24 hours; a bounded number at once. @returns how many */
export async function forgetIdempotencyKeys(ctx: Context, most: number): Promise<number> {
  const { rowCount } = await ctx.db.query({ text: FORGET, values: [new Date(ctx.app.clock.now() - KEPT), most] });
  return rowCount;
}

import { AsyncLocalStorage } from "node:async_hooks";
import { transaction } from "../../db/transaction.ts";
import type { Context } from "../../kernel/context.ts";

/** Makes what the engine stores part of a transaction of ours: its storage is not told by an argument whose work it does. */
export interface Joining {
  /** The context of the transaction that the caller runs in. */
  current(): Context | undefined;
  /** Runs work in one transaction, the engine's writes included. @param work may run again after a serialization failure */
  atomically<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T>;
}

export function createJoining(): Joining {
  const contexts = new AsyncLocalStorage<Context>();
  return {
    current: () => contexts.getStore(),
    atomically: (ctx, work) => transaction(ctx, (inner) => contexts.run(inner, () => work(inner))),
  };
}

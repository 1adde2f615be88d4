import { retryLater } from "../../kernel/errors.ts";

/** Runs work in turn: of one key one at a time, in the order it came. */
export type Turnstile = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a turnstile. Keys that nobody waits for take no memory.
 *
 * @param most.key of one key that may be inside and waiting
 * @param most.all of all keys together; one more is refused with `auth.busy`
 */
export function createTurnstile(most: { key: number; all: number }): Turnstile {
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  let all = 0;
  return async (key, work) => {
    const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= most.key || all >= most.all) throw retryLater("auth.busy", 1);
    lines.set(key, line);
    line.length += 1;
    all += 1;
    const turn = line.last.then(work);
    // However this one ends, the next begins.
    line.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      all -= 1;
      line.length -= 1;
      if (line.length === 0) lines.delete(key);
    }
  };
}

/** Questions of requests that are under way at the same time, answered by one statement. */
import DataLoader from "dataloader";
import type { Queryable } from "../kernel/context.ts";

/** How many questions one statement answers at most. */
const MOST = 32;
/** How many such statements are under way at once: whoever asks meanwhile waits for the next one, with all others who do. */
const AT_ONCE = 2;
/** Milliseconds that one waits for its turn at most: where the database hangs, how long anybody waits is for the pool to say. */
const PATIENCE = 250;

/**
 * Makes a reader of one thing out of a reader of many. Nothing is remembered: an answer was read after it was asked for.
 * Not for transactions: each has a connection of its own.
 *
 * @param read answers questions in their order, some with an error perhaps; where it fails, it fails for all of them
 */
export function together<Q, A>(read: (db: Queryable, questions: readonly Q[]) => Promise<(A | Error)[]>): (db: Queryable, question: Q) => Promise<A> {
  const loaders = new WeakMap<Queryable, DataLoader<Q, A>>();
  function loaderOf(db: Queryable): DataLoader<Q, A> {
    let underWay = 0;
    const waiting: (() => void)[] = [];
    const goOn = () => {
      underWay--;
      waiting.shift()?.();
    };
    function schedule(send: () => void): void {
      // What other sockets have to say in this turn is heard first.
      const begin = () => {
        underWay++;
        setImmediate(send);
      };
      if (underWay < AT_ONCE) {
        begin();
        return;
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(next), 1);
        begin();
      }, PATIENCE);
      const next = () => {
        clearTimeout(timer);
        begin();
      };
      waiting.push(next);
    }
    return new DataLoader<Q, A>((questions) => read(db, questions).finally(goOn), { cache: false, maxBatchSize: MOST, batchScheduleFn: schedule });
  }
  return (db, question) => {
    const loader = loaders.get(db) ?? loaderOf(db);
    loaders.set(db, loader);
    return loader.load(question);
  };
}

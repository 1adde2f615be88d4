import type { Context } from "../kernel/context.ts";

/** How often what became due is looked for: milliseconds. */
const EVERY = 5_000;

/** Does what is due, in the background. */
export interface Worker {
  /** Looks now, not only when it is time: after something was written. */
  kick(): void;
  /** Looks every few seconds, too. */
  start(): void;
  /** Resolves when all that is due has been tried. */
  idle(): Promise<void>;
  /** Stops after the round that is under way. */
  stop(): Promise<void>;
}

/** Does a step until it finds fewer than it could do, or is told to stop. @returns how many it did in all */
export async function untilFew(step: () => Promise<number>, most: number, isStopped: () => boolean): Promise<number> {
  let all = 0;
  let done = most;
  while (done === most && !isStopped()) {
    done = await step();
    all += done;
  }
  return all;
}

/**
 * Makes a worker, with one round at a time.
 *
 * @param what it looks for, for the log
 * @param work tries all that is due; it ends early once it is told to stop
 */
export function createWorker(ctx: Context, what: string, work: (isStopped: () => boolean) => Promise<void>): Worker {
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function round(): Promise<void> {
    do {
      again = false;
      await work(() => stopped);
    } while (again && !stopped);
  }

  function kick(): void {
    if (stopped) return;
    again = true;
    running ??= round()
      .catch((err: unknown) => ctx.app.log.warn({ err }, `${what} was not looked for; it is tried again`))
      .finally(() => {
        running = undefined;
        // Asked for between the last look and now.
        if (again) kick();
      });
  }

  return {
    kick,
    start() {
      timer ??= setInterval(kick, EVERY).unref();
      kick();
    },
    async idle() {
      kick();
      // A round that was asked for while one ended comes after it.
      while (running) await running;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

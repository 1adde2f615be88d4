/**
 * The embedded PostgreSQL: a child process on a data directory of ours. It outlives a killed server, and the next
 * start takes it over; when it dies itself, it is started again under the running server.
 */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../kernel/context.ts";
import { acquire, boundLog, connectionTo, type Held, type Setup, type SetupOptions, setUp } from "./embedded/cluster.ts";
import { HeldError, type Lock } from "./embedded/lock.ts";
import { stopPostmaster } from "./embedded/postmaster.ts";
import { type Progress, StartError } from "./start-error.ts";

export { SUPERUSER } from "./embedded/create.ts";
export { keptSecret, resolveDataDir } from "./embedded/data-dir.ts";

export interface EmbeddedOptions extends SetupOptions {
  /** What this process is, for another start on the same data directory: its address. Its process id is added. */
  readonly label: string;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  /** For a command: when a server has the data directory, work beside it. */
  readonly beside?: boolean;
  /** Called when another process has taken the data directory over while the database was away: stop serving. */
  readonly onTaken?: (holder: string) => void;
}

export interface EmbeddedDatabase {
  readonly connection: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string };
  /** What PostgreSQL's superuser signs in with. */
  readonly superuserPassword: string;
  readonly dataDir: string;
  /** It was running already when this process came. */
  readonly adopted: boolean;
  /** Stops PostgreSQL, unless it belongs to a server that this process only works beside. */
  stop(): Promise<void>;
}

/** How long PostgreSQL may take to write everything out, in milliseconds. */
const STOP_PATIENCE = 60_000;

/** A step that is worth telling only when it takes long. */
async function tellWhenSlow<T>(progress: Progress, step: string, work: Promise<T>): Promise<T> {
  let done = () => {};
  const slow = setTimeout(() => {
    done = progress(step);
  }, 1_500);
  try {
    const value = await work;
    done();
    return value;
  } finally {
    clearTimeout(slow);
  }
}

interface Supervised {
  /** Stops starting PostgreSQL again; resolves when no start is under way. */
  end(): Promise<void>;
  release(): Promise<void>;
}

const labelled = (text: string) => `roster pid=${process.pid} ${text}`.trimEnd();

/** What a holder is called in a sentence. */
function sentenceOf(label: string): string {
  const [, pid, text] = /pid=(\d+) ?(.*)$/.exec(label) ?? [];
  return pid ? `process ${pid}${text ? ` (${text})` : ""}` : "another server";
}

/** Starts PostgreSQL again whenever it goes away, and takes the lock again. */
function supervise(setup: Setup, first: Lock, { log, label: name, onTaken }: EmbeddedOptions): Supervised {
  const stopping = new AbortController();
  const label = labelled(name);
  let lock = first;

  async function bringBack(): Promise<boolean> {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        ({ lock } = await acquire(setup, label));
        return true;
      } catch (error) {
        if (error instanceof HeldError) {
          onTaken?.(sentenceOf(error.holder));
          return false;
        }
        log.error({ err: error }, "the embedded database does not start");
        await pause(Math.min(10_000, 250 * 2 ** attempt), undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return false;
  }

  async function keep(): Promise<void> {
    const ended = once(stopping.signal, "abort");
    for (;;) {
      await Promise.race([lock.lost, ended]);
      if (stopping.signal.aborted) return;
      log.warn({}, "the embedded database went away: starting it again");
      if (!(await bringBack()) || stopping.signal.aborted) return;
      log.info({}, "the embedded database is back");
    }
  }

  const kept = keep();
  return {
    async end() {
      stopping.abort();
      await kept;
    },
    release: () => lock.release(),
  };
}

/**
 * Starts the embedded database, or takes over the one that a killed server left running.
 *
 * @throws StartError what is in the way, in a sentence
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { path, cluster } = options.dataDir;
  const setup = await setUp(options);
  const facts = { superuserPassword: setup.password, dataDir: path };
  let held: Held;
  try {
    const waiting = "waiting for the database (after a crash it repairs itself)";
    held = await tellWhenSlow(options.progress, waiting, acquire(setup, labelled(options.label)));
  } catch (error) {
    if (!(error instanceof HeldError)) throw error;
    if (!options.beside) {
      throw new StartError(
        `the data directory ${path} is in use by ${sentenceOf(error.holder)}: stop it first, or choose another data directory with ROSTER_DATA_DIR`,
      );
    }
    const running = await setup.ensure();
    return { ...facts, connection: connectionTo(running, setup.password), adopted: true, stop: async () => {} };
  }

  const supervised = supervise(setup, held.lock, options);
  const logCheck = setInterval(boundLog, 60_000, setup.logFile);
  logCheck.unref();
  return {
    ...facts,
    connection: connectionTo(held.running, setup.password),
    adopted: held.running.adopted,
    async stop() {
      clearInterval(logCheck);
      await supervised.end();
      // The lock goes with PostgreSQL itself, so nobody takes over what is about to stop.
      await stopPostmaster(cluster, STOP_PATIENCE);
      await supervised.release();
    },
  };
}

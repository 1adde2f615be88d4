/** The database of an installation, embedded or elsewhere, and the key that belongs to it. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Config } from "../config.ts";
import type { Log } from "../kernel/context.ts";
import { keptSecret, resolveDataDir, startEmbedded } from "./embedded.ts";
import { type Progress, StartError } from "./start-error.ts";

export interface OpenOptions {
  readonly config: Config;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  readonly progress: Progress;
  /** What this process is called to another start on the same data directory. */
  readonly label: string;
  /** For a command: when a server has the data directory, work beside it. */
  readonly beside?: boolean;
  /** Called when another process has taken the data directory over: stop serving. */
  readonly onTaken?: (holder: string) => void;
}

export interface OpenDatabase {
  readonly connection: pg.ClientConfig;
  /** The installation key. */
  readonly secret: string;
  /** Where the data went when that is not where the documentation says. */
  readonly movedTo: string | null;
  /** Stops what this process started. */
  close(): Promise<void>;
}

/** How long a database that does not answer is waited for, and how often it is asked, in milliseconds. */
const PATIENCE = 15_000;
const LOOK = 250;

/** Faults that a database on its way up, or a network on its way up, has. */
const PASSING = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN", "ENOTFOUND", "57P03", "53300"]);

async function answers(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => {});
  }
}

/** Waits for the database that DATABASE_URL names. What is said names the place, never the password. */
async function waitFor(url: string, progress: Progress): Promise<pg.ClientConfig> {
  const connection = { connectionString: url };
  const { hostname, port, pathname } = new URL(url);
  const place = `${decodeURIComponent(hostname) || "localhost"}:${port || 5432}${pathname}`;
  const giveUp = Date.now() + PATIENCE;
  let done: (() => void) | undefined;
  for (;;) {
    try {
      await answers(connection);
      done?.();
      return connection;
    } catch (cause) {
      const { code, message, errors } = cause as { code?: string; message: string; errors?: Error[] };
      const passing = PASSING.has(code ?? "") || /timeout/i.test(message);
      if (!passing || Date.now() > giveUp) {
        // A name with several addresses fails with one error for each.
        const reason = message || errors?.map((error) => error.message).join("; ") || code;
        throw new StartError(`cannot use the database at ${place} (DATABASE_URL): ${reason}`, { cause });
      }
      done ??= progress(`waiting for the database at ${place}`);
      await pause(LOOK);
    }
  }
}

/**
 * Opens the database that the settings name.
 *
 * @throws StartError what is in the way, in a sentence
 */
export async function openDatabase({ config, log, progress, label, beside, onTaken }: OpenOptions): Promise<OpenDatabase> {
  const dataDir = () => resolveDataDir(config.dataDir, config.databaseAccount);
  const keyIn = (path: string) => config.secretKey ?? keptSecret(join(path, "secret.key"));
  if (config.databaseUrl !== null) {
    const connection = await waitFor(config.databaseUrl, progress);
    return { connection, secret: config.secretKey ?? keyIn(dataDir().path), movedTo: null, close: async () => {} };
  }
  const place = dataDir();
  const embedded = await startEmbedded({
    dataDir: place,
    label,
    connections: config.databasePool,
    progress,
    log,
    ...(beside !== undefined && { beside }),
    ...(onTaken && { onTaken }),
  });
  return { connection: embedded.connection, secret: keyIn(place.path), movedTo: place.moved ? place.path : null, close: embedded.stop };
}

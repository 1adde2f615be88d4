/** One server per data directory: an advisory lock, held as long as a connection of its own lives. */
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** "rost", "er": this lock among all advisory locks. */
const KEY = "1919906676, 25970";
/** How long a killed server's connection may still be there. */
const GHOST = 5_000;

/** The lock is somebody else's. */
export class HeldError extends Error {
  override name = "HeldError";
  /** How the holder calls itself. */
  readonly holder: string;
  constructor(holder: string) {
    super(`held by ${holder}`);
    this.holder = holder;
  }
}

export interface Lock {
  /** Resolves when the connection, and with it the lock, is lost. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND (l.classid, l.objid, l.objsubid) = (${KEY}, 2)`,
  );
  return rows[0]?.name ?? "";
}

function isAlive(label: string): boolean {
  const pid = Number(/pid=(\d+)/.exec(label)?.[1]);
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Takes the lock.
 *
 * @param label how this process is called to others; holds `pid=` and the process id
 * @throws HeldError when another process has it
 */
export async function takeLock(connection: pg.ClientConfig, label: string): Promise<Lock> {
  const client = new pg.Client({ ...connection, application_name: label, keepAlive: true });
  const lost = new Promise<void>((resolve) => {
    client.once("end", resolve);
    client.on("error", () => resolve());
  });
  await client.connect();
  const giveUp = Date.now() + GHOST;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS taken`);
    if (rows[0]?.taken) break;
    const holder = await holderOf(client);
    if (isAlive(holder) || Date.now() > giveUp) {
      await client.end();
      throw new HeldError(holder);
    }
    await pause(20);
  }
  return {
    lost,
    async release() {
      await client.end().catch(() => {});
    },
  };
}

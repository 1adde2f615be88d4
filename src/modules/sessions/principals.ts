import { LRUCache } from "lru-cache";
import type { Clock } from "../../kernel/clock.ts";
import type { Log, PrincipalCache, Queryable } from "../../kernel/context.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import { findByCookie, findBySession, type Moments, type PrincipalRow, type SessionPrincipal, toPrincipal, touchSession } from "./principals-store.ts";
import type { MfaPolicy } from "./restriction.ts";

type Found = SessionPrincipal | undefined;

/** Who is signed in, by session or by cookie. What this process knows is answered at once, without a promise. */
export interface Principals extends Omit<PrincipalCache, "forgetFacts"> {
  get(sessionId: string): Found | Promise<Found>;
  byCookie(cookie: string): Found | Promise<Found>;
}

interface Options {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds after which an unused session ends. */
  readonly sessionIdle: number;
  readonly requireMfa?: MfaPolicy;
  /** How long a principal is believed without asking the database: half of the second in which a change must reach every process. */
  readonly maxAgeMs?: number;
  /** How many sessions are remembered. */
  readonly most?: number;
}

interface Entry {
  /** `undefined`: the session does not count. */
  readonly principal: Found;
  readonly readAt: number;
  /** When the session ends by itself, unless it is used. */
  readonly endsAt: number;
}

/** `last_used` is written this often at most: milliseconds. */
const TOUCH_EVERY = 60_000;
/** Milliseconds. */
const DAY = 86_400_000;

/** Sessions of each account that are remembered, so that forgetting an account does not walk them all. */
function createIndex() {
  const byUser = new Map<string, Set<string>>();
  return {
    add({ id, sessionId }: SessionPrincipal) {
      const known = byUser.get(id);
      if (known) known.add(sessionId);
      else byUser.set(id, new Set([sessionId]));
    },
    remove({ id, sessionId }: SessionPrincipal) {
      const known = byUser.get(id);
      if (known?.delete(sessionId) && known.size === 0) byUser.delete(id);
    },
    of: (userId: string): readonly string[] => [...(byUser.get(userId) ?? [])],
  };
}

/**
 * The principals that this process remembers. What this process changes is forgotten at once (`forgetUser`,
 * `forgetSession`); what another changes is seen when the entry is `maxAgeMs` old. A principal is re-read with one
 * statement, which all requests that wait for it share, and those that wait for others at the same time.
 */
export function createPrincipals(options: Options): Principals {
  const { db, clock, log, requireMfa = "off", maxAgeMs = 500, most = 10_000 } = options;
  const idleMs = options.sessionIdle * 1000;
  const touchEvery = Math.min(TOUCH_EVERY, idleMs / 2);
  const index = createIndex();
  const entries = new LRUCache<string, Entry>({
    max: most,
    dispose: ({ principal }) => {
      if (principal) index.remove(principal);
    },
  });
  // Which session a cookie is of never changes; whether that session still counts is in `entries`.
  const cookies = new LRUCache<string, string>({ max: most });
  const reads = new Map<string, Promise<Found>>();

  const moments = (now: number): Moments => ({ now: new Date(now), idleSince: new Date(now - idleMs) });

  function touch(row: PrincipalRow, now: number): void {
    const last = row.lastUsed.getTime();
    // The first use in a day (UTC) is written at once: who was seen on a day is counted by it.
    if (now - last < touchEvery && Math.floor(now / DAY) === Math.floor(last / DAY)) return;
    // Nobody waits for it, and nobody minds when it fails: the next read tries again.
    touchSession(db, row.sessionId, new Date(now)).catch((err: unknown) => log.debug({ err }, "the last use of a session was not written"));
  }

  function remember(sessionId: string, row: PrincipalRow | undefined, readAt: number): void {
    const principal = row && toPrincipal(row, requireMfa);
    const endsAt = row
      ? Math.min(row.expires.getTime(), row.deviceId === null ? row.lastUsed.getTime() + idleMs : Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
    entries.set(sessionId, { principal, readAt, endsAt });
    if (principal) index.add(principal);
  }

  /** Asks the database once for all who want the same at the same time. */
  function read(key: string, ask: (at: Moments) => Promise<PrincipalRow | undefined>, sessionId?: string): Promise<Found> {
    const running = reads.get(key);
    if (running) return running;
    const now = clock.now();
    const asked: Promise<Found> = ask(moments(now))
      .then((row) => {
        const id = row?.sessionId ?? sessionId;
        // Something was forgotten while the question was under way: the answer may be older than that. Those who
        // asked before may have it, but it is not kept.
        if (id !== undefined && reads.get(key) === asked) remember(id, row, now);
        if (row && sessionId === undefined) cookies.set(key, row.sessionId);
        if (row) touch(row, now);
        return row && toPrincipal(row, requireMfa);
      })
      .finally(() => {
        if (reads.get(key) === asked) reads.delete(key);
      });
    reads.set(key, asked);
    return asked;
  }

  function get(sessionId: string): Found | Promise<Found> {
    const known = entries.get(sessionId);
    const now = clock.now();
    const age = known ? now - known.readAt : -1;
    // A clock that was set back makes the age negative: then it says nothing.
    if (known && age >= 0 && age < maxAgeMs) return now < known.endsAt ? known.principal : undefined;
    return read(sessionId, (at) => findBySession(db, { sessionId, at }), sessionId);
  }

  return {
    get,
    byCookie(cookie) {
      const hash = hashSecret(cookie);
      const key = hash.toString("base64");
      const sessionId = cookies.get(key);
      return sessionId === undefined ? read(key, (at) => findByCookie(db, hash, at)) : get(sessionId);
    },
    forgetUser(userId) {
      // Whose a read under way is cannot be known: none of them is kept.
      reads.clear();
      for (const sessionId of index.of(userId)) entries.delete(sessionId);
    },
    forgetSession(sessionId) {
      reads.clear();
      entries.delete(sessionId);
    },
  };
}

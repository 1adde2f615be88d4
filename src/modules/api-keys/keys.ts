import { LRUCache } from "lru-cache";
import type { Clock } from "../../kernel/clock.ts";
import type { Log, Principal, Queryable } from "../../kernel/context.ts";
import { hashSecret, sameBytes } from "../../kernel/secrets.ts";
import { readKeyText } from "./key-text.ts";
import { type KeyRow, readKey, touchKey } from "./store.ts";

/** Whom a key stands for. */
export interface KeyHolder {
  readonly keyId: string;
  readonly principal: Principal;
  /** When the key stops working: milliseconds since 1970 UTC. */
  readonly expires: number;
}

/** Keys as this process knows them, not older than half a second (the rule of principals, ADR 4). */
export interface Keys {
  /** Whether the text could be a key, whatever it is worth. */
  looksLikeKey(text: string): boolean;
  /** Whom the text of a key stands for; `undefined` for one that is wrong, expired, switched off or deleted. */
  verify(text: string): Promise<KeyHolder | undefined>;
  /** Whom a key that was shown before stands for, now. */
  find(keyId: string): Promise<KeyHolder | undefined>;
  /** The next question about the keys of this account asks the database. */
  forgetUser(userId: string): void;
}

interface Options {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly log: Log;
  /** What the text of a key begins with. */
  readonly prefix: string;
  readonly maxAgeMs?: number;
  readonly most?: number;
}

/** `last_login` is written this often at most: milliseconds. */
const TOUCH_EVERY = 60_000;

interface Entry {
  readonly readAt: number;
  readonly found: Promise<KeyRow | undefined>;
  /** Whose it is, when that is known. */
  userId?: string;
  touchedAt?: number;
}

/** A key is no sign-in by a person: it never counts as fresh. Machines and keys have one factor, which nobody asks more of. */
function principalOf(row: KeyRow): Principal {
  const { userId: id, isSuperuser, isInternal, isServiceAccount, passwordExpired } = row;
  const standing = { isSuperuser, isInternal, isServiceAccount, multiFactor: false, restricted: passwordExpired };
  return { kind: "user", id, sessionId: null, scopes: null, applicationId: null, deviceId: null, keyId: row.id, ...standing, authTime: 0 };
}

export function createKeys({ db, clock, log, prefix, maxAgeMs = 500, most = 5000 }: Options): Keys {
  const entries = new LRUCache<string, Entry>({ max: most });

  function read(id: string): Entry {
    const now = clock.now();
    const known = entries.get(id);
    // A clock that was set back makes the age negative: then it says nothing.
    if (known && now >= known.readAt && now - known.readAt < maxAgeMs) return known;
    const entry: Entry = { readAt: now, found: readKey(db, id) };
    entries.set(id, entry);
    entry.found.then(
      (row) => {
        if (row) entry.userId = row.userId;
      },
      () => {
        if (entries.get(id) === entry) entries.delete(id);
      },
    );
    return entry;
  }

  function holder(row: KeyRow, now: number): KeyHolder | undefined {
    const expires = row.expires?.getTime() ?? Number.POSITIVE_INFINITY;
    return now < expires ? { keyId: row.id, principal: principalOf(row), expires } : undefined;
  }

  function touch(entry: Entry, row: KeyRow, now: number): void {
    const last = Math.max(entry.touchedAt ?? 0, row.lastLogin?.getTime() ?? 0);
    if (now - last < TOUCH_EVERY) return;
    entry.touchedAt = now;
    // Nobody waits for it, and nobody minds when it fails: the next use tries again.
    touchKey(db, row.id, new Date(now)).catch((err: unknown) => log.debug({ err }, "the last use of a key was not written"));
  }

  return {
    looksLikeKey: (text) => text.startsWith(prefix),
    async verify(text) {
      const given = readKeyText(prefix, text);
      if (!given) return undefined;
      const entry = read(given.id);
      const row = await entry.found;
      if (!row) return undefined;
      const now = clock.now();
      const hash = hashSecret(given.key);
      const isBefore = row.hashBefore !== null && row.beforeUntil !== null && now < row.beforeUntil.getTime() && sameBytes(row.hashBefore, hash);
      if (!sameBytes(row.hash, hash) && !isBefore) return undefined;
      touch(entry, row, now);
      return holder(row, now);
    },
    async find(keyId) {
      const row = await read(keyId).found;
      return row && holder(row, clock.now());
    },
    forgetUser(userId) {
      // Whose a read under way is cannot be known: none of them is kept.
      for (const [id, entry] of entries.entries()) if (entry.userId === undefined || entry.userId === userId) entries.delete(id);
    },
  };
}

import type { JWK } from "jose";
import type { Clock } from "../kernel/clock.ts";
import type { Database, Queryable } from "../kernel/context.ts";
import type { Keyring } from "../kernel/secrets.ts";
import { ALGORITHM, generateKey, openKey, type PublicJwk, type SigningKey } from "./key-pair.ts";
import { type KeyStanding, type KeyState, keyStates } from "./key-states.ts";
import { hasKey, insertFirstKey, listKeys } from "./keys-store.ts";

export { ALGORITHM, type PublicJwk, type SigningKey } from "./key-pair.ts";

/** Makes the first signing key, unless there is one. Processes that start at once end up with the same. */
export async function ensureSigningKey({ db, keyring, clock }: { db: Database; keyring: Keyring; clock: Clock }): Promise<void> {
  if (await hasKey(db)) return;
  await insertFirstKey(db, await generateKey(keyring), new Date(clock.now()));
}

/** A published key, both halves. */
export interface SnapshotKey {
  readonly kid: string;
  readonly alg: string;
  readonly state: Exclude<KeyState, "gone">;
  readonly publicJwk: PublicJwk;
  readonly privateJwk: JWK;
}

/** The published keys at a moment. */
export interface KeySnapshot {
  /** Changes exactly when other keys are published, or another one signs. */
  readonly version: string;
  /** The one that signs first. */
  readonly keys: readonly SnapshotKey[];
}

/** The signing keys as this process knows them: not older than half a second, in the state that its clock says. */
export interface KeySet {
  /** The key that signs. @throws Error when there is none: `ensureSigningKey` was not called */
  current(): Promise<SigningKey>;
  /** The published key with this id. One that is not known is looked for in the database, a few times a second at most. */
  find(kid: string): Promise<SigningKey | undefined>;
  /** Whether a key is published, as far as can be said at once; `undefined`: only `find` can say. */
  knows(kid: string): boolean | undefined;
  /** The public half of every published key. */
  published(): Promise<PublicJwk[]>;
  /** Every published key with its private half, for the authorization server. */
  snapshot(): Promise<KeySnapshot>;
  /** Forgets what it knows: a key was made or removed. */
  forget(): void;
}

interface Options {
  readonly db: Queryable;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** The longest that a token is good for: seconds. */
  readonly lifetime: number;
}

/** Milliseconds that keys are believed for: half of the second in which a removal must reach every process. */
const MAX_AGE = 500;
/** A token of a key that is not known asks the database, unless that was asked so short a time ago: milliseconds. */
const LOOK_AGAIN = 50;

const ORDER: Record<KeyState, number> = { active: 0, next: 1, retiring: 2, gone: 3 };

const snapshotKey = ({ key: { kid, alg, publicJwk, privateJwk }, state }: KeyStanding<SigningKey>): SnapshotKey => ({
  kid,
  alg,
  state: state as SnapshotKey["state"],
  publicJwk,
  privateJwk,
});

/** Reads the keys when they are needed, with one statement for all who need them at the same time. */
export function createKeySet({ db, keyring, clock, lifetime }: Options): KeySet {
  let known: readonly SigningKey[] | undefined;
  let readAt = 0;
  let reading: Promise<readonly SigningKey[]> | undefined;

  /** A clock that was set back must not hold a re-read up: any difference counts. */
  const age = () => (known === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - readAt));

  function read(): Promise<readonly SigningKey[]> {
    if (reading) return reading;
    const startedAt = clock.now();
    const before = known ?? [];
    const asked: Promise<readonly SigningKey[]> = listKeys(db, ALGORITHM)
      .then((rows) => Promise.all(rows.map((row) => before.find((key) => key.kid === row.kid) ?? openKey(keyring, row))))
      .catch((error: unknown) => {
        // What was known stays known while the database is away.
        if (known) return known;
        throw error;
      })
      .then((keys) => {
        // Something was forgotten while the question was under way: the answer may be older than that.
        if (reading === asked) [known, readAt] = [keys, startedAt];
        return keys;
      })
      .finally(() => {
        if (reading === asked) reading = undefined;
      });
    reading = asked;
    return asked;
  }

  const standing = (keys: readonly SigningKey[]) =>
    keyStates(keys, clock.now(), lifetime)
      .filter(({ state }) => state !== "gone")
      .sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const fresh = async (maxAge = MAX_AGE) => standing(known && age() < maxAge ? known : await read());
  const pick = (keys: readonly KeyStanding<SigningKey>[], kid: string) => keys.find(({ key }) => key.kid === kid)?.key;

  return {
    async current() {
      const [first] = await fresh();
      if (!first) throw new Error("there is no signing key");
      return first.key;
    },
    async find(kid) {
      return pick(await fresh(), kid) ?? pick(await fresh(LOOK_AGAIN), kid);
    },
    knows: (kid) => (known && age() < MAX_AGE ? pick(standing(known), kid) !== undefined : undefined),
    async published() {
      return (await fresh()).map(({ key }) => key.publicJwk);
    },
    async snapshot() {
      const keys = (await fresh()).map(snapshotKey);
      const [active, ...others] = keys.map(({ kid }) => kid);
      return { version: [active, ...others.sort()].join(" "), keys };
    },
    forget() {
      known = undefined;
      reading = undefined;
    },
  };
}

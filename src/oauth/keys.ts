import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK_EC_Public } from "jose";
import type { Clock } from "../kernel/clock.ts";
import type { Database, Queryable } from "../kernel/context.ts";
import type { Keyring } from "../kernel/secrets.ts";
import { hasKey, insertFirstKey, type KeyRow, listKeys } from "./keys-store.ts";

/** The one algorithm of our tokens: ECDSA on P-256 (RFC 7518 3.4). */
export const ALGORITHM = "ES256";

/** The public half as clients get it (RFC 7517). */
export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: string;
  readonly use: string;
}

export interface SigningKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

const purpose = (kid: string) => `signing-key:${kid}`;

/**
 * Makes the first signing key, unless there is one. Processes that start at once end up with the same.
 *
 * Its id is its thumbprint (RFC 7638); the private half is stored sealed with the installation key.
 */
export async function ensureSigningKey({ db, keyring, clock }: { db: Database; keyring: Keyring; clock: Clock }): Promise<void> {
  if (await hasKey(db)) return;
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const { kty, crv, x, y } = (await exportJWK(pair.publicKey)) as JWK_EC_Public & { kty: string };
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  const publicJwk = { kty, crv, x, y, kid, alg: ALGORITHM, use: "sig" };
  const privateJwk = keyring.seal(purpose(kid), JSON.stringify(await exportJWK(pair.privateKey)));
  await insertFirstKey(db, { kid, alg: ALGORITHM, publicJwk, privateJwk }, new Date(clock.now()));
}

async function unseal(keyring: Keyring, row: KeyRow): Promise<SigningKey> {
  const publicJwk = row.publicJwk as unknown as PublicJwk;
  const privateJwk = JSON.parse(keyring.open(purpose(row.kid), row.privateJwk).toString("utf8")) as Record<string, unknown>;
  const [publicKey, privateKey] = await Promise.all([importJWK({ ...publicJwk }, ALGORITHM), importJWK(privateJwk, ALGORITHM)]);
  return { kid: row.kid, publicJwk, publicKey: publicKey as CryptoKey, privateKey: privateKey as CryptoKey };
}

/** The signing keys as this process knows them. */
export interface KeySet {
  /** The key that signs: the newest. @throws Error when there is none: `ensureSigningKey` was not called */
  current(): Promise<SigningKey>;
  /** The key with this id; asks the database for one that is not known, at most once a second. */
  find(kid: string): Promise<SigningKey | undefined>;
  /** Every public half, not older than a second. */
  published(): Promise<PublicJwk[]>;
}

const REREAD_EVERY = 1000;

/** Reads the keys when they are first needed, and again when one is asked for that it does not know. */
export function createKeySet(db: Queryable, keyring: Keyring, clock: Clock): KeySet {
  let keys: Promise<ReadonlyMap<string, SigningKey>> | undefined;
  let readAt = 0;

  function read(): Promise<ReadonlyMap<string, SigningKey>> {
    const before = keys;
    readAt = clock.now();
    const reading = listKeys(db)
      .then((rows) => Promise.all(rows.filter((row) => row.alg === ALGORITHM).map((row) => unseal(keyring, row))))
      .then((all) => new Map(all.map((key) => [key.kid, key])));
    keys = reading;
    reading.catch(() => {
      // What was known stays known while the database is away.
      if (keys === reading) keys = before;
    });
    return reading;
  }

  /** A clock that was set back must not hold a re-read up: any difference counts. */
  const mayReread = () => keys === undefined || Math.abs(clock.now() - readAt) >= REREAD_EVERY;

  return {
    async current() {
      const [newest] = (await (keys ?? read())).values();
      if (!newest) throw new Error("there is no signing key");
      return newest;
    },
    async find(kid) {
      const known = (await (keys ?? read())).get(kid);
      if (known || !mayReread()) return known;
      return (await read()).get(kid);
    },
    async published() {
      const all = await (keys === undefined || mayReread() ? read() : keys);
      return [...all.values()].map((key) => key.publicJwk);
    },
  };
}

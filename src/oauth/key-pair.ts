import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, type JWK_EC_Public } from "jose";
import type { Keyring } from "../kernel/secrets.ts";
import type { KeyTimes } from "./key-states.ts";
import type { KeyRow, NewKey } from "./keys-store.ts";

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

/** A key that is ready for use. */
export interface SigningKey extends KeyTimes {
  readonly alg: string;
  readonly publicJwk: PublicJwk;
  readonly privateJwk: JWK;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

const purpose = (kid: string) => `signing-key:${kid}`;

/** A new key. Its id is its thumbprint (RFC 7638); the private half is sealed with the installation key. */
export async function generateKey(keyring: Keyring): Promise<NewKey> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const { kty, crv, x, y } = (await exportJWK(pair.publicKey)) as JWK_EC_Public & { kty: string };
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  const publicJwk = { kty, crv, x, y, kid, alg: ALGORITHM, use: "sig" };
  return { kid, alg: ALGORITHM, publicJwk, privateJwk: keyring.seal(purpose(kid), JSON.stringify(await exportJWK(pair.privateKey))) };
}

/** Opens a stored key. @throws Error when the installation key is another one */
export async function openKey(keyring: Keyring, row: KeyRow): Promise<SigningKey> {
  const { kid, alg, created, activates } = row;
  const publicJwk = row.publicJwk as unknown as PublicJwk;
  const secret = JSON.parse(keyring.open(purpose(kid), row.privateJwk).toString("utf8")) as JWK;
  const [publicKey, privateKey] = await Promise.all([importJWK({ ...publicJwk }, ALGORITHM), importJWK(secret, ALGORITHM)]);
  return {
    kid,
    alg,
    created,
    activates,
    publicJwk,
    privateJwk: { ...secret, kid, alg, use: "sig" },
    publicKey: publicKey as CryptoKey,
    privateKey: privateKey as CryptoKey,
  };
}

import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret with 256 random bits, as base64url text. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** How a high-entropy secret (token, code, key) is stored: its SHA-256. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Compares two byte strings in a time that tells nothing about where they differ. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Everything that is derived from the installation key (setting ROSTER_SECRET_KEY). */
export interface Keyring {
  /** Encrypts for storage (AES-256-GCM); `purpose` is bound in: what is sealed for one opens for no other. */
  seal(purpose: string, plain: string | Buffer): Buffer;
  /** Opens what `seal` made; throws when the key, the purpose or the bytes are others. */
  open(purpose: string, sealed: Buffer): Buffer;
  /** A keyed digest (HMAC-SHA-256), 32 bytes. */
  mac(purpose: string, text: string): Buffer;
}

const NONCE = 12;
const TAG = 16;

/**
 * The keys of an installation, each derived by HKDF (RFC 5869) from its one secret.
 *
 * @param secret the installation key: base64 or base64url of at least 32 bytes
 */
export function createKeyring(secret: string): Keyring {
  const root = Buffer.from(secret, "base64url");
  const derived = new Map<string, KeyObject>();
  const key = (use: string) => {
    const known = derived.get(use);
    if (known) return known;
    // A key object is looked at once; bytes are with each use, for three times as long.
    const made = createSecretKey(Buffer.from(hkdfSync("sha256", root, "roster", use, 32)));
    derived.set(use, made);
    return made;
  };
  return {
    seal(purpose, plain) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key("seal"), nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain as Buffer), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(purpose, sealed) {
      const decipher = createDecipheriv("aes-256-gcm", key("seal"), sealed.subarray(0, NONCE))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
    },
    mac(purpose, text) {
      return createHmac("sha256", key(`mac:${purpose}`))
        .update(text)
        .digest();
    },
  };
}

import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

/** Seconds of a time step (RFC 6238 5.2). */
const PERIOD = 30;
/** Steps that a device's clock may be off, before and after. */
const WINDOW = 1;
/** RFC 4226 4 R6 asks for 160 bits. */
const SECRET_BYTES = 20;

/** A new shared secret. */
export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

const totpOf = (secret: Buffer, more: { issuer?: string; label?: string } = {}) =>
  new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }), algorithm: "SHA1", digits: 6, period: PERIOD, ...more });

/**
 * The address that authenticator apps read, often as a QR code.
 *
 * @param issuer the installation's name
 * @param label whose it is
 */
export function otpauthUri(secret: Buffer, issuer: string, label: string): string {
  return totpOf(secret, { issuer, label }).toString();
}

/** The secret as people type it: base32. */
export function secretText(secret: Buffer): string {
  return totpOf(secret).secret.base32;
}

/**
 * The time step that a code is of, within the window; `undefined` for a wrong code.
 *
 * @param now milliseconds since 1970 UTC
 */
export function stepOf(secret: Buffer, code: string, now: number): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta;
}

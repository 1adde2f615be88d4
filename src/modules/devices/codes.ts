import { randomInt } from "node:crypto";
import type { Keyring } from "../../kernel/secrets.ts";

/** RFC 8628 6.1: consonants only, so that no words come about; 20 of them, eight places, 34 bits. */
const ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const LENGTH = 8;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A new user code, without its hyphen. */
export function newUserCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}

/** How people see a code: `WDJB-MJHT`. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** A code as it was typed, without case, hyphen and blanks; `undefined` for what cannot be one. */
export function parseUserCode(text: string): string | undefined {
  const code = text.replaceAll(/[\s\p{Pd}]/gu, "").toUpperCase();
  return CODE.test(code) ? code : undefined;
}

/** How a user code is stored: 34 bits are too few for a digest without a key. */
export function hashUserCode(keyring: Keyring, code: string): Buffer {
  return keyring.mac("device-user-code", code);
}

import { randomBytes } from "node:crypto";
import type { Keyring } from "../../kernel/secrets.ts";

const COUNT = 10;
/** 80 bits: far beyond guessing, and still to be copied by hand. */
const CHARACTERS = 16;
/** Crockford's base32: no letter looks like a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function newCode(): string {
  // 32 divides 256: every character is equally likely.
  const text = [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

/** A new set, as it is shown: `ABCD-EFGH-JKMN-PQRS`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, newCode);
}

/**
 * How a code is stored and looked for, however it was typed; `undefined` when it cannot be one.
 *
 * @param userId whose it is
 */
export function recoveryHash(keyring: Keyring, userId: string, typed: string): Buffer | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (code.length !== CHARACTERS || [...code].some((char) => !ALPHABET.includes(char))) return undefined;
  return keyring.mac("recovery-code", `${userId}\n${code}`);
}

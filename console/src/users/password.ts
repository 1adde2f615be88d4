/** Characters that nobody confuses with each other: 32 of them, so that a byte picks each equally often. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789K";
const LENGTH = 20;

/** A password that nobody guesses (100 bits), in groups to be read out. */
export function suggestedPassword(): string {
  const text = [...crypto.getRandomValues(new Uint8Array(LENGTH))].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return text.replace(/(.{5})(?=.)/g, "$1-");
}

/**
 * The form in which usernames and e-mail addresses are compared and kept unique: NFKC, without case
 * (Unicode's full mapping, not only ASCII). This is the only function that writes it, and SQL never does.
 * Folding by upper case first makes `ß` equal `SS` and final sigma equal sigma.
 */
export function identifierKey(text: string): string {
  let key = text;
  // Folding can give something that normalizes further; two rounds settle every assigned code point.
  for (let round = 0; round < 3; round++) {
    const next = key.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
    if (next === key) return key;
    key = next;
  }
  return key;
}

/** How many Unicode code points a text has: the contract's unit of length (A.2). */
export function codePoints(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++, n++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) i += 1;
  }
  return n;
}

/**
 * Whether PostgreSQL can keep the text: it has no NUL, and no lone surrogate, which UTF-8 cannot carry.
 */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Text made safe to stand inside a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/**
 * A LIKE pattern that finds a part of compared texts whose words each stand behind a space. One or two characters have no
 * trigram of their own: they are looked for at the start of a word.
 */
export function searchPattern(q: string): string {
  const key = identifierKey(q);
  return [...key].length < 3 ? `% ${escapeLike(key)}%` : `%${escapeLike(key)}%`;
}

// Controls, line and paragraph separators, and what embeds, overrides or isolates the direction of writing (UAX #9, 2).
const MARKS = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069";

/** A regular expression for names that people read: without controls, and without marks that turn the text around them. */
export const PLAIN = `^[^${MARKS}]*$`;

const plainPattern = new RegExp(PLAIN, "u");
const marks = new RegExp(`[${MARKS}]`, "gu");

/** Whether a name has no controls, and no marks that turn the text around it. */
export function isPlain(text: string): boolean {
  return plainPattern.test(text);
}

/** The text without controls and marks that turn the text around it. */
export function plain(text: string): string {
  return text.replace(marks, "");
}

/** Letters and marks that are written from right to left: the blocks that Unicode keeps for them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name that somebody else chose, to stand in a sentence of ours: in an isolate (UAX #9, 2.4), so that writing from
 * right to left stays inside it. Our sentences go from left to right; a name that does so too is left as it is.
 */
export function isolated(name: string): string {
  const clean = plain(name);
  return RIGHT_TO_LEFT.test(clean) ? `\u2068${clean}\u2069` : clean;
}

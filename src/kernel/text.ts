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

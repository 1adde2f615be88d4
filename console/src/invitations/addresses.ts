/** What a pasted text holds. */
export interface Addresses {
  /** Each once, in the order in which they stand. */
  readonly valid: readonly string[];
  /** What is no e-mail address, as it stands. */
  readonly malformed: readonly string[];
  /** What stands more than once, without case. */
  readonly doubled: readonly string[];
}

const ADDRESS = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:.]+(\.[^\s@<>"(),;:.]+)+$/;
const LONGEST = 254;

/** Cuts at commas, semicolons and line ends that stand in no quotes: `"Lovelace, Ada" <ada@example.com>` is one. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    let piece = "";
    let quoted = false;
    for (const char of line) {
      if (char === '"') quoted = !quoted;
      if (!quoted && (char === "," || char === ";")) {
        found.push(piece);
        piece = "";
      } else piece += char;
    }
    found.push(piece);
  }
  return found.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** The addresses in a piece: what stands in angle brackets, or each word where all of them look like one. */
function candidates(piece: string): readonly string[] {
  const bracketed = /<([^<>]*)>\s*$/.exec(piece)?.[1];
  if (bracketed !== undefined) return [bracketed.trim()];
  const words = piece.split(/\s+/);
  return words.every((word) => word.includes("@")) ? words : [piece];
}

/** Reads e-mail addresses out of a text as people paste it: lists, lines, `Name <address>`. */
export function parseAddresses(text: string): Addresses {
  const seen = new Set<string>();
  const valid: string[] = [];
  const malformed: string[] = [];
  const doubled = new Set<string>();
  for (const piece of pieces(text)) {
    for (const candidate of candidates(piece)) {
      const key = candidate.toLowerCase();
      if (!ADDRESS.test(candidate) || candidate.length > LONGEST) malformed.push(piece);
      else if (seen.has(key)) doubled.add(key);
      else {
        seen.add(key);
        valid.push(candidate);
      }
    }
  }
  return { valid, malformed, doubled: [...doubled] };
}

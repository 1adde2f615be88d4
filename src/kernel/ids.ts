import { randomFillSync } from "node:crypto";

const random = Buffer.alloc(10 * 256);
let used = random.length;
let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562 5.7) for this moment. Ids of one process rise strictly, also within a
 * millisecond (method 1 of 6.2: 12 bits of counter) and when the clock steps back.
 *
 * @param now milliseconds since 1970 UTC
 */
export function uuidv7(now: number): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  if (now > lastMs) {
    lastMs = now;
    sequence = random.readUInt16BE(used) & 0x7ff;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  const hex = random.toString("hex", used + 2, used + 10);
  used += 10;
  const time = lastMs.toString(16).padStart(12, "0");
  const variant = (8 + (Number.parseInt(hex.charAt(0), 16) & 3)).toString(16);
  const seq = sequence.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${seq}-${variant}${hex.slice(1, 4)}-${hex.slice(4, 16)}`;
}

/** The moment a UUIDv7 was made for: milliseconds since 1970 UTC. */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The least UUIDv7 of a moment: what is made at or after it has a greater or equal id. @param ms since 1970 UTC */
export function leastId(ms: number): string {
  const hex = Math.min(Math.max(Math.ceil(ms), 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The canonical (lower-case, hyphenated) form of a UUID given in any case, with or without hyphens; else `undefined`. */
export function canonicalUuid(text: string): string | undefined {
  if (UUID.test(text)) return text;
  const lower = text.toLowerCase();
  if (UUID.test(lower)) return lower;
  if (!/^[0-9a-f]{32}$/.test(lower)) return undefined;
  return lower.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

import { invalidInput } from "./errors.ts";
import { type Keyring, sameBytes } from "./secrets.ts";

/** Where a page ended: the values of its last row that the sort goes by. */
export type Position = readonly (string | number | boolean | null)[];

const MAC_BYTES = 16;

/**
 * An opaque, signed cursor. It fits only the list, the sort and the filters that it was made for.
 *
 * @param scope names list, sort and filters
 */
export function encodeCursor(keyring: Keyring, scope: string, position: Position): string {
  const body = Buffer.from(JSON.stringify(position));
  const mac = keyring.mac("cursor", `${scope}\n${body}`).subarray(0, MAC_BYTES);
  return Buffer.concat([mac, body]).toString("base64url");
}

/** The position in a cursor. @throws RosterError `cursor.invalid` when it is not ours, or of another query */
export function decodeCursor(keyring: Keyring, scope: string, cursor: string): Position {
  const bytes = Buffer.from(cursor, "base64url");
  const body = bytes.subarray(MAC_BYTES);
  const mac = keyring.mac("cursor", `${scope}\n${body}`).subarray(0, MAC_BYTES);
  if (bytes.length <= MAC_BYTES || !sameBytes(mac, bytes.subarray(0, MAC_BYTES))) {
    const msg = "This cursor was not made by this server for this query. Start again without it.";
    throw invalidInput([{ type: "value_error", loc: ["query", "cursor"], msg, input: cursor.slice(0, 256) }], "cursor.invalid");
  }
  return JSON.parse(body.toString("utf8")) as Position;
}

/** @throws RosterError 422 when a list is to begin at two places */
export function refuseCursorWithOffset({ cursor, offset }: { cursor?: string | undefined; offset: number }): void {
  if (!cursor || offset === 0) return;
  const msg = "A cursor already says where to begin; leave the offset out";
  throw invalidInput([{ type: "value_error", loc: ["query", "offset"], msg, input: offset }]);
}

/** A page of a list, as its store reads it. */
export interface Page {
  /** The array, as JSON text. */
  readonly json: string;
  /** Where the next page begins, when there is one. */
  readonly next: string | undefined;
  /** How many rows fit the filters, when that was asked for. */
  readonly count?: { readonly total: number; readonly kind: "exact" | "estimate" };
}

/** What a list in the order of ids is asked for. */
interface ListQuery {
  readonly limit: number;
  readonly offset: number;
  readonly cursor?: string | undefined;
  readonly count?: "exact" | "estimate" | undefined;
}

/** How such a list is read. */
export interface ListReader {
  page(after: string | undefined): Promise<{ json: string; last: string | undefined }>;
  count(kind: "exact" | "estimate"): Promise<number>;
}

/**
 * A page of a list in the order of ids: reads the cursor, asks, makes the next one.
 *
 * @param scope names the list; with the filters of the query it is what a cursor fits
 * @throws RosterError `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function pageById(keyring: Keyring, scope: readonly string[], query: ListQuery, reader: ListReader): Promise<Page> {
  refuseCursorWithOffset(query);
  const { limit: _, offset: __, cursor, count, ...filters } = query;
  const fits = JSON.stringify([...scope, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const after = cursor ? String(decodeCursor(keyring, fits, cursor)[0]) : undefined;
  const [page, total] = await Promise.all([reader.page(after), count && reader.count(count)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, fits, [page.last]),
    ...(count && { count: { total: Number(total), kind: count } }),
  };
}

import { isUtf8 } from "node:buffer";
import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type InputIssue, invalidInput } from "../kernel/errors.ts";
import { isStorable } from "../kernel/text.ts";

/** Deepest nesting a body may have: what we keep must be serialized again, here and in the database. */
const MAX_DEPTH = 32;

function malformed(offset: number, reason: string): InputIssue {
  return { type: "json_invalid", loc: ["body", offset], msg: "JSON decode error", input: {}, ctx: { error: reason } };
}

/** Where the text stops being JSON; asked only when the fast parser has failed, since its message may not say. */
function locate(text: string): InputIssue {
  const errors: ParseError[] = [];
  // It reads deep nesting by recursion: what is too deep for it has its fault reported at the start.
  try {
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return malformed(0, "nested too deeply");
  }
  const first = errors[0];
  if (!first) return malformed(0, "not JSON");
  const words = printParseErrorCode(first.error).replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return malformed(first.offset, words);
}

function checkValue(value: unknown, loc: (string | number)[]): void {
  if (typeof value === "string" && !isStorable(value)) {
    throw invalidInput([{ type: "string_unicode", loc, msg: "Text cannot hold NUL or a lone surrogate", input: null }]);
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw invalidInput([{ type: "finite_number", loc, msg: "Input should be a finite number", input: null }]);
  }
  if (typeof value !== "object" || value === null) return;
  if (loc.length > MAX_DEPTH) {
    throw invalidInput([{ type: "recursion_loop", loc: loc.slice(0, 4), msg: `Nested more than ${MAX_DEPTH} levels deep`, input: null }]);
  }
  for (const [key, item] of Object.entries(value)) {
    if (!isStorable(key)) {
      throw invalidInput([{ type: "string_unicode", loc, msg: "A name cannot hold NUL or a lone surrogate", input: null }]);
    }
    checkValue(item, [...loc, Array.isArray(value) ? Number(key) : key]);
  }
}

/**
 * Reads a JSON body (RFC 8259).
 *
 * @throws RosterError 422 with the offset, in characters, of what is no JSON; or with the place of a text that
 *   cannot be kept, a number that is none, or nesting that goes too deep
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw invalidInput([malformed(0, "not UTF-8")]);
  const text = bytes.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidInput([locate(text)]);
  }
  checkValue(value, ["body"]);
  return value;
}

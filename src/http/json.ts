import { isUtf8 } from "node:buffer";
import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type InputIssue, invalidInput } from "../kernel/errors.ts";
import { checkStorable } from "../kernel/json.ts";

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
  checkStorable(value, ["body"]);
  return value;
}

import { invalidInput } from "./errors.ts";
import { isStorable } from "./text.ts";

/** Deepest nesting a body may have: what we keep must be serialized again, here and in the database. */
const MAX_DEPTH = 32;

/**
 * Checks that a value that came as JSON can be kept and given back.
 *
 * @param loc where it came, for the refusal
 * @throws RosterError 422 for a text that cannot be kept, a number that is none, or nesting that goes too deep
 */
export function checkStorable(value: unknown, loc: readonly (string | number)[]): void {
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
    checkStorable(item, [...loc, Array.isArray(value) ? Number(key) : key]);
  }
}

import { type ApplicationType, TYPES } from "./types.ts";

/** The state of the list: what stands in its address. */
export interface ApplicationSearch {
  readonly q?: string;
  readonly type?: ApplicationType;
  readonly is_active?: boolean;
  readonly cursor?: string;
}

/** One of the types, or nothing. */
const typeOf = (given: unknown) => TYPES.find((type) => type === given);

/** Reads the state out of an address; what does not fit is left out. */
export function readApplicationSearch({ q, type, is_active, cursor }: Readonly<Record<string, unknown>>): ApplicationSearch {
  const known = typeOf(type);
  return {
    ...(q !== undefined && q !== null && q !== "" && { q: String(q).slice(0, 200) }),
    ...(known && { type: known }),
    ...(typeof is_active === "boolean" && { is_active }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

/** What is made: the type, once it is chosen. */
export function readNewSearch({ type }: Readonly<Record<string, unknown>>): { readonly type?: ApplicationType } {
  const known = typeOf(type);
  return known ? { type: known } : {};
}

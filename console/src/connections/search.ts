import { CHOICES, type Choice } from "./types.ts";

/** The state of a list with pages: what stands in its address. */
export function readCursorSearch({ cursor }: Readonly<Record<string, unknown>>): { readonly cursor?: string } {
  return typeof cursor === "string" && cursor !== "" ? { cursor } : {};
}

/** What is made: the provider, once it is chosen. */
export function readNewConnectionSearch({ provider }: Readonly<Record<string, unknown>>): { readonly provider?: Choice } {
  return typeof provider === "string" && Object.hasOwn(CHOICES, provider) ? { provider: provider as Choice } : {};
}

import { canonicalUuid } from "../../kernel/ids.ts";

/** An API key as its holder has it. */
export interface ApiKey {
  readonly id: string;
  readonly key: string;
}

/** The text of a key: a prefix by which it is recognised, and base64 of `{id, key}` (contract B.3). */
export function keyText(prefix: string, { id, key }: ApiKey): string {
  return prefix + Buffer.from(JSON.stringify({ id, key })).toString("base64");
}

/** What the text of a key says; `undefined` when it is none. */
export function readKeyText(prefix: string, text: string): ApiKey | undefined {
  if (!text.startsWith(prefix) || text.length > 1000) return undefined;
  try {
    const { id, key } = JSON.parse(Buffer.from(text.slice(prefix.length), "base64").toString("utf8")) as Record<string, unknown>;
    const canonical = typeof id === "string" ? canonicalUuid(id) : undefined;
    return canonical !== undefined && typeof key === "string" ? { id: canonical, key } : undefined;
  } catch {
    return undefined;
  }
}

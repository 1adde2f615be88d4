import type { IfMatch } from "../kernel/version.ts";

/** Reads an If-Match header (RFC 9110 13.1.1). Tags that are not ours match nothing. */
export function parseIfMatch(header: string | undefined): IfMatch | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  if (header.trim() === "*") return { any: true };
  // Weak tags never match under the strong comparison that If-Match takes.
  const versions = [...header.matchAll(/(W\/)?"(\d{1,15})"/g)].filter((m) => !m[1]).map((m) => Number(m[2]));
  return { any: false, versions };
}

/** Whether an If-None-Match header (RFC 9110 13.1.2, weak comparison) names this tag. */
export function noneMatchHits(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  return header.trim() === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

import { RosterError } from "./errors.ts";

/** The versions that an If-Match header allows; `any` is `*`: whatever there is. */
export type IfMatch = { readonly any: true } | { readonly any: false; readonly versions: readonly number[] };

/** The entity tag of a version (RFC 9110 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Refuses when the version at hand is not one the client saw.
 *
 * @throws RosterError `etag.mismatch` with the current ETag
 */
export function requireMatch(ifMatch: IfMatch | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.any || ifMatch.versions.includes(version)) return;
  throw new RosterError("etag.mismatch", { headers: { etag: etagOf(version) } });
}

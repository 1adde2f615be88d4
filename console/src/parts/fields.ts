import { ApiError } from "../api/client.ts";

/**
 * What the API said of single fields of what was sent (422): by the name of the field, and for what is inside of one by the whole way
 * there, such as `redirect_uris.1`.
 */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  const told = error.issues.flatMap(({ loc, msg }) => [
    [String(loc.at(-1)), msg],
    [loc.slice(1).join("."), msg],
  ]);
  return Object.fromEntries(told);
}

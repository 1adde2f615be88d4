import { ApiError } from "../api/client.ts";

/** What the API said of single fields of what was sent (422). */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  return error instanceof ApiError ? error.fields : {};
}

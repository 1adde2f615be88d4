import { ApiError, type Issue } from "../api/client.ts";
import { germanIssue } from "../texts/issues.ts";

/** What was wrong, in the language of the page where the server's word for it is known; else in its own words. */
const wordsOf = (issue: Issue) => (document.documentElement.lang === "de" && germanIssue(issue)) || issue.msg;

/**
 * What the API said of single fields of what was sent (422): by the name of the field, and for what is inside of one by the whole way
 * there, such as `redirect_uris.1`.
 */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  const told = error.issues.flatMap((issue) => [
    [String(issue.loc.at(-1)), wordsOf(issue)],
    [issue.loc.slice(1).join("."), wordsOf(issue)],
  ]);
  return Object.fromEntries(told);
}

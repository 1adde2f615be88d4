import type { ReactNode } from "react";
import { ApiError } from "../api/client.ts";
import { IssueWords } from "./reason.tsx";

/** What is wrong with single fields, in the language of the page. */
export type FieldFaults = Readonly<Record<string, ReactNode>>;

/**
 * What the API said of single fields of what was sent (422): by the name of the field, and for what is inside of one by the whole way
 * there, such as `redirect_uris.1`.
 */
export function fieldsOf(error: unknown): FieldFaults {
  if (!(error instanceof ApiError)) return {};
  const told = error.issues.flatMap((issue) => {
    const words = <IssueWords key={issue.msg} issue={issue} />;
    return [
      [String(issue.loc.at(-1)), words],
      [issue.loc.slice(1).join("."), words],
    ];
  });
  return Object.fromEntries(told);
}

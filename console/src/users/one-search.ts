/** The state of a list that has only pages. */
export interface CursorSearch {
  readonly cursor?: string;
}

/** What is looked at of an account's access: where, which permission, and of what. */
export interface AccessSearch extends CursorSearch {
  readonly organization?: string;
  readonly workspace?: string;
  readonly permission?: string;
  readonly project?: string;
  readonly resource?: string;
}

/** Entries about an account, or of what it did. */
export interface ActivitySearch extends CursorSearch {
  readonly by?: "them";
}

type Given = Readonly<Record<string, unknown>>;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PERMISSION = /^[a-z0-9_]{1,50}:[a-z0-9_]{1,50}$/;

const fitting = (given: Given, name: string, pattern: RegExp) => (typeof given[name] === "string" && pattern.test(given[name]) ? { [name]: given[name] } : {});

export const readCursorSearch = (given: Given): CursorSearch => fitting(given, "cursor", /./);

export const readActivitySearch = (given: Given): ActivitySearch => ({ ...readCursorSearch(given), ...(given["by"] === "them" && { by: "them" as const }) });

export function readAccessSearch(given: Given): AccessSearch {
  const ids = Object.assign({}, ...["organization", "workspace", "project", "resource"].map((name) => fitting(given, name, UUID)));
  return { ...readCursorSearch(given), ...ids, ...fitting(given, "permission", PERMISSION) };
}

import type { paths } from "../api/schema.d.ts";

type ListQuery = NonNullable<paths["/organizations/{organization_id}/workspaces"]["get"]["parameters"]["query"]>;

/** Which workspaces are shown: what stands in the address. */
export type WorkspaceSearch = Pick<ListQuery, "q" | "status" | "is_managed" | "cursor">;

/** States that a workspace can be asked for in. */
export const STATUSES = ["not_initialized", "pending", "available", "failed", "deactivated"] as const satisfies readonly ListQuery["status"][];

const cursorIn = (cursor: unknown) => (typeof cursor === "string" && cursor !== "" ? { cursor } : {});

/** Reads the state out of an address; what does not fit is left out. */
export function readWorkspaceSearch({ q, status, is_managed, cursor }: Readonly<Record<string, unknown>>): WorkspaceSearch {
  const searched = q === undefined || q === null ? "" : String(q).slice(0, 50);
  const asked = STATUSES.find((one) => one === status);
  return {
    ...(searched !== "" && { q: searched }),
    ...(asked && { status: asked }),
    ...(typeof is_managed === "boolean" && { is_managed }),
    ...cursorIn(cursor),
  };
}

/** The place in a list, alone. */
export interface CursorSearch {
  readonly cursor?: string;
}

export const readCursorSearch = ({ cursor }: Readonly<Record<string, unknown>>): CursorSearch => cursorIn(cursor);

/** What is asked about a permission. */
export interface CheckSearch {
  readonly user?: string;
  readonly permission?: string;
  readonly project?: string;
  readonly resource?: string;
}

/** Reads it out of an address. */
export function readCheckSearch(given: Readonly<Record<string, unknown>>): CheckSearch {
  const texts = (["user", "permission", "project", "resource"] as const).flatMap((name) => {
    const value = given[name];
    return typeof value === "string" && value !== "" ? [[name, value.slice(0, 200)]] : [];
  });
  return Object.fromEntries(texts);
}

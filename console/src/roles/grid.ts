import type { Permission } from "../api/types.ts";

export type GrantLevel = Permission["level"];

/** One type of resource, and what can be done to it. */
export interface GridRow {
  readonly resource: string;
  /** By action; what is missing cannot be granted at this level. */
  readonly permissions: Readonly<Record<string, Permission>>;
}

/** The types of resources of one level. */
export interface GridPart {
  readonly level: GrantLevel;
  readonly rows: readonly GridRow[];
}

/** Permissions as a table: rows by type of resource, columns by action. */
export interface Grid {
  readonly actions: readonly string[];
  readonly parts: readonly GridPart[];
}

const LEVELS = ["organization", "workspace", "project"] as const;
/** The actions that most types have come first, in the order of their use. */
const FIRST = ["read", "create", "update", "delete", "share"];

/**
 * Lays permissions out.
 *
 * @param level of the role: it holds permissions of its own level and of narrower ones
 */
export function layOut(permissions: readonly Permission[], level: GrantLevel): Grid {
  const levels = LEVELS.slice(LEVELS.indexOf(level));
  const fitting = permissions.filter((permission) => levels.includes(permission.level));
  const known = new Set(fitting.map(({ action }) => action));
  const others = [...known].filter((action) => !FIRST.includes(action)).sort();
  const rowsOf = (one: GrantLevel): GridRow[] => {
    const rows = Map.groupBy(
      fitting.filter((permission) => permission.level === one),
      ({ resource }) => resource,
    );
    return [...rows].map(([resource, held]) => ({ resource, permissions: Object.fromEntries(held.map((permission) => [permission.action, permission])) }));
  };
  return {
    actions: [...FIRST.filter((action) => known.has(action)), ...others],
    parts: levels.map((one) => ({ level: one, rows: rowsOf(one) })).filter(({ rows }) => rows.length > 0),
  };
}

/** A name of the API in words: `stack_component` is "Stack component". */
export const inWords = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;

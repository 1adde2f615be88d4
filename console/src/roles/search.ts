import { LEVELS, type RoleLevel } from "./read.ts";

/** The state of the list of roles: what stands in its address. */
export interface RoleSearch {
  readonly level?: RoleLevel;
  readonly system_managed?: boolean;
  readonly cursor?: string;
}

const cursorOf = (cursor: unknown) => (typeof cursor === "string" && cursor !== "" ? { cursor } : {});

/** Reads the state out of an address; what does not fit is left out. */
export function readRoleSearch({ level, system_managed, cursor }: Readonly<Record<string, unknown>>): RoleSearch {
  const known = LEVELS.find((one) => one === level);
  return { ...(known && { level: known }), ...(typeof system_managed === "boolean" && { system_managed }), ...cursorOf(cursor) };
}

/** Where the list of holders is. */
export const readHolderSearch = ({ cursor }: Readonly<Record<string, unknown>>): { readonly cursor?: string } => cursorOf(cursor);

/** A role whose permissions the new one begins with. */
export const readMakeSearch = ({ from }: Readonly<Record<string, unknown>>): { readonly from?: string } => (typeof from === "string" ? { from } : {});

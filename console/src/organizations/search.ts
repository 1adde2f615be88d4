/** The state of a list that is searched by name: what stands in its address. */
export interface NameSearch {
  readonly name?: string;
  readonly cursor?: string;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readNameSearch({ name, cursor }: Readonly<Record<string, unknown>>): NameSearch {
  return {
    ...(name !== undefined && name !== null && name !== "" && { name: String(name).slice(0, 50) }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

/** The state of the list of organizations. */
export interface OrganizationSearch {
  readonly q?: string;
  readonly is_deleted?: true;
  readonly cursor?: string;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readOrganizationSearch({ q, is_deleted, cursor }: Readonly<Record<string, unknown>>): OrganizationSearch {
  return {
    ...(q !== undefined && q !== null && q !== "" && { q: String(q).slice(0, 50) }),
    ...(is_deleted === true && { is_deleted }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

/** The state of the list: what stands in its address. */
export interface OrganizationSearch {
  readonly name?: string;
  readonly cursor?: string;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readOrganizationSearch({ name, cursor }: Readonly<Record<string, unknown>>): OrganizationSearch {
  return {
    ...(name !== undefined && name !== null && name !== "" && { name: String(name).slice(0, 200) }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

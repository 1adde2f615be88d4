/** The state of the settings: what stands in the address. */
export interface SettingsSearch {
  readonly q?: string;
  readonly changed?: true;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readSettingsSearch({ q, changed }: Readonly<Record<string, unknown>>): SettingsSearch {
  return {
    ...(q !== undefined && q !== null && q !== "" && { q: String(q).slice(0, 200) }),
    ...(changed === true && { changed }),
  };
}

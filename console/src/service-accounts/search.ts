/** Which service accounts are shown: what stands in the address. */
export interface ServiceAccountSearch {
  readonly q?: string;
  readonly is_active?: boolean;
  readonly cursor?: string;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readServiceAccountSearch({ q, is_active, cursor }: Readonly<Record<string, unknown>>): ServiceAccountSearch {
  const searched = q === undefined || q === null ? "" : String(q).slice(0, 50);
  return {
    ...(searched !== "" && { q: searched }),
    ...(typeof is_active === "boolean" && { is_active }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

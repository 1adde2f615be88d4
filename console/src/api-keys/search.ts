import type { paths } from "../api/schema.d.ts";

type ListQuery = NonNullable<paths["/organizations/{organization_id}/api_keys"]["get"]["parameters"]["query"]>;

/** Which keys are shown: what stands in the address. */
export type KeySearch = Pick<ListQuery, "unused_for_days" | "expires_within_days" | "expired" | "active" | "cursor">;

const MOST_DAYS = 3660;
const isDays = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_DAYS;

/** Reads the state out of an address; what does not fit is left out. */
export function readKeySearch({ unused_for_days, expires_within_days, expired, active, cursor }: Readonly<Record<string, unknown>>): KeySearch {
  return {
    ...(isDays(unused_for_days) && { unused_for_days }),
    ...(isDays(expires_within_days) && { expires_within_days }),
    ...(typeof expired === "boolean" && { expired }),
    ...(typeof active === "boolean" && { active }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

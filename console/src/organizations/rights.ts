import { useParams } from "@tanstack/react-router";
import { type Held, useHeld } from "../parts/held.ts";

/** What whoever is signed in may do in the whole of the organization that the address names. */
export function useRights(): Held {
  return useHeld(useParams({ from: "/organizations/$organizationId" }).organizationId);
}

import type { ReactNode } from "react";
import { useWorld } from "../app/world.ts";
import { type Choice, SearchSelect } from "../parts/search-select.tsx";
import { findTeams } from "./read.ts";

interface Props {
  readonly organizationId: string;
  readonly label: string;
  readonly error?: ReactNode;
  readonly required?: boolean;
  readonly value: string | null;
  onChange(id: string | null, choice: Choice | undefined): void;
}

/** Finds one team of an organization by its name. */
export function TeamSelect({ organizationId, ...props }: Props) {
  const { api } = useWorld();
  return <SearchSelect {...props} queryKey={["team-select", organizationId]} load={(typed, signal) => findTeams(api, organizationId, typed, signal)} />;
}

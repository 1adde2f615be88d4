import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Choice, SearchSelect } from "../parts/search-select.tsx";

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly clearable?: boolean;
  readonly error?: ReactNode;
  readonly value: string | null;
  onChange(id: string | null, choice: Choice | undefined): void;
}

const MOST = 100;
const fits = (name: string, typed: string) => name.toLowerCase().includes(typed.toLowerCase());

/** What an organization that an address names is called; asked only where there is one. */
export function useOrganizationName(id: string | undefined) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["organization-name", id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET("/organizations/{organization_id}", { params: { path: { organization_id: id ?? "" } }, signal })).value.name,
    enabled: id !== undefined,
    staleTime: 300_000,
  }).data;
}

/** Finds one of the organizations that one may see: among the first by a part of the name, any by its whole name. */
export function OrganizationSelect(props: Props) {
  const { api } = useWorld();
  const name = useOrganizationName(props.value ?? undefined);
  const load = async (typed: string, signal: AbortSignal) => {
    const ask = async (query: { name?: string }) => answerOf(await api.GET("/organizations", { params: { query: { limit: MOST, ...query } }, signal })).value;
    const first = (await ask({})).filter((one) => fits(one.name, typed));
    const found = first.length > 0 || typed === "" ? first : await ask({ name: typed });
    return found.map(({ id, name: label }) => ({ value: id, label }));
  };
  const known = props.value !== null && name !== undefined ? { value: props.value, label: name } : undefined;
  return <SearchSelect {...props} queryKey={["organization-select"]} load={load} known={known} />;
}

import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Choice, SearchSelect } from "../parts/search-select.tsx";

interface Props {
  readonly organizationId: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly clearable?: boolean;
  readonly value: string | null;
  onChange(id: string | null, choice: Choice | undefined): void;
}

const MOST = 100;

/** Finds one of the roles of an organization. @param level only those that are held there */
export function RoleSelect({ organizationId, level, ...props }: Props & { readonly level?: "organization" }) {
  const { api } = useWorld();
  const path = { organization_id: organizationId };
  const { data: name } = useQuery({
    queryKey: ["role-name", props.value],
    queryFn: async ({ signal }) => answerOf(await api.GET("/roles/{role_id}", { params: { path: { role_id: props.value ?? "" } }, signal })).value.name,
    enabled: props.value !== null,
    staleTime: 300_000,
  });
  const load = async (typed: string, signal: AbortSignal) => {
    const query = { limit: MOST, ...(level !== undefined && { level }) };
    const { value } = answerOf(await api.GET("/organizations/{organization_id}/roles", { params: { path, query }, signal }));
    const found = value.filter((role) => role.name.toLowerCase().includes(typed.toLowerCase()));
    return found.map(({ id, name: label, description }) => ({ value: id, label, ...(description !== null && { hint: description }) }));
  };
  const known = props.value !== null && name !== undefined ? { value: props.value, label: name } : undefined;
  return <SearchSelect {...props} queryKey={["role-select", organizationId, level]} load={load} known={known} />;
}

/** Finds one of the teams of an organization. */
export function TeamSelect({ organizationId, ...props }: Props) {
  const { api } = useWorld();
  const path = { organization_id: organizationId };
  const { data: name } = useQuery({
    queryKey: ["team-name", props.value],
    queryFn: async ({ signal }) => answerOf(await api.GET("/teams/{team_id}", { params: { path: { team_id: props.value ?? "" } }, signal })).value.name,
    enabled: props.value !== null,
    staleTime: 300_000,
  });
  const load = async (typed: string, signal: AbortSignal) => {
    const query = { limit: MOST, ...(typed !== "" && { name: typed }) };
    const { value } = answerOf(await api.GET("/organizations/{organization_id}/teams", { params: { path, query }, signal }));
    return value.map(({ id, name: label, description }) => ({ value: id, label, ...(description !== null && { hint: description }) }));
  };
  const known = props.value !== null && name !== undefined ? { value: props.value, label: name } : undefined;
  return <SearchSelect {...props} queryKey={["team-select", organizationId]} load={load} known={known} />;
}

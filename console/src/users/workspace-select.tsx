import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { SearchSelect } from "../parts/search-select.tsx";

interface Props {
  readonly organizationId: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | null;
  onChange(id: string | null): void;
}

/** Finds one of the workspaces of an organization by a part of its name. */
export function WorkspaceSelect({ organizationId, ...props }: Props) {
  const { api } = useWorld();
  const { data: known } = useQuery({
    queryKey: ["workspace-name", props.value],
    queryFn: async ({ signal }) => {
      const { value } = answerOf(await api.GET("/workspaces/{workspace_id}", { params: { path: { workspace_id: props.value ?? "" } }, signal }));
      return { value: value.id, label: value.display_name };
    },
    enabled: props.value !== null,
    staleTime: 300_000,
  });
  const load = async (typed: string, signal: AbortSignal) => {
    const query = { limit: 50, ...(typed !== "" && { name: typed }) };
    const path = { organization_id: organizationId };
    const { value } = answerOf(await api.GET("/organizations/{organization_id}/workspaces", { params: { path, query }, signal }));
    return value.map(({ id, name, display_name }) => ({ value: id, label: display_name, hint: name }));
  };
  return <SearchSelect {...props} clearable queryKey={["workspace-select", organizationId]} load={load} known={known} />;
}

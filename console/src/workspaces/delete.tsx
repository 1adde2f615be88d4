import { List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import type { Workspace } from "./read.ts";
import { workspaces } from "./texts.ts";

function usePreview(id: string, opened: boolean) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["workspace-deletion", id],
    queryFn: async ({ signal }) => answerOf(await api.GET("/workspaces/{workspace_id}/deletion", { params: { path: { workspace_id: id } }, signal })).value,
    enabled: opened,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Asks before a workspace is deleted: shows what goes, and has its name typed. */
export function DeleteWorkspace({ workspace, opened, close }: { readonly workspace: Workspace; readonly opened: boolean; close(): void }) {
  const texts = useTexts(workspaces);
  const { api } = useWorld();
  const navigate = useNavigate();
  const { id, name, organization } = workspace;
  const { data, isPending, error, refetch } = usePreview(id, opened);
  const removing = useAct<void>({
    run: async () => answerOf(await api.DELETE("/workspaces/{workspace_id}", { params: { path: { workspace_id: id } } })),
    renews: [["workspaces", organization.id]],
    done: () => texts.removed(name),
  });
  const isKnown = (resource: string): resource is keyof typeof texts.goes => Object.hasOwn(texts.goes, resource);
  const leave = () => navigate({ to: "/organizations/$organizationId/workspaces", params: { organizationId: organization.id } });
  return (
    <Confirm
      title={texts.removeTitle(workspace.display_name)}
      opened={opened}
      close={close}
      word={name}
      submit={texts.remove}
      danger
      pending={removing.isPending}
      error={removing.error}
      disabled={!data}
      onSubmit={() => removing.mutate(undefined, { onSuccess: leave })}
    >
      <Text size="sm">{texts.removeWhy}</Text>
      {isPending && <Loading lines={2} />}
      {error && <Failure error={error} retry={refetch} />}
      {data && (
        <List size="sm" spacing={2}>
          {data.goes.map(
            ({ resource, count }) =>
              count > 0 && <List.Item key={resource}>{isKnown(resource) ? texts.goes[resource](count) : `${count} ${resource}`}</List.Item>,
          )}
        </List>
      )}
      {data && (
        <Text size="sm" c="dimmed">
          {texts.lastSeen}: {data.last_seen === null ? texts.notYet : <Moment at={data.last_seen} />}
        </Text>
      )}
    </Confirm>
  );
}

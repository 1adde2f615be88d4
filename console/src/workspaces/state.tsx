import { Text } from "@mantine/core";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { useTexts } from "../texts/language.tsx";
import { type Workspace, workspaceKey } from "./read.ts";
import { workspaces } from "./texts.ts";

/** Says what a workspace is to be; it can be taken back. */
export function useDesiredState({ id, display_name: name, organization }: Workspace) {
  const texts = useTexts(workspaces);
  const { api } = useWorld();
  const put = async (desired_state: "available" | "deactivated") =>
    answerOf(await api.PATCH("/workspaces/{workspace_id}", { params: { path: { workspace_id: id } }, body: { desired_state } }));
  return useAct({
    run: put,
    renews: [workspaceKey(id), ["workspaces", organization.id]],
    done: (state) => (state === "available" ? texts.activated(name) : texts.deactivated(name)),
    undo: (state) => put(state === "available" ? "deactivated" : "available"),
    tellsFailure: true,
  });
}

/** Asks before nobody enters a workspace any more. */
export function DeactivateDialog({ workspace, opened, close }: { readonly workspace: Workspace; readonly opened: boolean; close(): void }) {
  const texts = useTexts(workspaces);
  const state = useDesiredState(workspace);
  return (
    <Confirm
      title={texts.deactivateTitle(workspace.display_name)}
      opened={opened}
      close={close}
      submit={texts.deactivate}
      danger
      pending={state.isPending}
      onSubmit={() => state.mutate("deactivated", { onSettled: close })}
    >
      <Text size="sm">{texts.deactivateWhy}</Text>
    </Confirm>
  );
}

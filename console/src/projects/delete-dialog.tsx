import { Text } from "@mantine/core";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { useTexts } from "../texts/language.tsx";
import type { Project } from "./read.ts";
import { projects } from "./texts.ts";

interface Props {
  readonly project: Project;
  readonly opened: boolean;
  close(): void;
  deleted?(): void;
}

/** Asks before a project is deleted, and has its name typed. */
export function DeleteProject({ project: { id, workspace_id, name, display_name }, opened, close, deleted }: Props) {
  const texts = useTexts(projects);
  const { api } = useWorld();
  const removing = useAct<void>({
    run: async () => answerOf(await api.DELETE("/projects/{project_id}", { params: { path: { project_id: id } } })),
    renews: [["projects", workspace_id]],
    done: () => texts.removed(display_name),
  });
  return (
    <Confirm
      title={texts.removeTitle(display_name)}
      opened={opened}
      close={close}
      word={name}
      submit={texts.remove}
      danger
      pending={removing.isPending}
      error={removing.error}
      onSubmit={() =>
        removing.mutate(undefined, {
          onSuccess: () => {
            close();
            deleted?.();
          },
        })
      }
    >
      <Text size="sm">{texts.removeWhy}</Text>
    </Confirm>
  );
}

import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { useTexts } from "../texts/language.tsx";
import { type ProjectFields, ProjectInputs } from "./fields.tsx";
import { projects } from "./texts.ts";

interface Props {
  readonly workspaceId: string;
  close(): void;
}

function CreateForm({ workspaceId, close }: Props) {
  const texts = useTexts(projects);
  const { api } = useWorld();
  const [values, setValues] = useState<ProjectFields>({ name: "", displayName: "", description: "" });
  const creating = useAct({
    run: async ({ name, displayName, description }: ProjectFields) => {
      const body = {
        name: name.trim(),
        ...(displayName.trim() !== "" && { display_name: displayName.trim() }),
        ...(description.trim() !== "" && { description: description.trim() }),
      };
      return answerOf(await api.POST("/workspaces/{workspace_id}/projects", { params: { path: { workspace_id: workspaceId } }, body })).value;
    },
    renews: [["projects", workspaceId]],
    done: (_values, { display_name }) => texts.made(display_name),
  });
  return (
    <Form
      submit={texts.create}
      pending={creating.isPending}
      error={creating.error}
      disabled={values.name.trim() === ""}
      onSubmit={() => creating.mutate(values, { onSuccess: close })}
      cancel={close}
    >
      <ProjectInputs values={values} wrong={fieldsOf(creating.error)} set={(field, value) => setValues((before) => ({ ...before, [field]: value }))} />
    </Form>
  );
}

/** Makes a project. */
export function CreateProject({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(projects);
  return (
    <Dialog title={texts.createTitle} opened={opened} close={props.close}>
      <CreateForm {...props} />
    </Dialog>
  );
}

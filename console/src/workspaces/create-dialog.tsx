import { Switch } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { useTexts } from "../texts/language.tsx";
import { EnrollmentDialog } from "./enrollment.tsx";
import { WorkspaceNameField } from "./name-field.tsx";
import { workspaces } from "./texts.ts";

type Created = Pick<components["schemas"]["WorkspaceCreated"], "id" | "enrollment_key">;

const EMPTY = { name: "", displayName: "", description: "", isManaged: false, enroll: true };
type Draft = typeof EMPTY;

function useCreate(organizationId: string) {
  const texts = useTexts(workspaces);
  const { api } = useWorld();
  return useAct({
    run: async ({ name, displayName, description, isManaged, enroll }: Draft) => {
      const body = {
        name: name.trim(),
        organization_id: organizationId,
        is_managed: isManaged,
        ...(displayName.trim() !== "" && { display_name: displayName.trim() }),
        ...(description.trim() !== "" && { description: description.trim() }),
      };
      return answerOf(await api.POST("/workspaces", { params: { query: { enroll } }, body })).value;
    },
    renews: [
      ["workspaces", organizationId],
      ["roles", "own", organizationId],
    ],
    done: (_draft, { display_name }) => texts.made(display_name),
  });
}

interface FormProps {
  readonly organizationId: string;
  close(): void;
  made(workspace: Created): void;
}

function CreateForm({ organizationId, close, made }: FormProps) {
  const texts = useTexts(workspaces);
  const [draft, setDraft] = useState(EMPTY);
  const creating = useCreate(organizationId);
  const set = <K extends keyof Draft>(field: K, value: Draft[K]) => setDraft((before) => ({ ...before, [field]: value }));
  const wrong = fieldsOf(creating.error);
  return (
    <Form
      submit={texts.create}
      pending={creating.isPending}
      error={creating.error}
      disabled={draft.name.trim() === ""}
      onSubmit={() => creating.mutate(draft, { onSuccess: made })}
      cancel={close}
    >
      <WorkspaceNameField organizationId={organizationId} value={draft.name} error={wrong["name"]} onChange={(name) => set("name", name)} />
      <NameInput
        label={texts.displayName}
        description={texts.displayNameHint}
        value={draft.displayName}
        error={wrong["display_name"]}
        onChange={(text) => set("displayName", text)}
      />
      <DescriptionInput label={texts.description} value={draft.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
      <Switch label={texts.enroll} description={texts.enrollHint} checked={draft.enroll} onChange={(event) => set("enroll", event.currentTarget.checked)} />
      <Switch
        label={texts.managed}
        description={texts.managedHint}
        checked={draft.isManaged}
        onChange={(event) => set("isManaged", event.currentTarget.checked)}
      />
    </Form>
  );
}

interface Props {
  readonly organizationId: string;
  readonly opened: boolean;
  close(): void;
}

/** Makes a workspace, shows the key of its server once, and goes to its page. */
export function CreateWorkspace({ organizationId, opened, close }: Props) {
  const texts = useTexts(workspaces);
  const navigate = useNavigate();
  const [made, setMade] = useState<Created | null>(null);
  const open = (workspaceId: string) => navigate({ to: "/organizations/$organizationId/workspaces/$workspaceId", params: { organizationId, workspaceId } });
  return (
    <>
      <Dialog title={texts.createTitle} opened={opened} close={close}>
        <CreateForm
          organizationId={organizationId}
          close={close}
          made={(workspace) => {
            close();
            if (workspace.enrollment_key === null) open(workspace.id);
            else setMade(workspace);
          }}
        />
      </Dialog>
      <EnrollmentDialog
        title={texts.madeTitle}
        enrollment={made?.enrollment_key ? { workspaceId: made.id, key: made.enrollment_key } : null}
        close={() => {
          setMade(null);
          if (made) open(made.id);
        }}
      />
    </>
  );
}

import { Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { RetainChoice } from "../api-keys/rotate-dialog.tsx";
import { useWorld } from "../app/world.ts";
import { Dialog, Form } from "../parts/dialog.tsx";
import { useTexts } from "../texts/language.tsx";
import { type Enrollment, EnrollmentDialog } from "./enrollment.tsx";
import { workspaces } from "./texts.ts";

interface FormProps {
  readonly workspaceId: string;
  close(): void;
  made(enrollment: Enrollment): void;
}

function NewKeyForm({ workspaceId, close, made }: FormProps) {
  const texts = useTexts(workspaces);
  const { api } = useWorld();
  const [retain, setRetain] = useState<"0" | "60" | "1440" | "10080" | "43200">("60");
  const making = useMutation({
    mutationFn: async () => {
      const params = { path: { workspace_id: workspaceId } };
      return answerOf(await api.POST("/workspaces/{workspace_id}/enrollment", { params, body: { retain_period_minutes: Number(retain) } })).value;
    },
    onSuccess: ({ enrollment_key: key }) => made({ workspaceId, key }),
  });
  return (
    <Form submit={texts.newKeyTitle} pending={making.isPending} error={making.error} onSubmit={() => making.mutate()} cancel={close}>
      <Text size="sm">{texts.newKeyWhy}</Text>
      <RetainChoice label={texts.retain} atOnce={texts.keyEndsNow} until={texts.keyEndsOn} value={retain} onChange={setRetain} />
    </Form>
  );
}

/** Makes a new key for the server of a workspace, with an overlap, and shows it once. */
export function NewKey({ workspaceId, opened, close }: { readonly workspaceId: string; readonly opened: boolean; close(): void }) {
  const texts = useTexts(workspaces);
  const [made, setMade] = useState<Enrollment | null>(null);
  return (
    <>
      <Dialog title={texts.newKeyTitle} opened={opened} close={close}>
        <NewKeyForm
          workspaceId={workspaceId}
          close={close}
          made={(enrollment) => {
            close();
            setMade(enrollment);
          }}
        />
      </Dialog>
      <EnrollmentDialog title={texts.newKeyDone} enrollment={made} close={() => setMade(null)} />
    </>
  );
}

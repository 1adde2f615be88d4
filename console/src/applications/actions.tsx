import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf, type Versioned, versionedOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { orReadAnew } from "../parts/anew.ts";
import { Confirm } from "../parts/dialog.tsx";
import { ICON } from "../parts/icon.ts";
import { OnOff } from "../parts/on-off.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { applicationKey } from "./read.ts";
import { applications } from "./texts.ts";
import type { Application } from "./types.ts";

/** Switching an application on and off, and deleting it. */
export function ApplicationActions({ loaded }: { readonly loaded: Versioned<Application> }) {
  const texts = useTexts(applications);
  const words = useTexts(common);
  const { api } = useWorld();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asksDelete, deletion] = useDisclosure();
  const { id, name, type, is_active, is_system } = loaded.value;
  const write = async (on: boolean) => {
    const answer = await api.PATCH("/applications/{application_id}", { params: { path: { application_id: id } }, body: { is_active: on } });
    queries.setQueryData(applicationKey(id), versionedOf(answer));
  };
  const deleting = useAct({
    run: () =>
      orReadAnew(queries, applicationKey(id), async () =>
        answerOf(await api.DELETE("/applications/{application_id}", { params: { path: { application_id: id }, header: { "If-Match": loaded.etag } } })),
      ),
    renews: [["applications"]],
    done: () => texts.deleted(name),
  });
  return (
    <>
      <OnOff name={name} isOn={is_active} offWhy={texts.deactivateWhy} write={write} renews={[["applications"]]} />
      {!is_system && (
        <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={deletion.open}>
          {words.delete}
        </Button>
      )}
      <Confirm
        title={texts.deleteTitle(name)}
        opened={asksDelete}
        close={deletion.close}
        submit={words.delete}
        danger
        word={name}
        pending={deleting.isPending}
        error={deleting.error}
        onSubmit={() => deleting.mutate(undefined, { onSuccess: () => navigate({ to: "/applications" }) })}
      >
        <Text size="sm">{type === "machine" ? texts.deleteMachineWhy : texts.deleteWhy}</Text>
      </Confirm>
    </>
  );
}

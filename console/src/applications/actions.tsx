import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf, type Versioned, versionedOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { ICON } from "../parts/icon.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { applicationKey } from "./read.ts";
import { applications } from "./texts.ts";
import type { Application } from "./types.ts";

function useSwitch({ value: { id, name } }: Versioned<Application>) {
  const texts = useTexts(applications);
  const { api } = useWorld();
  const queries = useQueryClient();
  const write = async (is_active: boolean) => {
    const version = versionedOf(await api.PATCH("/applications/{application_id}", { params: { path: { application_id: id } }, body: { is_active } }));
    queries.setQueryData(applicationKey(id), version);
  };
  return useAct({
    run: write,
    renews: [["applications"]],
    done: (is_active) => (is_active ? texts.switchedOn(name) : texts.switchedOff(name)),
    undo: (is_active) => write(!is_active),
    tellsFailure: true,
  });
}

/** Switching an application on and off, and deleting it. */
export function ApplicationActions({ loaded }: { readonly loaded: Versioned<Application> }) {
  const texts = useTexts(applications);
  const words = useTexts(common);
  const { api } = useWorld();
  const navigate = useNavigate();
  const [asksOff, off] = useDisclosure();
  const [asksDelete, deletion] = useDisclosure();
  const { id, name, type, is_active, is_system } = loaded.value;
  const switching = useSwitch(loaded);
  const deleting = useAct({
    run: async () =>
      answerOf(await api.DELETE("/applications/{application_id}", { params: { path: { application_id: id }, header: { "If-Match": loaded.etag } } })),
    renews: [["applications"]],
    done: () => texts.deleted(name),
  });
  return (
    <>
      {is_active ? (
        <Button variant="default" leftSection={<IconPlayerPause {...ICON} />} onClick={off.open}>
          {texts.switchOff}
        </Button>
      ) : (
        <Button variant="default" leftSection={<IconPlayerPlay {...ICON} />} loading={switching.isPending} onClick={() => switching.mutate(true)}>
          {texts.switchOn}
        </Button>
      )}
      {!is_system && (
        <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={deletion.open}>
          {words.delete}
        </Button>
      )}
      <Confirm
        title={texts.switchOffTitle(name)}
        opened={asksOff}
        close={off.close}
        submit={texts.switchOff}
        danger
        pending={switching.isPending}
        error={switching.error}
        onSubmit={() => switching.mutate(false, { onSuccess: off.close })}
      >
        <Text size="sm">{texts.switchOffWhy}</Text>
      </Confirm>
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

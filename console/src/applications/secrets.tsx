import { ActionIcon, Button, Code, NativeSelect, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { SecretDialog } from "../parts/secret.tsx";
import { Section } from "../parts/section.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { applications } from "./texts.ts";
import type { Application, ApplicationSecret } from "./types.ts";

/** How long the secrets before a new one can go on: seconds. */
const OVERLAPS = [0, 3600, 86_400, 7 * 86_400, 30 * 86_400] as const;

function Rotate({ id, opened, close }: { readonly id: string; readonly opened: boolean; close(): void }) {
  const texts = useTexts(applications);
  const { api } = useWorld();
  const [overlap, setOverlap] = useState(86_400);
  const [made, setMade] = useState<string | null>(null);
  const rotating = useAct({
    run: async () =>
      answerOf(await api.POST("/applications/{application_id}/secrets", { params: { path: { application_id: id } }, body: { retain_seconds: overlap } })).value,
    renews: [["application-secrets", id]],
  });
  const rotate = () =>
    rotating.mutate(undefined, {
      onSuccess({ client_secret }) {
        close();
        setMade(client_secret);
      },
    });
  return (
    <>
      <Confirm
        title={texts.rotateTitle}
        opened={opened}
        close={close}
        submit={texts.rotate}
        pending={rotating.isPending}
        error={rotating.error}
        onSubmit={rotate}
      >
        <Text size="sm">{texts.rotateWhy}</Text>
        <NativeSelect
          label={texts.overlap}
          value={String(overlap)}
          data={OVERLAPS.map((seconds) => ({ value: String(seconds), label: texts.overlaps(seconds) }))}
          onChange={(event) => setOverlap(Number(event.currentTarget.value))}
        />
      </Confirm>
      <SecretDialog
        title={texts.secretTitle}
        lead={texts.secretLead}
        secrets={made === null ? [] : [{ label: texts.clientSecret, value: made }]}
        close={() => setMade(null)}
      />
    </>
  );
}

function useColumns(): readonly Column<ApplicationSecret>[] {
  const texts = useTexts(applications);
  return [
    { id: "hint", title: texts.clientSecret, names: true, cell: ({ hint }) => <Code>{hint}…</Code> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "last_used", title: texts.lastUsed, cell: ({ last_used }) => <Moment at={last_used} /> },
    { id: "expires", title: texts.expires, cell: ({ expires }) => (expires === null ? texts.untilRotated : <Moment at={expires} />) },
  ];
}

/** The secrets of an application: what is known of them, and how one takes over from another. */
export function Secrets({ application: { id } }: { readonly application: Application }) {
  const texts = useTexts(applications);
  const words = useTexts(common);
  const { api } = useWorld();
  const columns = useColumns();
  const [rotates, rotation] = useDisclosure();
  const [doomed, setDoomed] = useState<ApplicationSecret | null>(null);
  const list = useQuery({
    queryKey: ["application-secrets", id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET("/applications/{application_id}/secrets", { params: { path: { application_id: id } }, signal })).value,
  });
  const deleting = useAct({
    run: async (secret: ApplicationSecret) =>
      answerOf(await api.DELETE("/applications/{application_id}/secrets/{secret_id}", { params: { path: { application_id: id, secret_id: secret.id } } })),
    renews: [["application-secrets", id]],
    done: () => texts.secretDeleted,
  });
  return (
    <Section
      title={texts.secrets}
      lead={texts.secretsLead}
      flush
      actions={
        <Button variant="default" leftSection={<IconRefresh {...ICON} />} onClick={rotation.open}>
          {texts.rotate}
        </Button>
      }
    >
      {list.isPending && (
        <div className="padded">
          <Loading lines={2} />
        </div>
      )}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.length === 0 && <Empty title={texts.noSecrets} why={texts.noSecretsWhy} />}
      {list.data && list.data.length > 0 && (
        <DataTable
          label={texts.secretsTable}
          rows={list.data}
          columns={columns}
          rowId={(secret) => secret.id}
          minWidth={640}
          rowActions={(secret) => (
            <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={texts.deleteSecret(secret.hint)} onClick={() => setDoomed(secret)}>
              <IconTrash {...ICON} />
            </ActionIcon>
          )}
        />
      )}
      <Rotate id={id} opened={rotates} close={rotation.close} />
      <Confirm
        title={texts.deleteSecret(doomed?.hint ?? "")}
        opened={doomed !== null}
        close={() => setDoomed(null)}
        submit={words.delete}
        danger
        pending={deleting.isPending}
        error={deleting.error}
        onSubmit={() => doomed && deleting.mutate(doomed, { onSuccess: () => setDoomed(null) })}
      >
        <Text size="sm">{texts.deleteSecretWhy}</Text>
      </Confirm>
    </Section>
  );
}

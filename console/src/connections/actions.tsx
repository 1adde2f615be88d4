import { Alert, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf, type Versioned, versionedOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { orReadAnew } from "../parts/anew.ts";
import { Confirm } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { OnOff } from "../parts/on-off.tsx";
import { Loading } from "../parts/page.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { connectionKey } from "./read.ts";
import { connections } from "./texts.ts";
import type { Connection } from "./types.ts";

/** Asks before deleting, with what it would do. */
function Deletion({ loaded, close }: { readonly loaded: Versioned<Connection>; close(): void }) {
  const texts = useTexts(connections);
  const words = useTexts(common);
  const { api } = useWorld();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { id, name, display_name } = loaded.value;
  const preview = useQuery({
    queryKey: ["connection-deletion", id],
    gcTime: 0,
    queryFn: async ({ signal }) => answerOf(await api.GET("/connections/{connection_id}/deletion", { params: { path: { connection_id: id } }, signal })).value,
  });
  const deleting = useAct({
    run: () =>
      orReadAnew(queries, connectionKey(id), async () =>
        answerOf(await api.DELETE("/connections/{connection_id}", { params: { path: { connection_id: id }, header: { "If-Match": loaded.etag } } })),
      ),
    renews: [["connections"]],
    done: () => texts.deleted(display_name),
  });
  return (
    <Confirm
      title={texts.deleteTitle(display_name)}
      opened
      close={close}
      submit={words.delete}
      danger
      word={name}
      disabled={preview.data?.allowed !== true}
      pending={deleting.isPending}
      error={deleting.error}
      onSubmit={() => deleting.mutate(undefined, { onSuccess: () => navigate({ to: "/connections" }) })}
    >
      {preview.isPending && <Loading lines={1} />}
      {preview.isError && <Failure error={preview.error} retry={preview.refetch} />}
      {preview.data && <Text size="sm">{texts.deleteAccounts(preview.data.accounts)}</Text>}
      {preview.data && !preview.data.allowed && (
        <Alert variant="default" title={texts.deleteBlocked}>
          {preview.data.blocks.map(({ code, detail }) => (
            <Text key={code} size="sm">
              <ReasonWords code={code} words={detail} />
            </Text>
          ))}
        </Alert>
      )}
    </Confirm>
  );
}

/** Switching a connection on and off, and deleting it. */
export function ConnectionActions({ loaded }: { readonly loaded: Versioned<Connection> }) {
  const texts = useTexts(connections);
  const words = useTexts(common);
  const { api } = useWorld();
  const queries = useQueryClient();
  const [asksDelete, deletion] = useDisclosure();
  const { id, display_name: name, is_enabled } = loaded.value;
  const write = async (enabled: boolean) => {
    const answer = await api.PATCH("/connections/{connection_id}", { params: { path: { connection_id: id } }, body: { is_enabled: enabled } });
    queries.setQueryData(connectionKey(id), versionedOf<Connection>(answer));
  };
  return (
    <>
      <OnOff name={name} isOn={is_enabled} offWhy={texts.deactivateWhy} write={write} renews={[["connections"]]} />
      <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={deletion.open}>
        {words.delete}
      </Button>
      {asksDelete && <Deletion loaded={loaded} close={deletion.close} />}
    </>
  );
}

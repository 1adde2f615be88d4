import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { browserSupportsWebAuthn, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Credentials, NewPasskey, Passkey } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm, Dialog, Form } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { keptOf, useKeep } from "../parts/kept.ts";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { CREDENTIALS, PASSKEYS, useOffered } from "./read.ts";
import { security } from "./security-texts.ts";

const NAME = "account.passkey";
const MOST_NAME = 50;

type Options = Parameters<typeof startRegistration>[0]["optionsJSON"];

function useAddPasskey(name: string) {
  const texts = useTexts(security);
  const { api } = useWorld();
  return useAct({
    async run() {
      const optionsJSON = answerOf(await api.POST("/users/me/passkeys/options")).value as unknown as Options;
      const response = await startRegistration({ optionsJSON }).catch((cause: unknown) => {
        const isKnown = cause instanceof WebAuthnError && cause.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
        throw new Error(isKnown ? texts.passkeyKnown : texts.passkeyFailed, { cause });
      });
      const { id, rawId, type, response: made } = response;
      const { clientDataJSON, attestationObject, transports } = made;
      const body = { name: name.trim(), response: { id, rawId, type, response: { clientDataJSON, attestationObject, ...(transports && { transports }) } } };
      return answerOf(await api.POST("/users/me/passkeys", { body: body as NewPasskey }));
    },
    renews: [PASSKEYS, CREDENTIALS, ["sessions"]],
    done: () => texts.passkeyAdded,
  });
}

function AddPasskey() {
  const texts = useTexts(security);
  const { session } = useWorld();
  const [name, setName] = useState(() => keptOf<string>(NAME, session.subject()) ?? "");
  useKeep(NAME, name === "" ? undefined : name);
  const adding = useAddPasskey(name);
  return (
    <Form
      submit={texts.addPasskey}
      pending={adding.isPending}
      error={adding.error}
      disabled={name.trim() === ""}
      onSubmit={() => adding.mutate(undefined, { onSuccess: () => setName("") })}
    >
      <TextInput
        label={texts.passkeyName}
        description={texts.passkeyNameHint}
        value={name}
        maxLength={MOST_NAME}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </Form>
  );
}

function Rename({ passkey, close }: { readonly passkey: Passkey; close(): void }) {
  const texts = useTexts(security);
  const { save } = useTexts(common);
  const { api } = useWorld();
  const [name, setName] = useState(passkey.name);
  const renaming = useAct({
    run: async () =>
      answerOf(await api.PATCH("/users/me/passkeys/{passkey_id}", { params: { path: { passkey_id: passkey.id } }, body: { name: name.trim() } })),
    renews: [PASSKEYS],
    done: () => texts.renamed,
  });
  return (
    <Form
      submit={save}
      pending={renaming.isPending}
      error={renaming.error}
      disabled={name.trim() === ""}
      cancel={close}
      onSubmit={() => renaming.mutate(undefined, { onSuccess: close })}
    >
      <TextInput
        label={texts.passkeyName}
        value={name}
        maxLength={MOST_NAME}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
    </Form>
  );
}

function useColumns(): readonly Column<Passkey>[] {
  const { columns, synced, bound } = useTexts(security);
  return [
    { id: "name", title: columns.name, names: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: "kind", title: columns.kind, cell: ({ backed_up }) => <Mark>{backed_up ? synced : bound}</Mark> },
    { id: "created", title: columns.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "last_used", title: columns.last_used, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

function PasskeyTable({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const texts = useTexts(security);
  const columns = useColumns();
  const { api } = useWorld();
  const [chosen, setChosen] = useState<{ readonly passkey: Passkey; readonly to: "rename" | "remove" } | null>(null);
  const close = () => setChosen(null);
  const removing = useAct({
    run: async ({ id }: Passkey) => answerOf(await api.DELETE("/users/me/passkeys/{passkey_id}", { params: { path: { passkey_id: id } } })),
    renews: [PASSKEYS, CREDENTIALS],
    done: ({ name }) => texts.passkeyRemoved(name),
  });
  const choose = (passkey: Passkey, to: "rename" | "remove") => {
    removing.reset();
    setChosen({ passkey, to });
  };
  return (
    <>
      <DataTable
        label={texts.passkeys}
        rows={passkeys}
        columns={columns}
        rowId={({ id }) => id}
        minWidth={640}
        rowActions={(passkey) => (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <Button size="compact-sm" variant="subtle" aria-label={texts.renamePasskey(passkey.name)} onClick={() => choose(passkey, "rename")}>
              {texts.rename}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              c="var(--mantine-color-error)"
              aria-label={texts.removePasskey(passkey.name)}
              onClick={() => choose(passkey, "remove")}
            >
              {texts.remove}
            </Button>
          </Group>
        )}
      />
      <Dialog title={chosen ? texts.renamePasskey(chosen.passkey.name) : ""} opened={chosen?.to === "rename"} close={close}>
        {chosen && <Rename passkey={chosen.passkey} close={close} />}
      </Dialog>
      <Confirm
        title={chosen ? texts.removePasskey(chosen.passkey.name) : ""}
        opened={chosen?.to === "remove"}
        close={close}
        submit={texts.remove}
        danger
        pending={removing.isPending}
        error={removing.error}
        onSubmit={() => chosen && removing.mutate(chosen.passkey, { onSuccess: close })}
      >
        <Text size="sm">{texts.removePasskeyWhy}</Text>
      </Confirm>
    </>
  );
}

function useWhyNone(isExternal: boolean): string | undefined {
  const texts = useTexts(security);
  const offered = useOffered();
  if (isExternal) return texts.passkeysExternal;
  if (offered.data && !offered.data.includes("passkey")) return texts.passkeysUnavailable;
  return browserSupportsWebAuthn() ? undefined : texts.passkeysUnsupported;
}

/** One's own passkeys. */
export function PasskeySection({ credentials }: { readonly credentials: Credentials }) {
  const texts = useTexts(security);
  const { api } = useWorld();
  const isExternal = credentials.oauth_provider !== null;
  const list = useQuery({
    queryKey: PASSKEYS,
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/me/passkeys", { signal })).value,
    enabled: !isExternal,
  });
  const whyNone = useWhyNone(isExternal);
  return (
    <Section title={texts.passkeys} lead={texts.passkeysLead} flush>
      {list.isLoading && (
        <div className="padded">
          <Loading lines={2} />
        </div>
      )}
      {list.isError && (
        <div className="padded">
          <Failure error={list.error} retry={list.refetch} />
        </div>
      )}
      {list.data && list.data.length > 0 && <PasskeyTable passkeys={list.data} />}
      {list.data?.length === 0 && whyNone === undefined && <Empty icon={IconKey} title={texts.passkeysNone} why={texts.passkeysNoneWhy} />}
      <Stack className="padded" maw={488}>
        {whyNone === undefined ? <AddPasskey /> : <Text size="sm">{whyNone}</Text>}
      </Stack>
    </Section>
  );
}

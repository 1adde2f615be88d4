import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Mark } from "../parts/mark.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { KeyTimeline } from "./key-timeline.tsx";
import { keyTexts, type SigningKey } from "./keys-texts.ts";

const RENEWS = [["signing-keys"]];
const TONES = { next: "plain", active: "good", retiring: "warn", gone: "quiet" } as const;

/** So much of an id is typed to be sure, and tells keys apart. */
const SHORT = 8;

function Rotate({ isWaiting }: { readonly isWaiting: boolean }) {
  const texts = useTexts(keyTexts);
  const { api } = useWorld();
  const [opened, { open, close }] = useDisclosure();
  const rotating = useAct({
    run: async () => answerOf(await api.POST("/signing_keys", {})),
    renews: RENEWS,
    done: () => texts.rotated,
  });
  return (
    <>
      <Button leftSection={<IconRefresh {...ICON} />} onClick={open}>
        {texts.rotate}
      </Button>
      <Confirm
        title={texts.rotateTitle}
        opened={opened}
        close={close}
        submit={texts.rotate}
        disabled={isWaiting}
        pending={rotating.isPending}
        error={rotating.error}
        onSubmit={() => rotating.mutate(undefined, { onSuccess: close })}
      >
        <Text size="sm">{isWaiting ? texts.rotateWaiting : texts.rotateWhy}</Text>
      </Confirm>
    </>
  );
}

function Remove({ doomed, close }: { readonly doomed: SigningKey; close(): void }) {
  const texts = useTexts(keyTexts);
  const { api } = useWorld();
  const removing = useAct({
    run: async () => answerOf(await api.DELETE("/signing_keys/{kid}", { params: { path: { kid: doomed.kid } } })),
    renews: RENEWS,
    done: () => texts.removed,
  });
  return (
    <Confirm
      title={texts.removeTitle}
      opened
      close={close}
      submit={texts.remove}
      danger
      word={doomed.kid.slice(0, SHORT)}
      pending={removing.isPending}
      error={removing.error}
      onSubmit={() => removing.mutate(undefined, { onSuccess: close })}
    >
      <Text size="sm">{texts.removeWhy}</Text>
      {doomed.state === "active" && (
        <Alert variant="default">
          <Text size="sm">{texts.removeActive}</Text>
        </Alert>
      )}
    </Confirm>
  );
}

function Key({ signingKey, remove }: { readonly signingKey: SigningKey; remove(): void }) {
  const texts = useTexts(keyTexts);
  const { kid, alg, state } = signingKey;
  return (
    <Section
      title={`${texts.key} ${kid.slice(0, SHORT)}`}
      lead={texts.meanings[state]}
      actions={
        <Button variant="default" size="xs" onClick={remove} aria-label={`${texts.remove}: ${kid.slice(0, SHORT)}`}>
          {texts.remove}
        </Button>
      }
    >
      <Stack gap="md">
        <Group gap="xs">
          <Mark tone={TONES[state]}>{texts.states[state]}</Mark>
          <Mark tone="quiet">{alg}</Mark>
          <Code>{kid}</Code>
        </Group>
        <KeyTimeline signingKey={signingKey} />
      </Stack>
    </Section>
  );
}

/** The keys that sign tokens: where each stands, and how one takes over from another. */
export function SigningKeysPage() {
  const texts = useTexts(keyTexts);
  const { api } = useWorld();
  const [doomed, setDoomed] = useState<SigningKey | null>(null);
  const list = useQuery({ queryKey: ["signing-keys"], queryFn: async ({ signal }) => answerOf(await api.GET("/signing_keys", { signal })).value });
  return (
    <Page title={texts.title} lead={texts.lead} actions={list.data && <Rotate isWaiting={list.data.some(({ state }) => state === "next")} />}>
      {list.isPending && <Loading />}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.map((key) => (
        <Key key={key.kid} signingKey={key} remove={() => setDoomed(key)} />
      ))}
      {doomed && <Remove doomed={doomed} close={() => setDoomed(null)} />}
    </Page>
  );
}

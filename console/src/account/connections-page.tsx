import { Button, Group, List, Stack, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Identity, SignInMethod } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { dataTexts } from "./data-texts.ts";
import { ListSection } from "./part.tsx";
import { useCredentials } from "./read.ts";

function useColumns(): readonly Column<Identity>[] {
  const { columns } = useTexts(dataTexts);
  return [
    { id: "name", title: columns.name, names: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: "email", title: columns.email, cell: ({ email }) => <bdi>{email ?? "–"}</bdi> },
    { id: "linked", title: columns.linked, cell: ({ linked }) => <Moment at={linked} /> },
    { id: "last_used", title: columns.last_used, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

/** The identity providers that this installation offers. */
function useProviders() {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["sign-in-methods"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/auth/connections", { signal })).value.filter(({ authorize_url }) => authorize_url !== null),
    staleTime: 300_000,
  });
}

function LinkAnother() {
  const texts = useTexts(dataTexts);
  const me = useMe();
  const credentials = useCredentials();
  const providers = useProviders();
  const [chosen, setChosen] = useState<SignInMethod | null>(null);
  const [opened, setOpened] = useState(false);
  if (!providers.data || !credentials.data) return null;
  if (providers.data.length === 0) return <Text size="sm">{texts.noneOffered}</Text>;
  if (credentials.data.passkeys > 0) return <Text size="sm">{texts.hasPasskeys}</Text>;
  const leave = () => {
    const url = new URL(chosen?.authorize_url ?? "", location.href);
    url.searchParams.set("return_to", location.pathname);
    location.assign(url);
  };
  return (
    <Stack>
      <Text size="sm">{texts.linkLead(me?.email ?? null)}</Text>
      <Group gap="xs">
        {providers.data.map((provider) => (
          <Button
            key={provider.id}
            variant="default"
            leftSection={<IconLink {...ICON} />}
            disabled={!me?.email}
            onClick={() => {
              setChosen(provider);
              setOpened(true);
            }}
          >
            {texts.linkTo(provider.name)}
          </Button>
        ))}
      </Group>
      <Confirm title={texts.linkSure(chosen?.name ?? "")} opened={opened} close={() => setOpened(false)} submit={texts.goOn} pending={false} onSubmit={leave}>
        <List size="sm" spacing="xs">
          {texts.linkEffects.map((effect) => (
            <List.Item key={effect}>{effect}</List.Item>
          ))}
        </List>
      </Confirm>
    </Stack>
  );
}

/** The identity providers that one's own account signs in with. */
export function ConnectionsPage() {
  const texts = useTexts(dataTexts);
  const columns = useColumns();
  const { api } = useWorld();
  const list = useQuery({
    queryKey: ["identities"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/me/identities", { signal })).value,
  });
  return (
    <>
      <ListSection title={texts.linked} lead={texts.linkedLead} list={list} empty={<Empty icon={IconLink} title={texts.noLinked} why={texts.noLinkedWhy} />}>
        {(rows) => (
          <>
            <DataTable label={texts.linked} rows={rows} columns={columns} rowId={({ provider }) => provider} minWidth={600} />
            <Text size="sm" c="dimmed" className="padded">
              {texts.linkedWhy}
            </Text>
          </>
        )}
      </ListSection>
      {list.data?.length === 0 && (
        <Section title={texts.linkTitle}>
          <LinkAnother />
        </Section>
      )}
    </>
  );
}

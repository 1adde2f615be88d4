import { Button, Group, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Identity } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { identityTexts } from "./identity-texts.ts";
import { LinkOutcome } from "./link-outcome.tsx";
import { LinkProvider } from "./link-provider.tsx";
import { ListSection } from "./part.tsx";
import { CREDENTIALS, IDENTITIES, useCredentials } from "./read.ts";

function useColumns(): readonly Column<Identity>[] {
  const { columns } = useTexts(identityTexts);
  return [
    { id: "name", title: columns.name, names: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: "email", title: columns.email, cell: ({ email }) => <bdi>{email ?? "–"}</bdi> },
    { id: "linked", title: columns.linked, cell: ({ linked }) => <Moment at={linked} /> },
    { id: "last_used", title: columns.last_used, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

function IdentityTable({ identities }: { readonly identities: readonly Identity[] }) {
  const texts = useTexts(identityTexts);
  const columns = useColumns();
  const { api } = useWorld();
  const [chosen, setChosen] = useState<Identity | null>(null);
  const [opened, setOpened] = useState(false);
  const removing = useAct({
    run: async ({ provider }: Identity) => answerOf(await api.DELETE("/users/me/identities/{provider}", { params: { path: { provider } } })),
    renews: [IDENTITIES, CREDENTIALS],
    done: ({ name }) => texts.removed(name),
  });
  const ask = (identity: Identity) => {
    removing.reset();
    setChosen(identity);
    setOpened(true);
  };
  return (
    <>
      <DataTable
        label={texts.linked}
        rows={identities}
        columns={columns}
        rowId={({ provider }) => provider}
        minWidth={600}
        rowActions={(identity) =>
          !identity.owns_account && (
            <Group justify="flex-end">
              <Button size="compact-sm" variant="default" aria-label={texts.removeSure(identity.name)} onClick={() => ask(identity)}>
                {texts.remove}
              </Button>
            </Group>
          )
        }
      />
      {identities.some(({ owns_account }) => owns_account) && (
        <Text size="sm" c="dimmed" className="padded">
          {texts.ownsWhy}
        </Text>
      )}
      <Confirm
        title={chosen ? texts.removeSure(chosen.name) : ""}
        opened={opened}
        close={() => setOpened(false)}
        submit={texts.remove}
        danger
        pending={removing.isPending}
        error={removing.error}
        onSubmit={() => chosen && removing.mutate(chosen, { onSuccess: () => setOpened(false) })}
      >
        <Text size="sm">{texts.removeWhy}</Text>
      </Confirm>
    </>
  );
}

interface LinkingProps {
  readonly identities: readonly Identity[];
  readonly credentials: ReturnType<typeof useCredentials>;
}

/** Whether more can be linked, as the API says of the account; to an account that belongs to a provider nothing is, which its row says. */
function Linking({ identities, credentials: { data, error, refetch } }: LinkingProps) {
  const texts = useTexts(identityTexts);
  if (identities.some(({ owns_account }) => owns_account)) return null;
  if (data?.linkable) return <LinkProvider identities={identities} />;
  return (
    <>
      {data && (
        <Section title={texts.linkTitle}>
          <Text size="sm">{texts.reservedAdmin}</Text>
        </Section>
      )}
      {error && <Failure error={error} retry={refetch} />}
    </>
  );
}

/** The identities of providers that one's own account signs in with: listed, linked and removed. */
export function ConnectionsPage() {
  const texts = useTexts(identityTexts);
  const { api } = useWorld();
  const credentials = useCredentials();
  const list = useQuery({
    queryKey: IDENTITIES,
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/me/identities", { signal })).value,
  });
  const identities = list.data;
  return (
    <>
      {identities && <LinkOutcome identities={identities} />}
      <ListSection title={texts.linked} lead={texts.linkedLead} list={list} empty={<Empty icon={IconLink} title={texts.noLinked} why={texts.noLinkedWhy} />}>
        {(rows) => <IdentityTable identities={rows} />}
      </ListSection>
      {identities && <Linking identities={identities} credentials={credentials} />}
    </>
  );
}

import { Button, Text } from "@mantine/core";
import { IconApps } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Consent } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import { ListSection } from "./part.tsx";
import { sessionTexts } from "./session-texts.ts";

const CONSENTS = ["consents"] as const;

function useColumns(): readonly Column<Consent>[] {
  const { consentColumns: columns } = useTexts(sessionTexts);
  return [
    { id: "application", title: columns.application, names: true, cell: ({ application }) => <bdi>{application.name}</bdi> },
    { id: "scopes", title: columns.scopes, cell: ({ scopes }) => <code>{scopes.join(" ")}</code> },
    { id: "created", title: columns.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

/** What one allowed applications to do. */
export function OwnConsents({ userId }: { readonly userId: string }) {
  const texts = useTexts(sessionTexts);
  const columns = useColumns();
  const { api } = useWorld();
  const list = useQuery({
    queryKey: CONSENTS,
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/{user_id}/consents", { params: { path: { user_id: userId } }, signal })).value,
  });
  const [chosen, setChosen] = useState<Consent | null>(null);
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const withdrawing = useAct({
    run: async ({ application }: Consent) =>
      answerOf(await api.DELETE("/users/{user_id}/consents/{application_id}", { params: { path: { user_id: userId, application_id: application.id } } })),
    renews: [CONSENTS, ["sessions"]],
    done: ({ application }) => texts.withdrawn(application.name),
  });
  const name = chosen?.application.name ?? "";
  return (
    <ListSection
      title={texts.consents}
      lead={texts.consentsLead}
      list={list}
      empty={<Empty icon={IconApps} title={texts.noConsents} why={texts.noConsentsWhy} />}
    >
      {(rows) => (
        <>
          <DataTable
            label={texts.consents}
            rows={rows}
            columns={columns}
            rowId={({ application }) => application.id}
            minWidth={640}
            rowActions={(consent) => (
              <Button
                size="compact-sm"
                variant="subtle"
                c="var(--mantine-color-error)"
                aria-label={texts.withdrawFrom(consent.application.name)}
                onClick={() => {
                  withdrawing.reset();
                  setChosen(consent);
                  setOpened(true);
                }}
              >
                {texts.withdraw}
              </Button>
            )}
          />
          <Confirm
            title={texts.withdrawFrom(name)}
            opened={opened}
            close={close}
            submit={texts.withdraw}
            danger
            pending={withdrawing.isPending}
            error={withdrawing.error}
            onSubmit={() => chosen && withdrawing.mutate(chosen, { onSuccess: close })}
          >
            <Text size="sm">{texts.withdrawWhy}</Text>
          </Confirm>
        </>
      )}
    </ListSection>
  );
}

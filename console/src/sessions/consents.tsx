import { Button, Group, Text } from "@mantine/core";
import { IconApps } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { sessionTexts } from "./texts.ts";

type Consent = components["schemas"]["Consent"];

function useColumns(): readonly Column<Consent>[] {
  const texts = useTexts(sessionTexts);
  return [
    { id: "application", title: texts.application, names: true, cell: ({ application }) => <bdi>{application.name}</bdi> },
    {
      id: "scopes",
      title: texts.scopes,
      cell: ({ scopes }) => (
        <Group gap={4}>
          {scopes.map((scope) => (
            <Mark key={scope}>{scope}</Mark>
          ))}
        </Group>
      ),
    },
    { id: "updated", title: texts.agreed, cell: ({ updated }) => <Moment at={updated} /> },
  ];
}

/** What an account has agreed that applications may do, and the way to take it back. */
export function Consents({ userId }: { readonly userId: string }) {
  const texts = useTexts(sessionTexts);
  const { api } = useWorld();
  const columns = useColumns();
  const [asked, setAsked] = useState<Consent | null>(null);
  const list = useQuery({
    queryKey: ["consents", userId],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/{user_id}/consents", { params: { path: { user_id: userId } }, signal })).value,
  });
  const withdrawing = useAct<Consent>({
    run: async ({ application }) =>
      answerOf(await api.DELETE("/users/{user_id}/consents/{application_id}", { params: { path: { user_id: userId, application_id: application.id } } })),
    renews: [
      ["consents", userId],
      ["sessions", userId],
    ],
    done: ({ application }) => texts.withdrawn(application.name),
  });
  const rows = list.data ?? [];
  return (
    <Section title={texts.consents} lead={texts.consentsLead} flush>
      {list.isPending && (
        <div className="padded">
          <Loading lines={2} />
        </div>
      )}
      {list.isError && (
        <div className="padded">
          <Failure error={list.error} retry={list.refetch} />
        </div>
      )}
      {list.data && rows.length === 0 && <Empty icon={IconApps} title={texts.noConsents} />}
      {rows.length > 0 && (
        <DataTable
          label={texts.consentsTable}
          rows={rows}
          columns={columns}
          rowId={({ application }) => application.id}
          minWidth={640}
          rowActions={(consent) => (
            <Button size="compact-sm" variant="default" aria-label={texts.withdrawOne(consent.application.name)} onClick={() => setAsked(consent)}>
              {texts.withdraw}
            </Button>
          )}
        />
      )}
      <Confirm
        title={asked ? texts.withdrawOne(asked.application.name) : ""}
        opened={asked !== null}
        close={() => setAsked(null)}
        danger
        submit={texts.withdraw}
        pending={withdrawing.isPending}
        error={withdrawing.error}
        onSubmit={() => asked && withdrawing.mutate(asked, { onSuccess: () => setAsked(null) })}
      >
        <Text size="sm">{texts.withdrawWhy}</Text>
      </Confirm>
    </Section>
  );
}

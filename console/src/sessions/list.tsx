import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerOf, nextCursor } from "../api/client.ts";
import type { Session } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { users } from "../users/texts.ts";

const SHOWN = 50;

function useColumns(): readonly Column<Session>[] {
  const texts = useTexts(users);
  const { sessionColumns: titles } = texts;
  return [
    {
      id: "where",
      title: titles.where,
      names: true,
      cell: ({ application, device, user_agent, current }) => (
        <Group gap="xs" wrap="nowrap">
          <bdi>{application?.name ?? ([device?.browser, device?.os].filter(Boolean).join(", ") || user_agent || "–")}</bdi>
          {current && <Mark tone="good">{texts.thisSession}</Mark>}
        </Group>
      ),
    },
    { id: "kind", title: titles.kind, cell: ({ kind }) => texts.kinds[kind] },
    { id: "address", title: titles.address, cell: ({ address }) => address },
    { id: "created", title: titles.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "last_used", title: titles.last_used, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

/** Where an account is signed in. */
export function Sessions({ userId }: { readonly userId: string }) {
  const texts = useTexts(users);
  const columns = useColumns();
  const { api } = useWorld();
  const list = useQuery({
    queryKey: ["sessions", userId],
    async queryFn({ signal }) {
      const answer = await api.GET("/users/{user_id}/sessions", { params: { path: { user_id: userId }, query: { limit: SHOWN } }, signal });
      const { value, headers } = answerOf(answer);
      return { rows: value, more: nextCursor(headers) !== null };
    },
  });
  return (
    <Section title={texts.sessions} flush>
      {list.isPending && (
        <div className="padded">
          <Loading />
        </div>
      )}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.rows.length === 0 && <Empty title={texts.noSessions} />}
      {list.data && list.data.rows.length > 0 && (
        <DataTable label={texts.sessions} rows={list.data.rows} columns={columns} rowId={({ id }) => id} minWidth={640} />
      )}
      {list.data?.more && (
        <Text size="sm" c="dimmed" className="padded">
          {texts.moreSessions}
        </Text>
      )}
    </Section>
  );
}

import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Session } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Paging } from "../parts/paging.tsx";
import { useTexts } from "../texts/language.tsx";
import { ListSection } from "./part.tsx";
import { sessionTexts } from "./session-texts.ts";

function useColumns(): readonly Column<Session>[] {
  const texts = useTexts(sessionTexts);
  const { columns } = texts;
  return [
    {
      id: "where",
      title: columns.where,
      names: true,
      cell: (session) => (
        <Group gap="xs" wrap="nowrap">
          <bdi>{nameOf(session) ?? texts.unknown}</bdi>
          {session.current && <Mark tone="good">{texts.here}</Mark>}
        </Group>
      ),
    },
    { id: "kind", title: columns.kind, cell: ({ kind }) => texts.kinds[kind] },
    { id: "address", title: columns.address, cell: ({ address }) => address },
    { id: "created", title: columns.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "last_used", title: columns.last_used, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

function nameOf({ application, device, user_agent }: Session): string | null {
  return application?.name ?? ([device?.browser, device?.os].filter(Boolean).join(", ") || user_agent);
}

function EndMany({ userId }: { readonly userId: string }) {
  const texts = useTexts(sessionTexts);
  const { api } = useWorld();
  const [asked, setAsked] = useState<"others" | "all" | null>(null);
  const close = () => setAsked(null);
  const end = async (keep: boolean) =>
    answerOf(await api.DELETE("/users/{user_id}/sessions", { params: { path: { user_id: userId }, query: { keep_current: keep } } })).value.ended;
  const endingOthers = useAct({ run: () => end(true), renews: [["sessions"]], done: (_input, count) => texts.othersEnded(count) });
  // Nobody is signed in any more: the page begins anew, at the sign-in.
  const endingAll = useAct({ run: () => end(false) });
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setAsked("others")}>
        {texts.endOthers}
      </Button>
      <Button size="sm" variant="default" onClick={() => setAsked("all")}>
        {texts.endAll}
      </Button>
      <Confirm
        title={texts.endOthersSure}
        opened={asked === "others"}
        close={close}
        submit={texts.endOthers}
        pending={endingOthers.isPending}
        error={endingOthers.error}
        onSubmit={() => endingOthers.mutate(undefined, { onSuccess: close })}
      >
        <Text size="sm">{texts.endOthersWhy}</Text>
      </Confirm>
      <Confirm
        title={texts.endAllSure}
        opened={asked === "all"}
        close={close}
        submit={texts.endAll}
        danger
        pending={endingAll.isPending}
        error={endingAll.error}
        onSubmit={() => endingAll.mutate(undefined, { onSuccess: () => location.reload() })}
      >
        <Text size="sm">{texts.endAllWhy}</Text>
      </Confirm>
    </>
  );
}

/** Where one is signed in, and ending that. @param cursor of the page that is shown, as the address has it */
export function OwnSessions({ userId, cursor }: { readonly userId: string; readonly cursor: string | undefined }) {
  const texts = useTexts(sessionTexts);
  const columns = useColumns();
  const { api } = useWorld();
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  const list = useListPage(["sessions", userId, query], async (signal) =>
    answerOf(await api.GET("/users/{user_id}/sessions", { params: { path: { user_id: userId }, query }, signal })),
  );
  const ending = useAct({
    run: async ({ id }: Session) =>
      answerOf(await api.DELETE("/users/{user_id}/sessions/{session_id}", { params: { path: { user_id: userId, session_id: id } } })),
    renews: [["sessions"]],
    done: () => texts.ended,
    tellsFailure: true,
  });
  const rows = { ...list, data: list.data?.rows } as Parameters<typeof ListSection<Session>>[0]["list"];
  return (
    <>
      <ListSection title={texts.sessions} lead={texts.sessionsLead} actions={<EndMany userId={userId} />} list={rows} empty={null}>
        {(sessions) => (
          <DataTable
            label={texts.sessions}
            rows={sessions}
            columns={columns}
            rowId={({ id }) => id}
            minWidth={760}
            rowActions={(session) =>
              session.current ? null : (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="red.9"
                  c="var(--mantine-color-error)"
                  aria-label={texts.endOf(nameOf(session) ?? texts.unknown)}
                  onClick={() => ending.mutate(session)}
                >
                  {texts.end}
                </Button>
              )
            }
          />
        )}
      </ListSection>
      <Paging cursor={cursor} next={list.data?.next} stale={list.isPlaceholderData} />
    </>
  );
}

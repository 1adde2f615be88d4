import { Button, Stack } from "@mantine/core";
import { IconDevices, IconLogout } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, nextCursor } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { sessionTexts } from "./texts.ts";
import { Timeline } from "./timeline.tsx";

const SHOWN = 50;

/** Ends every session of an account; one's own but for the one that asks. */
function EndAll({ userId }: { readonly userId: string }) {
  const texts = useTexts(sessionTexts);
  const { api } = useWorld();
  const isOwn = useMe()?.id === userId;
  const [asked, setAsked] = useState(false);
  const ending = useAct<void, { readonly ended: number }>({
    run: async () => answerOf(await api.DELETE("/users/{user_id}/sessions", { params: { path: { user_id: userId }, query: { keep_current: isOwn } } })).value,
    renews: [["sessions", userId]],
    done: (_input, { ended }) => texts.endedAll(ended),
  });
  return (
    <>
      <Button variant="default" leftSection={<IconLogout {...ICON} />} onClick={() => setAsked(true)}>
        {texts.endAll}
      </Button>
      <Confirm
        title={texts.endAll}
        opened={asked}
        close={() => setAsked(false)}
        danger
        submit={texts.endAll}
        pending={ending.isPending}
        error={ending.error}
        onSubmit={() => ending.mutate(undefined, { onSuccess: () => setAsked(false) })}
      >
        {isOwn ? texts.endAllOwnWhy : texts.endAllWhy}
      </Confirm>
    </>
  );
}

/** Where an account is signed in, and the way to end that. */
export function Sessions({ userId }: { readonly userId: string }) {
  const texts = useTexts(sessionTexts);
  const { api } = useWorld();
  const list = useInfiniteQuery({
    queryKey: ["sessions", userId],
    async queryFn({ signal, pageParam }) {
      const query = { limit: SHOWN, ...(pageParam !== null && { cursor: pageParam }) };
      const { value, headers } = answerOf(await api.GET("/users/{user_id}/sessions", { params: { path: { user_id: userId }, query }, signal }));
      return { rows: value, next: nextCursor(headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Section title={texts.title} lead={texts.lead} actions={rows.length > 0 && <EndAll userId={userId} />}>
      <Stack>
        {list.isPending && <Loading />}
        {list.isError && <Failure error={list.error} retry={list.refetch} />}
        {list.data && rows.length === 0 && <Empty icon={IconDevices} title={texts.none} why={texts.noneWhy} />}
        {rows.length > 0 && <Timeline userId={userId} sessions={rows} />}
        {list.hasNextPage && (
          <div>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
              {texts.more}
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}

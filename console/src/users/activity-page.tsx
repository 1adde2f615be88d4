import { SegmentedControl } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf, nextCursor } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { Loading } from "../parts/page.tsx";
import { Paging } from "../parts/paging.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { ActivityEntry } from "./activity-entry.tsx";
import { activityTexts } from "./activity-texts.ts";
import { useUser } from "./read.ts";

const SHOWN = 50;

/** What the audit log has about an account, and of what it did. */
export function ActivityPage() {
  const texts = useTexts(activityTexts);
  const { api } = useWorld();
  const { userId } = useUser();
  const { by, cursor } = useSearch({ from: "/users/$userId/activity" });
  const navigate = useNavigate({ from: "/users/$userId/activity" });
  const list = useQuery({
    queryKey: ["activity", userId, by, cursor],
    async queryFn({ signal }) {
      const query = { limit: SHOWN, ...(by === "them" ? { actor_id: userId } : { target_id: userId }), ...(cursor !== undefined && { cursor }) };
      const { value, headers } = answerOf(await api.GET("/audit", { params: { query }, signal }));
      return { rows: value, next: nextCursor(headers) };
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      actions={
        <SegmentedControl
          aria-label={texts.which}
          value={by ?? "about"}
          data={[
            { value: "about", label: texts.about },
            { value: "them", label: texts.by },
          ]}
          onChange={(chosen) => navigate({ search: chosen === "them" ? { by: "them" } : {} })}
        />
      }
    >
      {list.isPending && <Loading />}
      {list.error && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.rows.length === 0 && <Empty icon={IconHistory} title={texts.none} why={texts.noneWhy} />}
      {list.data && list.data.rows.length > 0 && (
        <ul className={list.isPlaceholderData ? "plain-list stale" : "plain-list"}>
          {list.data.rows.map((entry) => (
            <ActivityEntry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <Paging cursor={cursor} next={list.data?.next} stale={list.isPlaceholderData} />
    </Section>
  );
}

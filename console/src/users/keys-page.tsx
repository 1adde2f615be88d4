import { Button, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useKeyColumns } from "../api-keys/columns.tsx";
import type { ApiKey } from "../api-keys/source.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { Loading } from "../parts/page.tsx";
import { Paging } from "../parts/paging.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { keysTexts } from "./keys-texts.ts";
import { useUser } from "./read.ts";

/** The API keys of an account, for superusers: to see them, and to end what was lost or forgotten. */
export function KeysPage() {
  const texts = useTexts(keysTexts);
  const { userId } = useUser();
  const { api } = useWorld();
  const { cursor } = useSearch({ from: "/users/$userId/keys" });
  const columns = useKeyColumns();
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const list = useListPage(["user-keys", userId, cursor], async (signal) => {
    const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
    return answerOf(await api.GET("/users/{user_id}/api_keys", { params: { path: { user_id: userId }, query }, signal }));
  });
  const deleting = useAct<ApiKey>({
    run: async ({ id }) => answerOf(await api.DELETE("/users/{user_id}/api_keys/{key_id}", { params: { path: { user_id: userId, key_id: id } } })),
    renews: [["user-keys", userId]],
    done: ({ name }) => texts.deleted(name),
  });
  return (
    <Section title={texts.title} lead={texts.lead} flush>
      {list.isPending && (
        <div className="padded">
          <Loading lines={2} />
        </div>
      )}
      {list.error && (
        <div className="padded">
          <Failure error={list.error} retry={list.refetch} />
        </div>
      )}
      {list.data?.rows.length === 0 && <Empty icon={IconKey} title={texts.none} why={texts.noneWhy} />}
      {list.data && list.data.rows.length > 0 && (
        <DataTable
          label={texts.table}
          rows={list.data.rows}
          columns={columns}
          rowId={({ id }) => id}
          stale={list.isPlaceholderData}
          minWidth={900}
          rowActions={(key) => (
            <Button size="compact-sm" variant="default" c="var(--mantine-color-error)" aria-label={texts.deleteOne(key.name)} onClick={() => setAsked(key)}>
              {texts.delete}
            </Button>
          )}
        />
      )}
      {(cursor !== undefined || list.data?.next) && (
        <div className="padded">
          <Paging cursor={cursor} next={list.data?.next} stale={list.isPlaceholderData} />
        </div>
      )}
      <Confirm
        title={asked ? texts.deleteOne(asked.name) : ""}
        opened={asked !== null}
        close={() => setAsked(null)}
        danger
        submit={texts.delete}
        pending={deleting.isPending}
        error={deleting.error}
        onSubmit={() => asked && deleting.mutate(asked, { onSuccess: () => setAsked(null) })}
      >
        <Text size="sm">{texts.deleteWhy}</Text>
      </Confirm>
    </Section>
  );
}

import { Button, Stack } from "@mantine/core";
import { IconUserSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Empty } from "../parts/empty.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { Filters } from "./filters.tsx";
import type { UserSearch } from "./search.ts";
import { UserTable } from "./table.tsx";
import { users } from "./texts.ts";

function Nothing({ clear }: { clear(): void }) {
  const texts = useTexts(users);
  return (
    <Empty
      icon={IconUserSearch}
      title={texts.none}
      why={texts.noneWhy}
      actions={
        <Button variant="default" onClick={clear}>
          {texts.clear}
        </Button>
      }
    />
  );
}

/** The accounts: search, filters, order and place are in the address. */
export function UserListPage() {
  const texts = useTexts(users);
  const { api } = useWorld();
  const search = useSearch({ from: "/users" });
  const navigate = useNavigate({ from: "/users" });
  const list = useListPage(["users", search], async (signal) =>
    answerOf(await api.GET("/users", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  /** Another search, filter or order begins at the first page. */
  const change = (others: UserSearch, lasting: boolean) =>
    navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, ...others }), replace: !lasting });
  return (
    <Page title={texts.title}>
      <Stack>
        <Filters search={search} onChange={change} />
        <ListView list={list} cursor={search.cursor} empty={<Nothing clear={() => navigate({ search: {} })} />}>
          {(rows, stale) => <UserTable rows={rows} sort={search.sort} stale={stale} onSort={(sort) => change({ sort } as UserSearch, true)} />}
        </ListView>
      </Stack>
    </Page>
  );
}

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf, nextCursor } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { common } from "../texts/common.ts";
import { useTexts, useTitle } from "../texts/language.tsx";
import { users } from "../texts/users.ts";
import { Filters } from "./filters.tsx";
import type { UserSearch } from "./search.ts";
import { UserTable } from "./table.tsx";

const PAGE_SIZE = 100;

/** A page of accounts is one request; one that is overtaken by another is given up. */
function useUserList(search: UserSearch) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["users", search],
    async queryFn({ signal }) {
      const { value, headers } = answerOf(await api.GET("/users", { params: { query: { ...search, limit: PAGE_SIZE } }, signal }));
      return { rows: value, next: nextCursor(headers) };
    },
    placeholderData: keepPreviousData,
  });
}

function Nothing({ clear }: { clear(): void }) {
  const texts = useTexts(users);
  return (
    <Stack align="flex-start" role="status">
      <Text fw={700}>{texts.none}</Text>
      <Text>{texts.noneWhy}</Text>
      <Button variant="default" onClick={clear}>
        {texts.clear}
      </Button>
    </Stack>
  );
}

/** The accounts: search, filters, order and place are in the address. */
export function UserListPage() {
  const texts = useTexts(users);
  const { loading } = useTexts(common);
  useTitle(texts.title);
  const search = useSearch({ from: "/users" });
  const navigate = useNavigate({ from: "/users" });
  const list = useUserList(search);
  /** Anything but a step to the next page begins at the first. */
  const change = ({ cursor, ...others }: UserSearch, lasting: boolean) =>
    navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, ...others, ...(cursor !== undefined && { cursor }) }), replace: !lasting });
  const page = list.data;
  return (
    <Stack>
      <Title order={1}>{texts.title}</Title>
      <Filters search={search} onChange={change} />
      {list.isPending && <Text role="status">{loading}</Text>}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {page?.rows.length === 0 && <Nothing clear={() => navigate({ search: {} })} />}
      {page && page.rows.length > 0 && (
        <UserTable rows={page.rows} sort={search.sort} stale={list.isPlaceholderData} onSort={(sort) => change({ sort } as UserSearch, true)} />
      )}
      <Group>
        <Button variant="default" disabled={search.cursor === undefined} onClick={() => change({}, true)}>
          {texts.first}
        </Button>
        <Button variant="default" disabled={!page?.next} onClick={() => page?.next && change({ cursor: page.next }, true)}>
          {texts.next}
        </Button>
      </Group>
    </Stack>
  );
}

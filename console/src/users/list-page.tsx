import { Button, Group, Stack } from "@mantine/core";
import { IconPlus, IconTrash, IconUserSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { ButtonLink } from "../app/links.tsx";
import { useMe, useWorld } from "../app/world.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { useShownColumns } from "./columns.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { Filters } from "./filters.tsx";
import { userList } from "./list-texts.ts";
import { queryOf, type UserSearch } from "./search.ts";
import { users } from "./texts.ts";
import { Toolbar } from "./toolbar.tsx";

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

/** What superusers can do here. */
function Actions() {
  const texts = useTexts(userList);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <ButtonLink to="/users/deleted" variant="default" leftSection={<IconTrash {...ICON} />}>
        {texts.deleted}
      </ButtonLink>
      <Button leftSection={<IconPlus {...ICON} />} onClick={() => setCreating(true)}>
        {texts.create}
      </Button>
      {creating && <CreateDialog close={() => setCreating(false)} />}
    </>
  );
}

const nameOf = ({ name, username }: User) => name ?? username;
const NONE: readonly User[] = [];

/** The accounts: search, filters, order and place are in the address. */
export function UserListPage() {
  const texts = useTexts(users);
  const { lead } = useTexts(userList);
  const { api } = useWorld();
  const isSuperuser = useMe()?.is_superuser === true;
  const search = useSearch({ from: "/users" });
  const navigate = useNavigate({ from: "/users" });
  const columns = useShownColumns();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const list = useListPage(["users", search], async (signal) => {
    const query = { ...queryOf(search), limit: search.limit ?? PAGE_SIZE };
    return answerOf(await api.GET("/users", { params: { query }, signal }));
  });
  /** Another search, filter or order begins at the first page. */
  const change = (others: Partial<Record<keyof UserSearch, unknown>>, lasting: boolean) =>
    navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, ...others }) as UserSearch, replace: !lasting });
  const rows = list.data?.rows ?? NONE;
  // What is not shown any more is not meant any more.
  const chosen = rows.filter(({ id }) => selected.has(id));
  return (
    <Page title={texts.title} lead={lead} actions={isSuperuser && <Actions />}>
      <Stack gap="sm">
        <Filters search={search} onChange={change} />
        <Group justify="space-between" gap="sm" mih={36}>
          <div>{isSuperuser && chosen.length > 0 && <BulkBar chosen={chosen} select={(ids) => setSelected(new Set(ids))} />}</div>
          <Toolbar columns={columns} rows={rows} search={search} onSize={(limit) => change({ limit }, true)} />
        </Group>
        <ListView list={list} cursor={search.cursor} empty={<Nothing clear={() => navigate({ search: {} })} />}>
          {(shown, stale) => (
            <DataTable
              label={texts.table}
              rows={shown}
              columns={columns.shown}
              rowId={({ id }) => id}
              rowName={nameOf}
              sort={search.sort}
              stale={stale}
              minWidth={columns.shown.length < 3 ? 0 : 140 * columns.shown.length}
              onSort={(sort) => change({ sort }, true)}
              {...(isSuperuser && { selected: new Set(chosen.map(({ id }) => id)), onSelect: setSelected })}
            />
          )}
        </ListView>
      </Stack>
    </Page>
  );
}

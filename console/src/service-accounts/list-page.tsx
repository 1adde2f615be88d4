import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconRobot } from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty, NoneFits } from "../parts/empty.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { CreateServiceAccount } from "./create-dialog.tsx";
import { ServiceAccountName } from "./name.tsx";
import type { ServiceAccount } from "./read.ts";
import type { ServiceAccountSearch } from "./search.ts";
import { serviceAccounts } from "./texts.ts";

const FROM = "/organizations/$organizationId/service-accounts";

function useColumns(organizationId: string): readonly Column<ServiceAccount>[] {
  const texts = useTexts(serviceAccounts);
  return [
    {
      id: "username",
      title: texts.username,
      names: true,
      cell: ({ id, username, description }) => <ServiceAccountName organizationId={organizationId} id={id} name={username} detail={description} />,
    },
    {
      id: "state",
      title: texts.state,
      cell: ({ is_active }) => <Mark tone={is_active ? "good" : "bad"}>{is_active ? texts.active : texts.inactive}</Mark>,
    },
    { id: "owner", title: texts.owner, cell: ({ owner }) => (owner ? <bdi>{owner.name ?? owner.username}</bdi> : "–") },
    { id: "last_login", title: texts.lastUsed, cell: ({ last_login }) => <Moment at={last_login} /> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

interface FiltersProps {
  readonly search: ServiceAccountSearch;
  onChange(search: ServiceAccountSearch, lasting: boolean): void;
}

function Filters({ search: { q, is_active }, onChange }: FiltersProps) {
  const texts = useTexts(serviceAccounts);
  const state = is_active !== undefined && { is_active };
  return (
    <Group role="search" align="flex-end">
      <SearchBox hint={texts.searchHint} value={q} onChange={(next) => onChange({ ...state, ...(next !== undefined && { q: next.slice(0, 50) }) }, false)} />
      <FilterSelect
        label={texts.state}
        all={texts.anyState}
        choices={[
          { value: true, label: texts.active },
          { value: false, label: texts.inactive },
        ]}
        value={is_active}
        onChange={(chosen) => onChange({ ...(q !== undefined && { q }), ...(chosen !== undefined && { is_active: chosen }) }, true)}
      />
    </Group>
  );
}

/** The service accounts of an organization: search, filters and place are in the address. */
export function ServiceAccountListPage() {
  const texts = useTexts(serviceAccounts);
  const { organizationId } = useParams({ from: FROM });
  const columns = useColumns(organizationId);
  const { api } = useWorld();
  const { may } = useHeld(organizationId);
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const [isCreating, setCreating] = useState(false);
  const list = useListPage(["service-accounts", organizationId, search], async (signal) => {
    const params = { path: { organization_id: organizationId }, query: { ...search, limit: PAGE_SIZE } };
    return answerOf(await api.GET("/organizations/{organization_id}/service_accounts", { params, signal }));
  });
  const creates = may("service_account:create");
  const isFiltered = search.q !== undefined || search.is_active !== undefined;
  const nothing = isFiltered ? (
    <NoneFits icon={IconRobot} title={texts.noneFits} why={texts.noneFitsWhy} label={texts.clear} clear={() => navigate({ search: {} })} />
  ) : (
    <Empty icon={IconRobot} title={texts.none} why={creates ? texts.noneWhy : texts.noneWhyReader} />
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Text c="dimmed" flex="1 1 16rem">
          {texts.lead}
        </Text>
        {creates && (
          <Button leftSection={<IconPlus {...ICON} />} onClick={() => setCreating(true)}>
            {texts.create}
          </Button>
        )}
      </Group>
      <Filters search={search} onChange={(next, lasting) => navigate({ search: next, replace: !lasting })} />
      <ListView list={list} cursor={search.cursor} empty={nothing}>
        {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={820} />}
      </ListView>
      <CreateServiceAccount organizationId={organizationId} opened={isCreating} close={() => setCreating(false)} />
    </Stack>
  );
}

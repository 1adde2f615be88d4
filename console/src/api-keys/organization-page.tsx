import { Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty, NoneFits } from "../parts/empty.tsx";
import { useHeld } from "../parts/held.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { ServiceAccountName } from "../service-accounts/name.tsx";
import { keysOf } from "../service-accounts/read.ts";
import { useTexts } from "../texts/language.tsx";
import { useKeyColumns } from "./columns.tsx";
import { KeyFilters } from "./filters.tsx";
import { KeyMenu } from "./key-menu.tsx";
import type { KeySearch } from "./search.ts";
import { keys } from "./texts.ts";
import { type KeyWindow, KeyWindows } from "./windows.tsx";

type OrganizationKey = components["schemas"]["OrganizationApiKey"];

const FROM = "/organizations/$organizationId/api-keys";

function useColumns(organizationId: string): readonly Column<OrganizationKey>[] {
  const texts = useTexts(keys);
  const [name, ...others] = useKeyColumns<OrganizationKey>();
  const owner: Column<OrganizationKey> = {
    id: "account",
    title: texts.owner,
    names: true,
    cell: ({ service_account: { id, username, is_active } }) => (
      <ServiceAccountName organizationId={organizationId} id={id} name={username} {...(!is_active && { detail: <Mark tone="bad">{texts.off}</Mark> })} />
    ),
  };
  const answers: Column<OrganizationKey> = {
    id: "answers",
    title: texts.answers,
    cell: ({ service_account }) => (service_account.owner ? <bdi>{service_account.owner.username}</bdi> : "–"),
  };
  return [...(name ? [name] : []), owner, ...others, answers];
}

/** The keys of all service accounts of an organization; the filters are in the address. */
export function OrganizationKeysPage() {
  const texts = useTexts(keys);
  const { organizationId } = useParams({ from: FROM });
  const { api } = useWorld();
  const { may } = useHeld(organizationId);
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const columns = useColumns(organizationId);
  const [window, show] = useState<KeyWindow | null>(null);
  const [account, setAccount] = useState("");
  const queryKey = ["organization-keys", organizationId];
  const list = useListPage([...queryKey, search], async (signal) => {
    const params = { path: { organization_id: organizationId }, query: { ...search, limit: PAGE_SIZE } };
    return answerOf(await api.GET("/organizations/{organization_id}/api_keys", { params, signal }));
  });
  const { cursor: _cursor, ...filters } = search;
  const isFiltered = Object.keys(filters).length > 0;
  const sourceOf = (id: string) => keysOf(api, { organization_id: organizationId, service_account_id: id });
  const rowActions = (key: OrganizationKey) => (
    <KeyMenu
      apiKey={key}
      source={sourceOf(key.owner_id)}
      also={[queryKey]}
      show={(next) => {
        setAccount(key.owner_id);
        show(next);
      }}
    />
  );
  const nothing = isFiltered ? (
    <NoneFits icon={IconKey} title={texts.noneFits} why={texts.noneFitsWhy} label={texts.clear} clear={() => navigate({ search: {} })} />
  ) : (
    <Empty icon={IconKey} title={texts.none} why={texts.noneThere} />
  );
  return (
    <Stack>
      <Text c="dimmed">{texts.allLead}</Text>
      <KeyFilters search={search} onChange={(next: KeySearch) => navigate({ search: next })} />
      <ListView list={list} cursor={search.cursor} empty={nothing}>
        {(rows, stale) => (
          <DataTable
            label={texts.title}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            stale={stale}
            minWidth={1200}
            {...(may("service_account:update") && { rowActions })}
          />
        )}
      </ListView>
      <KeyWindows source={sourceOf(account)} also={[queryKey]} window={window} show={show} />
    </Stack>
  );
}

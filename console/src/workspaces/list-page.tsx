import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconStack2 } from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty, NoneFits } from "../parts/empty.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { CreateWorkspace } from "./create-dialog.tsx";
import type { Workspace } from "./read.ts";
import { STATUSES, type WorkspaceSearch } from "./search.ts";
import { WorkspaceStanding } from "./standing.tsx";
import { workspaces } from "./texts.ts";

const FROM = "/organizations/$organizationId/workspaces";

function useColumns(organizationId: string): readonly Column<Workspace>[] {
  const texts = useTexts(workspaces);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ id, name, display_name }) => (
        <Stack gap={0}>
          <RowLink to="/organizations/$organizationId/workspaces/$workspaceId" params={{ organizationId, workspaceId: id }}>
            <bdi>{display_name}</bdi>
          </RowLink>
          {display_name !== name && (
            <Text size="xs" c="dimmed">
              <bdi>{name}</bdi>
            </Text>
          )}
        </Stack>
      ),
    },
    { id: "status", title: texts.status, cell: (workspace) => <WorkspaceStanding workspace={workspace} /> },
    { id: "last_seen", title: texts.lastSeen, cell: ({ last_seen }) => (last_seen === null ? texts.notYet : <Moment at={last_seen} />) },
    { id: "version", title: texts.version, cell: ({ zenml_service: { status } }) => <bdi>{status?.version ?? "–"}</bdi> },
    { id: "owner", title: texts.owner, cell: ({ owner }) => owner && <bdi>{owner.name ?? owner.username}</bdi> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

function Filters({ search, onChange }: { readonly search: WorkspaceSearch; onChange(change: WorkspaceSearch, lasting: boolean): void }) {
  const texts = useTexts(workspaces);
  const { cursor: _cursor, ...others } = search;
  const without = (name: "q" | "status" | "is_managed") => {
    const { [name]: _left, ...rest } = others;
    return rest;
  };
  return (
    <Group role="search" align="flex-end">
      <SearchBox
        hint={texts.searchHint}
        value={search.q}
        onChange={(q) => onChange({ ...without("q"), ...(q !== undefined && { q: q.slice(0, 50) }) }, false)}
      />
      <FilterSelect
        label={texts.status}
        all={texts.anyStatus}
        choices={STATUSES.map((value) => ({ value, label: texts.statuses[value] }))}
        value={search.status}
        onChange={(status) => onChange({ ...without("status"), ...(status && { status }) }, true)}
      />
      <FilterSelect
        label={texts.kind}
        all={texts.anyKind}
        choices={[
          { value: true, label: texts.managed },
          { value: false, label: texts.selfHosted },
        ]}
        value={search.is_managed}
        onChange={(is_managed) => onChange({ ...without("is_managed"), ...(is_managed !== undefined && { is_managed }) }, true)}
      />
    </Group>
  );
}

/** The workspaces of an organization that one sees: search, filters and place are in the address. */
export function WorkspaceListPage() {
  const texts = useTexts(workspaces);
  const { organizationId } = useParams({ from: FROM });
  const columns = useColumns(organizationId);
  const { api } = useWorld();
  const { may } = useHeld(organizationId);
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const [isCreating, setCreating] = useState(false);
  const list = useListPage(["workspaces", organizationId, search], async (signal) => {
    const params = { path: { organization_id: organizationId }, query: { ...search, limit: PAGE_SIZE } };
    return answerOf(await api.GET("/organizations/{organization_id}/workspaces", { params, signal }));
  });
  const creates = may("workspace:create");
  const isFiltered = search.q !== undefined || search.status !== undefined || search.is_managed !== undefined;
  const create = creates && (
    <Button leftSection={<IconPlus {...ICON} />} onClick={() => setCreating(true)}>
      {texts.create}
    </Button>
  );
  const nothing = isFiltered ? (
    <NoneFits icon={IconStack2} title={texts.noneFits} why={texts.noneFitsWhy} label={texts.clear} clear={() => navigate({ search: {} })} />
  ) : (
    <Empty icon={IconStack2} title={texts.none} why={creates ? texts.noneWhy : texts.noneYours} />
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Text c="dimmed" flex="1 1 16rem">
          {texts.lead}
        </Text>
        {create}
      </Group>
      <Filters search={search} onChange={(change, lasting) => navigate({ search: change, replace: !lasting })} />
      <ListView list={list} cursor={search.cursor} empty={nothing}>
        {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={900} />}
      </ListView>
      <CreateWorkspace organizationId={organizationId} opened={isCreating} close={() => setCreating(false)} />
    </Stack>
  );
}

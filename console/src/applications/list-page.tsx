import { Group, Stack, Text } from "@mantine/core";
import { IconApps, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { ButtonLink, RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { ApplicationMarks } from "./marks.tsx";
import type { ApplicationSearch } from "./search.ts";
import { applications } from "./texts.ts";
import { type Application, TYPES } from "./types.ts";

function useColumns(): readonly Column<Application>[] {
  const texts = useTexts(applications);
  return [
    {
      id: "name",
      title: `${texts.fields.name} · ${texts.clientId}`,
      names: true,
      cell: ({ id, name, client_id }) => (
        <Stack gap={0}>
          <RowLink to="/applications/$applicationId" params={{ applicationId: id }}>
            <bdi className="wraps">{name}</bdi>
          </RowLink>
          <Text size="xs" c="dimmed" className="mono">
            {client_id}
          </Text>
        </Stack>
      ),
    },
    { id: "type", title: texts.type, cell: ({ type }) => texts.types[type].name },
    { id: "state", title: texts.state, cell: (application) => <ApplicationMarks application={application} /> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "updated", title: texts.updated, cell: ({ updated }) => <Moment at={updated} /> },
  ];
}

function NewButton() {
  const texts = useTexts(applications);
  return (
    <ButtonLink to="/applications/new" leftSection={<IconPlus {...ICON} />}>
      {texts.fresh}
    </ButtonLink>
  );
}

function Filters({ search, onChange }: { readonly search: ApplicationSearch; onChange(change: Record<string, unknown>, lasting: boolean): void }) {
  const texts = useTexts(applications);
  return (
    <Group align="flex-end" role="search">
      <SearchBox hint={texts.searchHint} value={search.q} onChange={(q) => onChange({ q }, false)} />
      <FilterSelect
        label={texts.type}
        all={texts.everyType}
        choices={TYPES.map((type) => ({ value: type, label: texts.types[type].name }))}
        value={search.type}
        onChange={(type) => onChange({ type }, true)}
      />
      <FilterSelect
        label={texts.state}
        all={texts.everyState}
        choices={[
          { value: true, label: texts.on },
          { value: false, label: texts.off },
        ]}
        value={search.is_active}
        onChange={(is_active) => onChange({ is_active }, true)}
      />
    </Group>
  );
}

/** The OAuth clients of the installation. */
export function ApplicationListPage() {
  const texts = useTexts(applications);
  const columns = useColumns();
  const { api } = useWorld();
  const search = useSearch({ from: "/installation/applications" });
  const navigate = useNavigate({ from: "/applications" });
  const list = useListPage(["applications", search], async (signal) =>
    answerOf(await api.GET("/applications", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  const change = (others: Record<string, unknown>, lasting: boolean) =>
    navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, ...others }), replace: !lasting });
  return (
    <Page title={texts.title} lead={texts.lead} actions={<NewButton />}>
      <Stack>
        <Filters search={search} onChange={change} />
        <ListView list={list} cursor={search.cursor} empty={<Empty icon={IconApps} title={texts.none} why={texts.noneWhy} actions={<NewButton />} />}>
          {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={960} />}
        </ListView>
      </Stack>
    </Page>
  );
}

import { Group } from "@mantine/core";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { ButtonLink, RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { connections } from "./texts.ts";
import type { Connection } from "./types.ts";

/** Whether people sign in by it, and whether they see it. */
export function ConnectionMarks({ connection: { is_enabled, is_hidden } }: { readonly connection: Connection }) {
  const texts = useTexts(connections);
  return (
    <Group gap={4} wrap="nowrap">
      <Mark tone={is_enabled ? "good" : "bad"}>{is_enabled ? texts.on : texts.off}</Mark>
      {is_hidden && <Mark tone="quiet">{texts.hidden}</Mark>}
    </Group>
  );
}

function useColumns(): readonly Column<Connection>[] {
  const texts = useTexts(connections);
  return [
    {
      id: "name",
      title: texts.fields.display_name,
      names: true,
      cell: ({ id, display_name }) => (
        <RowLink to="/connections/$connectionId" params={{ connectionId: id }}>
          <bdi>{display_name}</bdi>
        </RowLink>
      ),
    },
    { id: "short", title: texts.fields.name, cell: ({ name }) => <span className="mono">{name}</span> },
    { id: "state", title: texts.state, cell: (connection) => <ConnectionMarks connection={connection} /> },
    { id: "kind", title: texts.kind, cell: ({ kind }) => texts.choices[kind].name },
    { id: "issuer", title: texts.fields.issuer, cell: ({ issuer, authorization_endpoint }) => issuer ?? authorization_endpoint },
    { id: "domains", title: texts.fields.domains, cell: ({ domains }) => domains.join(", ") },
    { id: "updated", title: texts.updated, cell: ({ updated }) => <Moment at={updated} /> },
  ];
}

function NewButton() {
  const texts = useTexts(connections);
  return (
    <ButtonLink to="/connections/new" leftSection={<IconPlus {...ICON} />}>
      {texts.fresh}
    </ButtonLink>
  );
}

/** The identity providers of the installation. */
export function ConnectionListPage() {
  const texts = useTexts(connections);
  const columns = useColumns();
  const { api } = useWorld();
  const search = useSearch({ from: "/installation/connections" });
  const list = useListPage(["connections", search], async (signal) =>
    answerOf(await api.GET("/connections", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  return (
    <Page title={texts.title} lead={texts.lead} actions={<NewButton />}>
      <ListView list={list} cursor={search.cursor} empty={<Empty icon={IconPlugConnected} title={texts.none} why={texts.noneWhy} actions={<NewButton />} />}>
        {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={960} />}
      </ListView>
    </Page>
  );
}

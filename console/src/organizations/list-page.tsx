import { IconBuilding } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import type { Organization } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { organizations } from "./texts.ts";

function useColumns(): readonly Column<Organization>[] {
  const texts = useTexts(organizations);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ id, name }) => (
        <PageLink to="/organizations/$organizationId" params={{ organizationId: id }} inherit c="inherit" fw={550}>
          <bdi>{name}</bdi>
        </PageLink>
      ),
    },
    { id: "owner", title: texts.owner, cell: ({ owner }) => owner && <bdi>{owner.name ?? owner.username}</bdi> },
    { id: "domains", title: texts.domains, cell: ({ trusted_domains }) => trusted_domains.join(", ") },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

/** The organizations that one may see. */
export function OrganizationListPage() {
  const texts = useTexts(organizations);
  const columns = useColumns();
  const { api } = useWorld();
  const search = useSearch({ from: "/organizations" });
  const navigate = useNavigate({ from: "/organizations" });
  const list = useListPage(["organizations", search], async (signal) =>
    answerOf(await api.GET("/organizations", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  return (
    <Page title={texts.title}>
      <search>
        <SearchBox value={search.q} onChange={(q) => navigate({ search: q === undefined ? {} : { q }, replace: true })} />
      </search>
      <ListView list={list} cursor={search.cursor} empty={<Empty icon={IconBuilding} title={texts.none} why={texts.noneWhy} />}>
        {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} />}
      </ListView>
    </Page>
  );
}

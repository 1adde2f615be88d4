import { Button, Group, Stack } from "@mantine/core";
import { IconArrowBackUp, IconBuilding, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Organization } from "../api/types.ts";
import { RowLink } from "../app/links.tsx";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty, NoneFits } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { MakeOrganization } from "./make-dialog.tsx";
import { restoreOrganization } from "./read.ts";
import { organizations } from "./texts.ts";
import { WhichSelect } from "./which-select.tsx";

function useColumns(isDeleted: boolean): readonly Column<Organization>[] {
  const texts = useTexts(organizations);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ id, name }) =>
        isDeleted ? (
          <bdi>{name}</bdi>
        ) : (
          <RowLink to="/organizations/$organizationId" params={{ organizationId: id }}>
            <bdi>{name}</bdi>
          </RowLink>
        ),
    },
    { id: "owner", title: texts.owner, cell: ({ owner }) => owner && <bdi>{owner.name ?? owner.username}</bdi> },
    { id: "domains", title: texts.domains, cell: ({ trusted_domains }) => trusted_domains.join(", ") },
    { id: "mfa", title: texts.secondFactor, cell: ({ require_mfa }) => require_mfa && <Mark tone="good">{texts.required}</Mark> },
    isDeleted
      ? { id: "deleted", title: texts.deletedAt, cell: ({ deleted }) => <Moment at={deleted} /> }
      : { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

function Restore({ organization: { id, name } }: { readonly organization: Organization }) {
  const texts = useTexts(organizations);
  const { api } = useWorld();
  const restoring = useAct({ run: () => restoreOrganization(api, id), renews: [["organizations"]], done: () => texts.restored(name), tellsFailure: true });
  return (
    <RowButton icon={IconArrowBackUp} label={`${texts.restore}: ${name}`} loading={restoring.isPending} run={() => restoring.mutate()}>
      {texts.restore}
    </RowButton>
  );
}

/** The organizations that one may see; for superusers also those that were deleted. */
export function OrganizationListPage() {
  const texts = useTexts(organizations);
  const { api } = useWorld();
  const me = useMe();
  const search = useSearch({ from: "/organizations" });
  const navigate = useNavigate({ from: "/organizations" });
  const [makes, setMakes] = useState(false);
  const isDeleted = search.is_deleted === true;
  const columns = useColumns(isDeleted);
  const list = useListPage(["organizations", search], async (signal) =>
    answerOf(await api.GET("/organizations", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  const make = (
    <Button leftSection={<IconPlus {...ICON} />} onClick={() => setMakes(true)}>
      {texts.make}
    </Button>
  );
  const which = isDeleted ? { is_deleted: true as const } : {};
  const isSearched = search.q !== undefined || isDeleted;
  const empty = isSearched ? (
    <NoneFits icon={IconBuilding} title={isDeleted ? texts.noneDeleted : texts.none} label={texts.clear} clear={() => navigate({ search: {} })} />
  ) : (
    <Empty icon={IconBuilding} title={texts.nothing} why={texts.nothingWhy} actions={make} />
  );
  return (
    <Page title={texts.title} actions={make}>
      <Stack>
        <Group align="flex-end" role="search">
          <SearchBox
            hint={texts.searchHint}
            value={search.q}
            onChange={(q) => navigate({ search: { ...which, ...(q !== undefined && { q }) }, replace: true })}
          />
          {me?.is_superuser && (
            <WhichSelect
              isDeleted={isDeleted}
              onChange={(deleted) => navigate({ search: { ...(search.q !== undefined && { q: search.q }), ...(deleted && { is_deleted: true as const }) } })}
            />
          )}
        </Group>
        <ListView list={list} cursor={search.cursor} empty={empty}>
          {(rows, stale) => (
            <DataTable
              label={texts.title}
              rows={rows}
              columns={columns}
              rowId={({ id }) => id}
              stale={stale}
              {...(isDeleted && { rowActions: (organization: Organization) => <Restore organization={organization} /> })}
            />
          )}
        </ListView>
      </Stack>
      {makes && <MakeOrganization close={() => setMakes(false)} />}
    </Page>
  );
}

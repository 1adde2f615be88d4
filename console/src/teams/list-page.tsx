import { Button, Group, Stack } from "@mantine/core";
import { IconEdit, IconPlus, IconTrash, IconUsersGroup } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Team } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useOrganization } from "../organizations/read.ts";
import { useRights } from "../organizations/rights.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty, NoneFits } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { RowMenu } from "../parts/row-menu.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { DeleteTeam } from "./delete-dialog.tsx";
import { EditTeam, MakeTeam } from "./form.tsx";
import { TeamName } from "./name.tsx";
import { teams as catalogue } from "./texts.ts";

interface TeamProps {
  readonly organizationId: string;
  readonly team: Team;
}

function TeamActions({ organizationId, team }: TeamProps) {
  const texts = useTexts(catalogue);
  const { actions } = useTexts(common);
  const { may } = useRights();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const close = () => setAsked(null);
  const offered = [
    may("team:update") && { label: texts.edit, icon: IconEdit, run: () => setAsked("edit") },
    may("team:delete") && { label: texts.delete, icon: IconTrash, danger: true, run: () => setAsked("delete") },
  ];
  return (
    <>
      <RowMenu label={`${actions}: ${team.name}`} items={offered.filter((action) => action !== false)} />
      {asked === "edit" && <EditTeam organizationId={organizationId} teamId={team.id} close={close} />}
      {asked === "delete" && <DeleteTeam organizationId={organizationId} team={team} close={close} />}
    </>
  );
}

function useColumns(organizationId: string): readonly Column<Team>[] {
  const texts = useTexts(catalogue);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ id, name }) => <TeamName organizationId={organizationId} id={id} name={name} />,
    },
    { id: "members", title: texts.members, align: "right", cell: ({ member_count }) => member_count },
    { id: "description", title: texts.description, cell: ({ description }) => <bdi>{description}</bdi> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

/** The teams of an organization; without the right to read teams, those that one is in. */
export function TeamListPage() {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { organizationId } = useOrganization();
  const { may, known } = useRights();
  const columns = useColumns(organizationId);
  const search = useSearch({ from: "/organizations/$organizationId/teams" });
  const navigate = useNavigate({ from: "/organizations/$organizationId/teams" });
  const [makes, setMakes] = useState(false);
  const list = useListPage(["teams", organizationId, search], async (signal) => {
    const params = { path: { organization_id: organizationId }, query: { ...search, limit: PAGE_SIZE } };
    return answerOf(await api.GET("/organizations/{organization_id}/teams", { params, signal }));
  });
  const mayMake = may("team:create");
  const make = (
    <Button leftSection={<IconPlus {...ICON} />} onClick={() => setMakes(true)}>
      {texts.make}
    </Button>
  );
  const empty =
    search.name === undefined ? (
      <Empty
        icon={IconUsersGroup}
        title={known && !may("team:read") ? texts.inNone : texts.none}
        why={mayMake ? texts.noneWhy : undefined}
        actions={mayMake && make}
      />
    ) : (
      <NoneFits icon={IconUsersGroup} title={texts.noneFits} label={texts.clear} clear={() => navigate({ search: {} })} />
    );
  return (
    <Stack>
      <Group align="flex-end" role="search">
        <SearchBox value={search.name} onChange={(name) => navigate({ search: name === undefined ? {} : { name }, replace: true })} />
        {mayMake && make}
      </Group>
      <ListView list={list} cursor={search.cursor} empty={empty}>
        {(rows, stale) => (
          <DataTable
            label={texts.title}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            stale={stale}
            rowActions={(team) => <TeamActions organizationId={organizationId} team={team} />}
          />
        )}
      </ListView>
      {makes && <MakeTeam organizationId={organizationId} close={() => setMakes(false)} />}
    </Stack>
  );
}

import { Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconShield } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import type { Role } from "../api/types.ts";
import { ButtonLink, RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { RoleDescription } from "../described/described.tsx";
import { useOrganization } from "../organizations/read.ts";
import { useRights } from "../organizations/rights.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { NoneFits } from "../parts/empty.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/language.tsx";
import { LEVELS } from "./read.ts";
import type { RoleSearch } from "./search.ts";
import { roles as catalogue } from "./texts.ts";

function useColumns(organizationId: string): readonly Column<Role>[] {
  const texts = useTexts(catalogue);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: (role) => (
        <RowLink to="/organizations/$organizationId/roles/$roleId" params={{ organizationId, roleId: role.id }}>
          <bdi>{role.name}</bdi>
        </RowLink>
      ),
    },
    { id: "level", title: texts.level, cell: ({ level }) => texts.levels[level] },
    {
      id: "kind",
      title: texts.kind,
      cell: ({ system_managed }) => <Mark tone={system_managed ? "quiet" : "plain"}>{system_managed ? texts.predefined : texts.custom}</Mark>,
    },
    { id: "allows", title: texts.allows, cell: ({ permissions }) => texts.permissionCount(permissions.length) },
    {
      id: "description",
      title: texts.description,
      cell: (role) => (
        <Text size="sm" c="dimmed" truncate>
          <RoleDescription role={role} />
        </Text>
      ),
    },
  ];
}

/** The roles of an organization: those that every one has, and its own. */
export function RoleListPage() {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { organizationId } = useOrganization();
  const { may } = useRights();
  const columns = useColumns(organizationId);
  const search = useSearch({ from: "/organizations/$organizationId/roles" });
  const navigate = useNavigate({ from: "/organizations/$organizationId/roles" });
  const list = useListPage(["roles", organizationId, search], async (signal) => {
    const params = { path: { organization_id: organizationId }, query: { ...search, limit: PAGE_SIZE } };
    return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal }));
  });
  const change = (others: { readonly [K in keyof RoleSearch]: RoleSearch[K] | undefined }) =>
    navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, ...others }) as RoleSearch });
  return (
    <Stack>
      <Group align="flex-end" justify="space-between">
        <Group align="flex-end" role="search">
          <FilterSelect
            label={texts.levelFilter}
            all={texts.anyLevel}
            choices={LEVELS.map((value) => ({ value, label: texts.levels[value] }))}
            value={search.level}
            onChange={(level) => change({ level })}
          />
          <FilterSelect
            label={texts.kindFilter}
            all={texts.anyKind}
            choices={[
              { value: true, label: texts.predefined },
              { value: false, label: texts.custom },
            ]}
            value={search.system_managed}
            onChange={(system_managed) => change({ system_managed })}
          />
        </Group>
        {may("role:create") && (
          <ButtonLink to="/organizations/$organizationId/roles/new" params={{ organizationId }} leftSection={<IconPlus {...ICON} />}>
            {texts.make}
          </ButtonLink>
        )}
      </Group>
      <ListView
        list={list}
        cursor={search.cursor}
        empty={<NoneFits icon={IconShield} title={texts.none} why={texts.noneWhy} label={texts.clear} clear={() => navigate({ search: {} })} />}
      >
        {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={860} />}
      </ListView>
    </Stack>
  );
}

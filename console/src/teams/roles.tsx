import { Button, Text } from "@mantine/core";
import { IconShield } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Role, Team } from "../api/types.ts";
import { RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { RoleDescription } from "../described/described.tsx";
import { useRights } from "../organizations/rights.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Mark } from "../parts/mark.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { HolderRoles } from "../roles/holder-dialog.tsx";
import { roles as roleCatalogue } from "../roles/texts.ts";
import { useTexts } from "../texts/language.tsx";
import { teams as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly team: Team;
}

function useColumns(organizationId: string): readonly Column<Role>[] {
  const { name, level, levels, description } = useTexts(roleCatalogue);
  return [
    {
      id: "name",
      title: name,
      names: true,
      cell: (role) => (
        <RowLink to="/organizations/$organizationId/roles/$roleId" params={{ organizationId, roleId: role.id }}>
          <bdi>{role.name}</bdi>
        </RowLink>
      ),
    },
    { id: "level", title: level, cell: (role) => <Mark tone="quiet">{levels[role.level]}</Mark> },
    {
      id: "description",
      title: description,
      cell: (role) => (
        <Text size="sm" c="dimmed" truncate>
          <RoleDescription role={role} />
        </Text>
      ),
    },
  ];
}

/** What a team may do: the roles that it holds, at every level. */
export function TeamRoles({ organizationId, team }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { may } = useRights();
  const columns = useColumns(organizationId);
  const [changes, setChanges] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["held", organizationId, team.id],
    async queryFn({ signal }) {
      const params = { path: { organization_id: organizationId }, query: { team_id: team.id, limit: 1000 } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
  });
  const change = (
    <Button variant="default" leftSection={<IconShield {...ICON} />} onClick={() => setChanges(true)}>
      {texts.changeRoles}
    </Button>
  );
  return (
    <Section title={texts.roles} lead={texts.rolesLead} flush {...(may("role:assign") && data && { actions: change })}>
      {error && <Failure error={error} retry={refetch} />}
      {!data && !error && <Loading lines={1} />}
      {data?.length === 0 && <Empty icon={IconShield} title={texts.noRoles} why={texts.noRolesWhy} />}
      {data && data.length > 0 && <DataTable label={`${texts.roles}: ${team.name}`} rows={data} columns={columns} rowId={({ id }) => id} minWidth={480} />}
      {changes && data && (
        <HolderRoles
          organizationId={organizationId}
          holder={{ kind: "team", id: team.id, name: team.name }}
          held={data.filter(({ level }) => level === "organization")}
          close={() => setChanges(false)}
        />
      )}
    </Section>
  );
}

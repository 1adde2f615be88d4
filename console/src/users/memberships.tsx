import { Group, Stack, Text, Title } from "@mantine/core";
import { IconBuilding } from "@tabler/icons-react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { useListPage } from "../parts/list.ts";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { Paging } from "../parts/paging.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { accessTexts } from "./access-texts.ts";

type Membership = components["schemas"]["Membership"];
type Held = Membership["roles"][number];

const SHOWN = 20;

function useColumns(): readonly Column<Held>[] {
  const texts = useTexts(accessTexts);
  return [
    { id: "role", title: texts.role, names: true, cell: ({ role }) => <bdi>{role.name}</bdi> },
    {
      id: "where",
      title: texts.where,
      cell: ({ workspace, project }) => (workspace === null ? texts.whole : <bdi>{[workspace.name, project?.name].filter(Boolean).join(" / ")}</bdi>),
    },
    { id: "through", title: texts.through, cell: ({ team }) => (team === null ? texts.directly : <bdi>{team.name}</bdi>) },
    { id: "created", title: texts.given, cell: ({ created }) => <Moment at={created} /> },
  ];
}

function One({ membership: { organization, is_owner, teams, roles, roles_left_out } }: { readonly membership: Membership }) {
  const texts = useTexts(accessTexts);
  const columns = useColumns();
  return (
    <Stack gap="xs" py="md">
      <Group gap="xs" px="lg">
        <Title order={3} size="sm">
          <RowLink to="/organizations/$organizationId" params={{ organizationId: organization.id }}>
            <bdi>{organization.name}</bdi>
          </RowLink>
        </Title>
        {is_owner && <Mark tone="warn">{texts.owner}</Mark>}
        {teams.map(({ id, name }) => (
          <Mark key={id}>
            <bdi>{name}</bdi>
          </Mark>
        ))}
      </Group>
      {roles.length > 0 ? (
        <DataTable label={organization.name} rows={roles} columns={columns} rowId={({ id }) => id} minWidth={560} />
      ) : (
        <Text size="sm" c="dimmed" px="lg">
          {texts.noRoles}
        </Text>
      )}
      {roles_left_out && (
        <Text size="sm" c="dimmed" px="lg">
          {texts.leftOut}
        </Text>
      )}
    </Stack>
  );
}

/** What an account holds, an organization at a time. */
export function Memberships({ userId, cursor }: { readonly userId: string; readonly cursor: string | undefined }) {
  const texts = useTexts(accessTexts);
  const { api } = useWorld();
  const query = { limit: SHOWN, ...(cursor !== undefined && { cursor }) };
  const list = useListPage(["memberships", userId, cursor], async (signal) =>
    answerOf(await api.GET("/users/{user_id}/memberships", { params: { path: { user_id: userId }, query }, signal })),
  );
  return (
    <Section title={texts.memberships} lead={texts.membershipsLead} flush>
      {list.isPending && (
        <div className="padded">
          <Loading lines={3} />
        </div>
      )}
      {list.error && (
        <div className="padded">
          <Failure error={list.error} retry={list.refetch} />
        </div>
      )}
      {list.data?.rows.length === 0 && <Empty icon={IconBuilding} title={texts.none} why={texts.noneWhy} />}
      {list.data?.rows.map((membership) => (
        <One key={membership.organization.id} membership={membership} />
      ))}
      {(cursor !== undefined || list.data?.next) && (
        <div className="padded">
          <Paging cursor={cursor} next={list.data?.next} stale={list.isPlaceholderData} />
        </div>
      )}
    </Section>
  );
}

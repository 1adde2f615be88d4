import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { IconMailOpened, IconMailPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import type { Invitation } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useOrganization } from "../organizations/read.ts";
import { useRights } from "../organizations/rights.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Thing } from "../parts/thing.tsx";
import { RoleMarks } from "../roles/marks.tsx";
import { useTexts } from "../texts/language.tsx";
import { InvitationActions } from "./actions.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { invitations as catalogue } from "./texts.ts";

const TONES = { pending: "warn", accepted: "good", declined: "bad", withdrawn: "quiet", expired: "bad" } as const;

function useColumns(): readonly Column<Invitation>[] {
  const texts = useTexts(catalogue);
  return [
    { id: "email", title: texts.address, names: true, cell: ({ email }) => <Thing icon={IconMailOpened} name={email} /> },
    { id: "status", title: texts.status, cell: ({ status }) => <Mark tone={TONES[status]}>{texts.statuses[status]}</Mark> },
    { id: "roles", title: texts.roles, cell: ({ roles }) => <RoleMarks roles={roles} /> },
    { id: "teams", title: texts.teams, cell: ({ team_ids }) => (team_ids.length > 0 ? texts.teamCount(team_ids.length) : "–") },
    { id: "by", title: texts.invitedBy, cell: ({ invited_by }) => invited_by && <bdi>{invited_by.name ?? invited_by.username}</bdi> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "expires", title: texts.expires, cell: ({ status, expires }) => (status === "pending" || status === "expired" ? <Moment at={expires} /> : "–") },
  ];
}

/** Who was invited into an organization, and how it went. */
export function InvitationListPage() {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { organizationId } = useOrganization();
  const { may } = useRights();
  const columns = useColumns();
  const search = useSearch({ from: "/organizations/$organizationId/invitations" });
  const navigate = useNavigate({ from: "/organizations/$organizationId/invitations" });
  const { only_pending = true, cursor } = search;
  const list = useListPage(["invitations", organizationId, { only_pending, cursor }], async (signal) => {
    const query = { only_pending, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
    return answerOf(await api.GET("/organizations/{organization_id}/invitations", { params: { path: { organization_id: organizationId }, query }, signal }));
  });
  const mayInvite = may("invitation:create");
  const showInvite = (shown: boolean) =>
    navigate({ search: ({ invite: _left, ...before }) => ({ ...before, ...(shown && { invite: true as const }) }), replace: true });
  const invite = (
    <Button leftSection={<IconMailPlus {...ICON} />} onClick={() => showInvite(true)}>
      {texts.invite}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <NativeSelect
          label={texts.status}
          value={String(only_pending)}
          data={[
            { value: "true", label: texts.openOnly },
            { value: "false", label: texts.everything },
          ]}
          onChange={(event) => navigate({ search: event.currentTarget.value === "false" ? { only_pending: false } : {} })}
        />
        {mayInvite && invite}
      </Group>
      <ListView
        list={list}
        cursor={cursor}
        empty={<Empty icon={IconMailOpened} title={texts.none} why={mayInvite ? texts.noneWhy : undefined} actions={mayInvite && invite} />}
      >
        {(rows, stale) => (
          <DataTable
            label={texts.title}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            rowName={({ email }) => email}
            stale={stale}
            minWidth={980}
            rowActions={(invitation) => <InvitationActions organizationId={organizationId} invitation={invitation} />}
          />
        )}
      </ListView>
      {mayInvite && search.invite && <InviteDialog organizationId={organizationId} close={() => showInvite(false)} />}
    </Stack>
  );
}

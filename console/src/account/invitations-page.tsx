import { Button, Group } from "@mantine/core";
import { IconMailOpened } from "@tabler/icons-react";
import { answerOf } from "../api/client.ts";
import type { ReceivedInvitation } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import { INVITATIONS, useInvitations } from "./invitations.ts";
import { ListSection } from "./part.tsx";
import { account } from "./texts.ts";

function useColumns(): readonly Column<ReceivedInvitation>[] {
  const { invitationColumns: columns } = useTexts(account);
  return [
    { id: "organization", title: columns.organization, names: true, cell: ({ organization }) => <bdi>{organization.name}</bdi> },
    { id: "roles", title: columns.roles, cell: ({ roles }) => <bdi>{roles.map(({ name }) => name).join(", ")}</bdi> },
    { id: "invited_by", title: columns.invited_by, cell: ({ invited_by }) => <bdi>{invited_by?.name ?? invited_by?.username ?? "–"}</bdi> },
    { id: "expires", title: columns.expires, cell: ({ expires }) => <Moment at={expires} /> },
  ];
}

/** The invitations that one got. */
export function InvitationsPage() {
  const texts = useTexts(account);
  const columns = useColumns();
  const { api } = useWorld();
  const list = useInvitations();
  const path = ({ id }: ReceivedInvitation) => ({ params: { path: { invitation_id: id } } });
  const accepting = useAct({
    run: async (invitation: ReceivedInvitation) => answerOf(await api.POST("/invitations/{invitation_id}/accept", path(invitation))),
    renews: [INVITATIONS, ["organizations"]],
    done: ({ organization }) => texts.accepted(organization.name),
    tellsFailure: true,
  });
  const declining = useAct({
    run: async (invitation: ReceivedInvitation) => answerOf(await api.POST("/invitations/{invitation_id}/decline", path(invitation))),
    renews: [INVITATIONS],
    done: ({ organization }) => texts.declined(organization.name),
    tellsFailure: true,
  });
  return (
    <ListSection
      title={texts.invitations}
      lead={texts.invitationsLead}
      list={list}
      empty={<Empty icon={IconMailOpened} title={texts.noInvitations} why={texts.noInvitationsWhy} />}
    >
      {(rows) => (
        <DataTable
          label={texts.invitations}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          minWidth={720}
          rowActions={(invitation) => (
            <Group gap="xs" wrap="nowrap" justify="flex-end">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={texts.declineOf(invitation.organization.name)}
                loading={declining.isPending && declining.variables.id === invitation.id}
                onClick={() => declining.mutate(invitation)}
              >
                {texts.decline}
              </Button>
              <Button
                size="compact-sm"
                aria-label={texts.acceptOf(invitation.organization.name)}
                loading={accepting.isPending && accepting.variables.id === invitation.id}
                onClick={() => accepting.mutate(invitation)}
              >
                {texts.accept}
              </Button>
            </Group>
          )}
        />
      )}
    </ListSection>
  );
}

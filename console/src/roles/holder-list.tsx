import { Button } from "@mantine/core";
import { IconMailOpened, IconUserMinus, IconUserPlus, IconUsersGroup } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Role, RoleAssignment } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { ASSIGNS } from "../grants/place.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { useHeld, type Where } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { LinkedPerson } from "../parts/person.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { Section } from "../parts/section.tsx";
import { Thing } from "../parts/thing.tsx";
import { TeamName } from "../teams/name.tsx";
import { useTexts } from "../texts/language.tsx";
import { GiveRole } from "./give-dialog.tsx";
import { giveRole, type HeldPlace, type Holder, holdingOf, takeRole } from "./holders.ts";
import { roles as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly role: Role;
}

/** Whom an assignment names. */
function holderOf({ user_id, user, team_id, team, invitation_id, invitation }: RoleAssignment, unknown: string): Holder {
  if (team_id !== null) return { kind: "team", id: team_id, name: team?.name ?? unknown };
  if (invitation_id !== null) return { kind: "invitation", id: invitation_id, name: invitation?.email ?? unknown };
  return { kind: user?.is_service_account ? "service_account" : "user", id: user_id ?? "", name: user?.name ?? user?.username ?? unknown };
}

const placeOf = ({ workspace_id, project_id }: RoleAssignment): HeldPlace => ({
  ...(workspace_id !== null && project_id === null && { workspace_id }),
  ...(project_id !== null && { project_id }),
});

function HolderName({ organizationId, assignment }: { readonly organizationId: string; readonly assignment: RoleAssignment }) {
  const texts = useTexts(catalogue);
  const { kind, id, name } = holderOf(assignment, texts.unknown);
  if (kind === "team") return <TeamName organizationId={organizationId} id={id} name={name} detail={texts.team} />;
  if (kind === "invitation") return <Thing icon={IconMailOpened} name={name} detail={texts.invitation} />;
  return <LinkedPerson id={id} name={name} machine={kind === "service_account"} detail={assignment.user?.email ?? assignment.user?.username} />;
}

function useColumns(organizationId: string, { level }: Role): readonly Column<RoleAssignment>[] {
  const texts = useTexts(catalogue);
  const where = ({ workspace, project }: RoleAssignment) => [workspace?.name, project?.name].filter((name) => name !== undefined).join(" / ");
  return [
    { id: "holder", title: texts.holder, names: true, cell: (assignment) => <HolderName organizationId={organizationId} assignment={assignment} /> },
    ...(level === "organization" ? [] : [{ id: "place", title: texts.place, cell: (assignment: RoleAssignment) => <bdi>{where(assignment)}</bdi> }]),
    { id: "since", title: texts.since, cell: ({ created }) => <Moment at={created} /> },
  ];
}

/** Who holds a role, and where. */
export function Holders({ organizationId, role }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const held = useHeld(organizationId);
  const columns = useColumns(organizationId, role);
  const { cursor } = useSearch({ from: "/organizations/$organizationId/roles/$roleId" });
  const [gives, setGives] = useState(false);
  const list = useListPage<RoleAssignment>(
    ["holders", role.id, cursor],
    async (signal) => {
      const params = { path: { role_id: role.id }, query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } };
      return answerOf(await api.GET("/roles/{role_id}/assignments", { params, signal }));
    },
    role.level !== "team",
  );
  const taking = useAct<RoleAssignment>({
    run: (assignment) => takeRole(api, role.id, holderOf(assignment, ""), placeOf(assignment)),
    renews: [["holders", role.id], ...holdingOf(organizationId)],
    done: (assignment) => texts.taken(role.name, holderOf(assignment, texts.unknown).name),
    undo: (assignment) => giveRole(api, role.id, holderOf(assignment, ""), placeOf(assignment)),
    tellsFailure: true,
  });
  if (role.level === "team")
    return (
      <Section title={texts.holders}>
        <Empty icon={IconUsersGroup} title={texts.teamHolders} />
      </Section>
    );
  const assigns = ASSIGNS[role.level];
  const mayAssignAt = (where: Where) => {
    const { may, mayGrant } = held.at(where);
    return may(assigns) && mayGrant(role);
  };
  const mayTake = ({ workspace_id, project_id }: RoleAssignment) =>
    mayAssignAt({ ...(workspace_id !== null && { workspaceId: workspace_id }), ...(project_id !== null && { projectId: project_id }) });
  const mayGive = mayAssignAt({});
  const give = (
    <Button variant="default" leftSection={<IconUserPlus {...ICON} />} onClick={() => setGives(true)}>
      {texts.give}
    </Button>
  );
  return (
    <Section title={texts.holders} lead={texts.holdersLead} flush {...(mayGive && { actions: give })}>
      <ListView list={list} cursor={cursor} bare empty={<Empty icon={IconUserPlus} title={texts.noHolders} why={mayGive ? texts.noHoldersWhy : undefined} />}>
        {(rows, stale) => (
          <DataTable
            label={`${texts.holders}: ${role.name}`}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            stale={stale}
            minWidth={560}
            {...(rows.some(mayTake) && {
              rowActions: (assignment: RoleAssignment) =>
                mayTake(assignment) && (
                  <RowButton
                    icon={IconUserMinus}
                    label={texts.take(holderOf(assignment, texts.unknown).name)}
                    disabled={taking.isPending}
                    run={() => taking.mutate(assignment)}
                  >
                    {texts.takeButton}
                  </RowButton>
                ),
            })}
          />
        )}
      </ListView>
      {gives && <GiveRole organizationId={organizationId} role={role} close={() => setGives(false)} />}
    </Section>
  );
}

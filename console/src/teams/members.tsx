import { Button } from "@mantine/core";
import { IconUserMinus, IconUserPlus, IconUsersGroup } from "@tabler/icons-react";
import type { QueryKey } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Team, User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useRights } from "../organizations/rights.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { LinkedPerson } from "../parts/person.tsx";
import { RowButton } from "../parts/row-button.tsx";
import type { Choice } from "../parts/search-select.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { addToTeam, removeFromTeam, teamsOf } from "./read.ts";
import { teams as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly team: Team;
}

/** What is read anew once somebody came or went. */
const changedBy = (organizationId: string, { id }: Team): readonly QueryKey[] => [["team-members", id], ["team", id], ...teamsOf(organizationId)];

function AddMember({ organizationId, team, close }: Props & { close(): void }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const [account, setAccount] = useState<Choice | undefined>(undefined);
  const adding = useAct<Choice>({
    run: ({ value }) => addToTeam(api, team.id, { kind: "account", id: value }),
    renews: changedBy(organizationId, team),
    done: ({ label }) => texts.added(label, team.name),
    undo: ({ value }) => removeFromTeam(api, team.id, { kind: "account", id: value }),
    after: close,
  });
  return (
    <Dialog title={texts.addMember} opened close={close}>
      <Form
        submit={texts.add}
        pending={adding.isPending}
        error={adding.error}
        disabled={account === undefined}
        onSubmit={() => account && adding.mutate(account)}
        cancel={close}
      >
        <AccountSelect
          label={texts.member}
          description={texts.memberHint}
          required
          organizationId={organizationId}
          value={account?.value ?? null}
          onChange={(_id, choice) => setAccount(choice)}
        />
      </Form>
    </Dialog>
  );
}

function useColumns(): readonly Column<User>[] {
  const texts = useTexts(catalogue);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ id, name, username, is_service_account }) => <LinkedPerson id={id} name={name ?? username} machine={is_service_account} />,
    },
    { id: "email", title: texts.email, cell: ({ email, username }) => <bdi>{email ?? username}</bdi> },
  ];
}

/** Who is in a team. */
export function TeamMembers({ organizationId, team }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { may } = useRights();
  const columns = useColumns();
  const { cursor } = useSearch({ from: "/organizations/$organizationId/teams/$teamId" });
  const [adds, setAdds] = useState(false);
  const list = useListPage<User>(["team-members", team.id, cursor], async (signal) => {
    const params = { path: { team_id: team.id }, query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } };
    return answerOf(await api.GET("/teams/{team_id}/members", { params, signal }));
  });
  const removing = useAct<User>({
    run: ({ id }) => removeFromTeam(api, team.id, { kind: "account", id }),
    renews: changedBy(organizationId, team),
    done: ({ name, username }) => texts.removed(name ?? username, team.name),
    undo: ({ id }) => addToTeam(api, team.id, { kind: "account", id }),
    tellsFailure: true,
  });
  const mayChange = may("team:update");
  const add = (
    <Button leftSection={<IconUserPlus {...ICON} />} onClick={() => setAdds(true)}>
      {texts.addMember}
    </Button>
  );
  return (
    <Section title={texts.members} flush {...(mayChange && { actions: add })}>
      <ListView list={list} cursor={cursor} bare empty={<Empty icon={IconUsersGroup} title={texts.nobody} why={mayChange ? texts.nobodyWhy : undefined} />}>
        {(rows, stale) => (
          <DataTable
            label={`${texts.members}: ${team.name}`}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            stale={stale}
            minWidth={480}
            {...(mayChange && {
              rowActions: (user: User) => (
                <RowButton
                  icon={IconUserMinus}
                  label={texts.removeOne(user.name ?? user.username)}
                  disabled={removing.isPending}
                  run={() => removing.mutate(user)}
                >
                  {texts.remove}
                </RowButton>
              ),
            })}
          />
        )}
      </ListView>
      {adds && <AddMember organizationId={organizationId} team={team} close={() => setAdds(false)} />}
    </Section>
  );
}

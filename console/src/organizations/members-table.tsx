import { Text } from "@mantine/core";
import { IconMailOpened } from "@tabler/icons-react";
import type { Member } from "../api/types.ts";
import { useMe } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { LinkedPerson } from "../parts/person.tsx";
import { Thing } from "../parts/thing.tsx";
import { RoleMarks } from "../roles/marks.tsx";
import { TeamName } from "../teams/name.tsx";
import { useTexts } from "../texts/language.tsx";
import { memberName } from "./member.ts";
import { MemberActions } from "./members-actions.tsx";
import { members as catalogue } from "./members-texts.ts";

interface Props {
  readonly organizationId: string;
  readonly rows: readonly Member[];
  readonly stale: boolean;
  readonly selected: ReadonlySet<string>;
  /** Left out where there is nothing that one may do to many. */
  readonly onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
}

function Name({ organizationId, member }: { readonly organizationId: string; readonly member: Member }) {
  const texts = useTexts(catalogue);
  const me = useMe();
  const { id, user, team, invitation } = member;
  const name = memberName(member);
  if (user)
    return (
      <LinkedPerson
        id={id}
        name={name}
        machine={user.is_service_account}
        mark={
          me?.id === id && (
            <Text span size="xs" c="dimmed">
              {" "}
              {texts.you}
            </Text>
          )
        }
        detail={user.email ?? user.username}
      />
    );
  if (team) return <TeamName organizationId={organizationId} id={id} name={name} detail={texts.teamSize(team.member_count)} />;
  return (
    <Thing
      icon={IconMailOpened}
      name={name}
      detail={
        invitation && (
          <>
            {texts.openUntil} <Moment at={invitation.expires} />
          </>
        )
      }
    />
  );
}

function Kind({ member: { type, user } }: { readonly member: Member }) {
  const texts = useTexts(catalogue);
  if (user && !user.is_active) return <Mark tone="bad">{texts.inactive}</Mark>;
  return <Mark tone={type === "invitation" ? "warn" : "quiet"}>{texts.types[type]}</Mark>;
}

function Roles({ member }: { readonly member: Member }) {
  const texts = useTexts(catalogue);
  if (member.roles.length > 0) return <RoleMarks roles={member.roles} />;
  return (
    <Text size="sm" c="dimmed">
      {member.type === "user" ? texts.elsewhere : texts.noRole}
    </Text>
  );
}

/** A page of members: people, machines, teams and whoever was invited. */
export function MemberTable({ organizationId, rows, stale, selected, onSelect }: Props) {
  const texts = useTexts(catalogue);
  const columns: readonly Column<Member>[] = [
    { id: "name", title: texts.name, names: true, cell: (member) => <Name organizationId={organizationId} member={member} /> },
    { id: "kind", title: texts.kind, cell: (member) => <Kind member={member} /> },
    { id: "roles", title: texts.roles, cell: (member) => <Roles member={member} /> },
    { id: "seen", title: texts.lastSignIn, cell: ({ user }) => user && !user.is_service_account && <Moment at={user.last_login} /> },
  ];
  return (
    <DataTable
      label={texts.title}
      rows={rows}
      columns={columns}
      rowId={({ id }) => id}
      rowName={memberName}
      stale={stale}
      minWidth={860}
      {...(onSelect && { selected, onSelect })}
      rowActions={(member) => <MemberActions organizationId={organizationId} member={member} />}
    />
  );
}

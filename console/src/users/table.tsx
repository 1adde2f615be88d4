import { Group } from "@mantine/core";
import type { User } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Person } from "../parts/person.tsx";
import { useTexts } from "../texts/language.tsx";
import { users } from "./texts.ts";

interface Props {
  readonly rows: readonly User[];
  readonly sort: string | undefined;
  readonly stale: boolean;
  onSort(sort: string | undefined): void;
}

/** Whether an account is active, and what it is besides a person. */
export function Standing({ user }: { readonly user: User }) {
  const texts = useTexts(users);
  return (
    <Group gap={4} wrap="nowrap">
      <Mark tone={user.is_active ? "good" : "bad"}>{user.is_active ? texts.active : texts.inactive}</Mark>
      {user.is_superuser && <Mark tone="warn">{texts.superuser}</Mark>}
      {user.is_service_account && <Mark>{texts.machine}</Mark>}
    </Group>
  );
}

function useColumns(): readonly Column<User>[] {
  const texts = useTexts(users);
  const { fields } = texts;
  return [
    {
      id: "name",
      title: fields.name,
      sort: "name",
      names: true,
      cell: (user) => (
        <Person
          machine={user.is_service_account}
          initials={user.name ?? user.username}
          name={
            <PageLink to="/users/$userId" params={{ userId: user.id }} inherit c="inherit">
              {user.name ?? user.username}
            </PageLink>
          }
        />
      ),
    },
    { id: "username", title: fields.username, sort: "username", cell: ({ username }) => <bdi>{username}</bdi> },
    { id: "email", title: fields.email, sort: "email", cell: ({ email }) => <bdi>{email}</bdi> },
    { id: "company", title: fields.company, sort: "company", cell: ({ company }) => <bdi>{company}</bdi> },
    { id: "job_title", title: fields.job_title, sort: "job_title", cell: ({ job_title }) => <bdi>{job_title}</bdi> },
    { id: "created", title: fields.created, sort: "created", cell: ({ created }) => <Moment at={created} /> },
    { id: "last_login", title: fields.last_login, sort: "last_login", cell: ({ last_login }) => <Moment at={last_login} /> },
    { id: "state", title: texts.state, cell: (user) => <Standing user={user} /> },
  ];
}

/** A page of accounts. */
export function UserTable({ rows, sort, stale, onSort }: Props) {
  const texts = useTexts(users);
  const columns = useColumns();
  return <DataTable label={texts.table} rows={rows} columns={columns} rowId={({ id }) => id} sort={sort} onSort={onSort} stale={stale} minWidth={1100} />;
}

import { Anchor, Badge, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { User } from "../api/types.ts";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import { users } from "../texts/users.ts";
import { COLUMNS, type Column, nextSort } from "./search.ts";

interface Props {
  readonly rows: readonly User[];
  readonly sort: string | undefined;
  readonly stale: boolean;
  onSort(sort: string | undefined): void;
}

const direction = (column: Column, sort: string | undefined) => (sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none");
const ARROWS = { ascending: " ↑", descending: " ↓", none: "" };

function Header({ column, sort, onSort }: { readonly column: Column } & Pick<Props, "sort" | "onSort">) {
  const texts = useTexts(users);
  const order = direction(column, sort);
  return (
    <Table.Th aria-sort={order} scope="col">
      <button type="button" className="sort" onClick={() => onSort(nextSort(column, sort))}>
        {texts.fields[column]}
        <span aria-hidden="true">{ARROWS[order]}</span>
      </button>
    </Table.Th>
  );
}

function Cell({ user, column }: { readonly user: User; readonly column: Column }) {
  if (column === "created" || column === "last_login") return <Moment at={user[column]} />;
  if (column !== "username") return <bdi>{user[column]}</bdi>;
  return (
    <Anchor component={Link} inherit to="/users/$userId" params={{ userId: user.id } as never}>
      {user.username}
    </Anchor>
  );
}

/** Whether an account is active, and what it is besides a person. */
export function Standing({ user }: { readonly user: User }) {
  const texts = useTexts(users);
  const words = [user.is_active ? texts.active : texts.inactive, user.is_superuser && texts.superuser, user.is_service_account && texts.machine];
  return (
    <Group gap={4} wrap="nowrap">
      {words.map(
        (word) =>
          word !== false && (
            <Badge key={word} variant="default" tt="none" flex="none">
              {word}
            </Badge>
          ),
      )}
    </Group>
  );
}

/** A page of accounts. */
export function UserTable({ rows, sort, stale, onSort }: Props) {
  const texts = useTexts(users);
  return (
    <Table.ScrollContainer minWidth={1100} tabIndex={0} type="native">
      <Table striped highlightOnHover aria-busy={stale} {...(stale && { className: "stale" })}>
        <caption>
          <Text size="sm" span>
            {texts.shown(rows.length)}
          </Text>
        </caption>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Header key={column} column={column} sort={sort} onSort={onSort} />
            ))}
            <Table.Th scope="col">{texts.state}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((user) => (
            <Table.Tr key={user.id}>
              {COLUMNS.map((column) => (
                <Table.Td key={column}>
                  <Cell user={user} column={column} />
                </Table.Td>
              ))}
              <Table.Td>
                <Standing user={user} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

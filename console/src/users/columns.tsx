import { useLocalStorage } from "@mantine/hooks";
import type { User } from "../api/types.ts";
import { RowLink } from "../app/links.tsx";
import type { Column } from "../parts/data-table.tsx";
import { Moment } from "../parts/moment.tsx";
import { Person } from "../parts/person.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { userList } from "./list-texts.ts";
import { Standing } from "./standing.tsx";
import { users } from "./texts.ts";

/** A column of the table of users, which can be left out, and exported. */
export interface UserColumn extends Column<User> {
  /** What an exported row has there. */
  text(user: User): string;
}

/** Columns that are shown where nobody chose others. */
const SHOWN = ["name", "username", "email", "company", "job_title", "created", "last_login", "state"];
/** The one that names the rows, and carries their links, stays. */
const KEPT = "name";

function usePlainColumns(): readonly UserColumn[] {
  const { fields } = useTexts(users);
  return (["username", "email", "company", "job_title"] as const).map((id) => ({
    id,
    title: fields[id],
    sort: id,
    cell: (user) => <bdi>{user[id]}</bdi>,
    text: (user) => user[id] ?? "",
  }));
}

function useMoments(): readonly UserColumn[] {
  const { fields } = useTexts(users);
  const { updated } = useTexts(userList);
  const moment = (id: "created" | "last_login" | "updated", title: string): UserColumn => ({
    id,
    title,
    ...(id !== "updated" && { sort: id }),
    cell: (user) => <Moment at={user[id]} />,
    text: (user) => user[id] ?? "",
  });
  return [moment("created", fields.created), moment("last_login", fields.last_login), moment("updated", updated)];
}

function useStates(): readonly UserColumn[] {
  const texts = useTexts(userList);
  const { state, active, inactive, superuser, machine } = useTexts(users);
  const { yes, no } = useTexts(common);
  const password = ({ password_expired: expired }: User) => (expired === null ? texts.passwordNone : expired ? texts.passwordExpired : texts.passwordSet);
  const plain = (id: string, title: string, text: (user: User) => string): UserColumn => ({ id, title, text, cell: text });
  return [
    {
      id: "state",
      title: state,
      cell: (user) => <Standing user={user} />,
      text: (user) => [user.is_active ? active : inactive, user.is_superuser && superuser, user.is_service_account && machine].filter(Boolean).join(", "),
    },
    plain("password", texts.passwordState, password),
    plain("identity", texts.identity, ({ oauth_provider }) => oauth_provider ?? texts.local),
    plain("onboarded", texts.onboarded, ({ is_onboarded }) => (is_onboarded ? yes : no)),
  ];
}

/** Every column that there is, in order. */
export function useAllColumns(): readonly UserColumn[] {
  const { fields } = useTexts(users);
  const name: UserColumn = {
    id: KEPT,
    title: fields.name,
    sort: "name",
    names: true,
    cell: (user) => (
      <Person
        machine={user.is_service_account}
        initials={user.name ?? user.username}
        name={
          <RowLink to="/users/$userId" params={{ userId: user.id }}>
            {user.name ?? user.username}
          </RowLink>
        }
      />
    ),
    text: (user) => user.name ?? user.username,
  };
  return [name, ...usePlainColumns(), ...useMoments(), ...useStates()];
}

/** Which columns are shown; the browser remembers them. */
export function useShownColumns() {
  const all = useAllColumns();
  const [kept, keep] = useLocalStorage<string[]>({ key: "roster.console.users.columns", defaultValue: SHOWN, getInitialValueInEffect: false });
  const chosen = new Set(Array.isArray(kept) ? kept : SHOWN);
  const shown = all.filter(({ id }) => id === KEPT || chosen.has(id));
  return {
    all: all.filter(({ id }) => id !== KEPT),
    shown,
    isShown: (id: string) => chosen.has(id),
    toggle: (id: string) => keep(all.flatMap((column) => (chosen.has(column.id) !== (column.id === id) ? [column.id] : []))),
  };
}

import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
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

/** Columns that are shown where nobody chose others: as many as a page of 1,280 pixels holds, and as a phone does. */
const SHOWN = ["name", "username", "email", "last_login", "state"];
const SHOWN_ON_PHONES = ["name", "state"];
const PHONE = "(max-width: 48em)";
/** The one that names the rows, and carries their links, stays. */
const KEPT = "name";

/** How much of the table the texts take, in percent. */
const MOST = { username: 15, email: 22, company: 15, job_title: 15 } as const;

interface Words {
  readonly user: (typeof users)["en"];
  readonly list: (typeof userList)["en"];
  readonly other: (typeof common)["en"];
}

function plainColumns({ user: { fields } }: Words): readonly UserColumn[] {
  return (["username", "email", "company", "job_title"] as const).map((id) => ({
    id,
    title: fields[id],
    sort: id,
    cell: (user) => <bdi>{user[id]}</bdi>,
    text: (user) => user[id] ?? "",
    cut: { most: MOST[id], whole: (user) => user[id] ?? "" },
  }));
}

function moments({ user: { fields }, list: { updated } }: Words): readonly UserColumn[] {
  const moment = (id: "created" | "last_login" | "updated", title: string): UserColumn => ({
    id,
    title,
    ...(id !== "updated" && { sort: id }),
    cell: (user) => <Moment at={user[id]} />,
    text: (user) => user[id] ?? "",
  });
  return [moment("created", fields.created), moment("last_login", fields.last_login), moment("updated", updated)];
}

function states({ user: { state, active, inactive, superuser, machine }, list: texts, other: { yes, no } }: Words): readonly UserColumn[] {
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

/** The name, and what else tells people apart where no other column does. */
function nameColumn({ user: { fields } }: Words, chosen: ReadonlySet<string>): UserColumn {
  const text = ({ name, username }: User) => name ?? username;
  const isAlone = !chosen.has("email") && !chosen.has("username");
  const detail = (user: User) => user.email ?? (user.name === null ? null : user.username);
  return {
    id: KEPT,
    title: fields.name,
    sort: "name",
    names: true,
    cell: (user) => (
      <Person
        machine={user.is_service_account}
        initials={text(user)}
        name={
          <RowLink to="/users/$userId" params={{ userId: user.id }}>
            {text(user)}
          </RowLink>
        }
        {...(isAlone && { detail: detail(user) })}
      />
    ),
    text,
    cut: isAlone ? { most: 46, whole: (user) => [text(user), detail(user)].filter(Boolean).join("\n") } : { most: 22, whole: text },
  };
}

/** Which columns are shown; the browser remembers those that were chosen. They stay the same ones while nothing about them changes. */
export function useShownColumns() {
  const user = useTexts(users);
  const list = useTexts(userList);
  const other = useTexts(common);
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }) === true;
  const [kept, keep] = useLocalStorage<string[]>({ key: "roster.console.users.chosen-columns", getInitialValueInEffect: false });
  return useMemo(() => {
    const words = { user, list, other };
    const chosen = new Set(Array.isArray(kept) ? kept : isPhone ? SHOWN_ON_PHONES : SHOWN);
    const all = [nameColumn(words, chosen), ...plainColumns(words), ...moments(words), ...states(words)];
    return {
      all: all.filter(({ id }) => id !== KEPT),
      shown: all.filter(({ id }) => id === KEPT || chosen.has(id)),
      isShown: (id: string) => chosen.has(id),
      toggle: (id: string) => keep(all.flatMap((column) => (chosen.has(column.id) !== (column.id === id) ? [column.id] : []))),
    };
  }, [user, list, other, kept, keep, isPhone]);
}

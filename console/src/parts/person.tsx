import { IconRobot } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { initialsOf } from "../app/initials.ts";
import { PageLink, RowLink } from "../app/links.tsx";
import { Entry } from "./entry.tsx";

interface Props {
  readonly name: ReactNode;
  /** Text that its initials are made of. */
  readonly initials: string;
  readonly detail?: ReactNode;
  readonly machine?: boolean;
}

/** An account in a list: picture, name, one detail. Pictures are initials: a list asks nothing of other servers. */
export function Person({ name, initials, detail, machine = false }: Props) {
  return (
    <Entry
      picture={<span className="entry-picture">{machine ? <IconRobot size={18} stroke={1.6} /> : initialsOf(initials)}</span>}
      name={<bdi>{name}</bdi>}
      detail={detail === undefined || detail === null || detail === "" ? null : <bdi>{detail}</bdi>}
    />
  );
}

/** An account in a text, with the link to its page. */
export function PersonLink({
  person: { id, name, username },
}: {
  readonly person: { readonly id: string; readonly name: string | null; readonly username: string };
}) {
  return (
    <PageLink to="/users/$userId" params={{ userId: id }} inherit>
      <bdi>{name ?? username}</bdi>
    </PageLink>
  );
}

interface LinkedProps extends Omit<Props, "name" | "initials"> {
  readonly id: string;
  readonly name: string;
  /** What stands behind the name. */
  readonly mark?: ReactNode;
}

/** An account in a list, with the link to its page. */
export function LinkedPerson({ id, name, mark, ...props }: LinkedProps) {
  return (
    <Person
      {...props}
      initials={name}
      name={
        <>
          <RowLink to="/users/$userId" params={{ userId: id }}>
            {name}
          </RowLink>
          {mark}
        </>
      }
    />
  );
}

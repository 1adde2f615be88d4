import { IconRobot } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { initialsOf } from "../app/initials.ts";
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

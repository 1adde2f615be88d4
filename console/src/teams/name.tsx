import { IconUsersGroup } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { RowLink } from "../app/links.tsx";
import { Thing } from "../parts/thing.tsx";

interface Props {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly detail?: ReactNode;
}

/** A team in a list, with the link to its page. */
export function TeamName({ organizationId, id, name, detail }: Props) {
  return (
    <Thing
      icon={IconUsersGroup}
      name={
        <RowLink to="/organizations/$organizationId/teams/$teamId" params={{ organizationId, teamId: id }}>
          {name}
        </RowLink>
      }
      detail={detail}
    />
  );
}

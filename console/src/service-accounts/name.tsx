import type { ReactNode } from "react";
import { RowLink } from "../app/links.tsx";
import { Person } from "../parts/person.tsx";

interface Props {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly detail?: ReactNode;
}

/** A service account in a list, with the link to its page in its organization. */
export function ServiceAccountName({ organizationId, id, name, detail }: Props) {
  return (
    <Person
      machine
      initials={name}
      name={
        <RowLink to="/organizations/$organizationId/service-accounts/$accountId" params={{ organizationId, accountId: id }}>
          {name}
        </RowLink>
      }
      detail={detail}
    />
  );
}

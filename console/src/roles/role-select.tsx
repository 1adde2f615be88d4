import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useRights } from "../organizations/rights.ts";
import { useTexts } from "../texts/language.tsx";
import { useRoles } from "./read.ts";
import { roles as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly label: string;
  readonly description?: string;
  readonly error?: ReactNode;
  readonly value: string | null;
  onChange(id: string | null): void;
}

/** One of the roles that are held in the whole organization; those that one may not give are not to be chosen. */
export function RoleSelect({ organizationId, value, ...props }: Props) {
  const texts = useTexts(catalogue);
  const { mayGrant } = useRights();
  const roles = useRoles(organizationId).filter(({ level }) => level === "organization");
  const options = (isPredefined: boolean) =>
    roles.filter(({ system_managed }) => system_managed === isPredefined).map((role) => ({ value: role.id, label: role.name, disabled: !mayGrant(role) }));
  const data = [
    { group: texts.predefined, items: options(true) },
    { group: texts.custom, items: options(false) },
  ].filter(({ items }) => items.length > 0);
  return <Select {...props} searchable value={value} data={data} required />;
}

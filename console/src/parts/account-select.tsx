import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Choice, SearchSelect } from "./search-select.tsx";

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly error?: ReactNode;
  readonly required?: boolean;
  readonly value: string | null;
  /** Who `value` is, where it was not chosen here. */
  readonly known?: Choice | undefined;
  onChange(id: string | null, choice: Choice | undefined): void;
  /** Only members of this one. */
  readonly organizationId?: string;
  /** Only people, or only machines. */
  readonly machines?: boolean;
}

/** Finds one account by its name, username or e-mail address. */
export function AccountSelect({ organizationId, machines, ...props }: Props) {
  const { api } = useWorld();
  const queryKey: QueryKey = ["account-select", organizationId, machines];
  const load = async (typed: string, signal: AbortSignal) => {
    const query = {
      limit: 20,
      is_active: true,
      ...(typed !== "" && { q: typed }),
      ...(organizationId !== undefined && { organization_id: organizationId }),
      ...(machines !== undefined && { is_service_account: machines }),
    };
    const { value } = answerOf(await api.GET("/users", { params: { query }, signal }));
    return value.map(({ id, name, username, email }) => ({ value: id, label: name ?? username, hint: email ?? username }));
  };
  return <SearchSelect {...props} queryKey={queryKey} load={load} />;
}

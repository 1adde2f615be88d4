import type { QueryKey } from "@tanstack/react-query";
import { type Api, ApiError, answerOf } from "../api/client.ts";
import type { Member } from "../api/types.ts";

/** Who can hold roles. */
export interface Holder {
  readonly kind: Member["type"];
  readonly id: string;
  readonly name: string;
}

/** Where a role is held, other than in the whole organization. */
export interface HeldPlace {
  readonly workspace_id?: string;
  readonly project_id?: string;
}

function queryOf({ kind, id }: Pick<Holder, "kind" | "id">) {
  if (kind === "team") return { team_id: id };
  return kind === "invitation" ? { invitation_id: id } : { user_id: id };
}

const nothing = () => {};

/** Lets pass what stands already as it is to be. */
const unless = (code: string) => (error: unknown) => {
  if (!(error instanceof ApiError) || error.code !== code) throw error;
};

/** Gives a role; one that it holds already it keeps. @throws ApiError */
export async function giveRole(api: Api, roleId: string, holder: Pick<Holder, "kind" | "id">, place: HeldPlace = {}): Promise<void> {
  const params = { path: { role_id: roleId }, query: { ...queryOf(holder), ...place } };
  await api.POST("/roles/{role_id}/assignments", { params }).then(answerOf).then(nothing, unless("role.assigned"));
}

/** Takes a role away, if it is held. @throws ApiError */
export async function takeRole(api: Api, roleId: string, holder: Pick<Holder, "kind" | "id">, place: HeldPlace = {}): Promise<void> {
  const params = { path: { role_id: roleId }, query: { ...queryOf(holder), ...place } };
  await api.DELETE("/roles/{role_id}/assignments", { params }).then(answerOf).then(nothing, unless("role.not_assigned"));
}

/** What is read anew once somebody's roles changed. */
export const holdingOf = (organizationId: string): readonly QueryKey[] => [
  ["members", organizationId],
  ["invitations", organizationId],
  ["roles", "own", organizationId],
  ["held", organizationId],
];

import type { Member } from "../api/types.ts";
import type { BulkItem } from "../parts/bulk.tsx";
import type { Holder } from "../roles/holders.ts";
import type { TeamMate } from "../teams/read.ts";

/** What a member is called. */
export function memberName({ id, user, team, invitation }: Member): string {
  return user?.name ?? user?.username ?? team?.name ?? invitation?.email ?? id;
}

/** A member as whoever holds roles. */
export const holderOf = (member: Member): Holder => ({ kind: member.type, id: member.id, name: memberName(member) });

/** A member as whoever can be in a team. */
export const mateOf = ({ type, id }: Member): TeamMate => ({ kind: type === "invitation" ? "invitation" : "account", id });

/** A member as one of many. */
export const itemOf = (member: Member): BulkItem => ({ id: member.id, name: memberName(member) });

export const KINDS = ["people", "machines", "teams", "pending"] as const;
export type MemberKind = (typeof KINDS)[number];

/** The state of the list of members: what stands in its address. */
export interface MemberSearch {
  readonly q?: string;
  readonly kind?: MemberKind;
  readonly role?: string;
  readonly cursor?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the state out of an address; what does not fit is left out. */
export function readMemberSearch({ q, kind, role, cursor }: Readonly<Record<string, unknown>>): MemberSearch {
  const known = KINDS.find((one) => one === kind);
  return {
    ...(q !== undefined && q !== null && q !== "" && { q: String(q).slice(0, 200) }),
    ...(known && { kind: known }),
    ...(typeof role === "string" && UUID.test(role) && { role }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

/** What the API is asked for. @param pending whether one may see open invitations */
export function memberQuery({ q, kind, role, cursor }: MemberSearch, pending: boolean) {
  const shows = (one: MemberKind) => kind === undefined || kind === one;
  return {
    include_users: shows("people"),
    include_service_accounts: shows("machines"),
    include_teams: shows("teams"),
    include_invitations: shows("pending") && pending,
    ...(q !== undefined && { q }),
    ...(role !== undefined && { role_id: role }),
    ...(cursor !== undefined && { cursor }),
  };
}

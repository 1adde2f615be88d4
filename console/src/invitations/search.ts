/** The state of the list of invitations: what stands in its address. */
export interface InvitationSearch {
  /** Left out: only those that can be accepted. */
  readonly only_pending?: false;
  /** The window to invite in is open. */
  readonly invite?: true;
  readonly cursor?: string;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readInvitationSearch({ only_pending, invite, cursor }: Readonly<Record<string, unknown>>): InvitationSearch {
  return {
    ...(only_pending === false && { only_pending }),
    ...(invite === true && { invite }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

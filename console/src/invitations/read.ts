import type { QueryKey } from "@tanstack/react-query";
import { type Api, answerOf } from "../api/client.ts";
import type { Invitation } from "../api/types.ts";

/** Takes an open invitation back. @throws ApiError */
export async function withdrawInvitation(api: Api, organizationId: string, id: string): Promise<void> {
  const path = { organization_id: organizationId, invitation_id: id };
  answerOf(await api.DELETE("/organizations/{organization_id}/invitations/{invitation_id}", { params: { path } }));
}

/** Sends an invitation again. @returns it with its new link; the older ones stop working. @throws ApiError */
export async function resendInvitation(api: Api, organizationId: string, id: string): Promise<Invitation> {
  const path = { organization_id: organizationId, invitation_id: id };
  return answerOf(await api.POST("/organizations/{organization_id}/invitations/{invitation_id}/resend", { params: { path } })).value;
}

/** What is read anew once invitations changed. */
export const invitationsOf = (organizationId: string): readonly QueryKey[] => [
  ["invitations", organizationId],
  ["members", organizationId],
];

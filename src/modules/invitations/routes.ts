import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { acceptInvitation, declineInvitation, listReceived } from "./answer-service.ts";
import {
  Invitation,
  InvitationCreate,
  InvitationListQuery,
  InvitationPath,
  OrganizationInvitationPath,
  OrganizationPath,
  ReceivedInvitation,
  ReceivedListQuery,
} from "./schema.ts";
import { createInvitation, listInvitations, resendInvitation, type Sending, withdrawInvitation } from "./service.ts";

const tag = "Invitations";

export interface InvitationOptions extends Sending {
  /** Called when there is something for the mailer to do. */
  readonly kick: () => void;
}

/** Invitations (contract B.3, B.4). */
export function invitationRoutes(options: InvitationOptions): Route[] {
  return [...organizationSide(options), ...invitedSide(options.publicUrl)];
}

function organizationSide({ kick, ...sending }: InvitationOptions): Route[] {
  const { publicUrl } = sending;
  return [
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/invitations",
      id: "listInvitations",
      tag,
      summary: "List the invitations of an organization",
      description: "In the order of creation. Those that are over are listed for 30 days.",
      permission: "organizations:read",
      params: OrganizationPath,
      query: InvitationListQuery,
      answer: Type.Array(Invitation),
      paged: true,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listInvitations(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/organizations/{organization_id}/invitations",
      id: "createInvitation",
      tag,
      summary: "Invite somebody",
      description: "Mails a link, and answers with another to be handed on. Nobody invites into what they do not hold.",
      permission: "organizations:write",
      params: OrganizationPath,
      body: InvitationCreate,
      answer: Invitation,
      errors: [
        "organization.not_found",
        "access.denied",
        "role.not_found",
        "role.wrong_level",
        "role.beyond_own",
        "invitation.open",
        "invitation.already_member",
        "invitation.too_many",
        "invitation.too_often",
      ],
      example: { email: "ada@example.com" },
      handler: async (ctx, { params, body }) => {
        const json = await createInvitation(ctx, sending, params.organization_id, body);
        kick();
        return { json };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/organizations/{organization_id}/invitations/{invitation_id}",
      id: "withdrawInvitation",
      tag,
      summary: "Withdraw an invitation",
      description: "Its links stop working, and what it holds goes.",
      permission: "organizations:write",
      params: OrganizationInvitationPath,
      answer: Type.Null(),
      errors: ["organization.not_found", "access.denied", "invitation.not_found", "invitation.over"],
      handler: async (ctx, { params }) => {
        await withdrawInvitation(ctx, params.organization_id, params.invitation_id);
        return { value: null };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/organizations/{organization_id}/invitations/{invitation_id}/resend",
      id: "resendInvitation",
      tag,
      summary: "Send an invitation again",
      description: "Also one whose time is over. New links, which alone work from now on; its time begins anew.",
      permission: "organizations:write",
      params: OrganizationInvitationPath,
      answer: Invitation,
      errors: [
        "organization.not_found",
        "access.denied",
        "invitation.not_found",
        "invitation.over",
        "role.beyond_own",
        "invitation.too_many",
        "invitation.too_often",
      ],
      handler: async (ctx, { params }) => {
        const json = await resendInvitation(ctx, sending, params.organization_id, params.invitation_id);
        kick();
        return { json };
      },
    }),
  ];
}

function invitedSide(publicUrl: string): Route[] {
  const answering = {
    method: "POST",
    tag,
    permission: "invitations:answer",
    params: InvitationPath,
    answer: Type.Null(),
    errors: ["invitation.not_found", "invitation.over", "invitation.people_only", "organization.not_found"],
  } as const;
  return [
    defineRoute({
      method: "GET",
      path: "/invitations",
      id: "listReceivedInvitations",
      tag,
      summary: "List the invitations that one got",
      description: "The open ones to one's own e-mail address, once it is proven: by a mailed link, by the identity provider, or because a superuser set it.",
      permission: "invitations:list",
      query: ReceivedListQuery,
      answer: Type.Array(ReceivedInvitation),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listReceived(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      ...answering,
      path: "/invitations/{invitation_id}/accept",
      id: "acceptInvitation",
      summary: "Accept an invitation",
      description: "One becomes a member, with the roles and team places that it holds.",
      handler: async (ctx, { params }) => {
        await acceptInvitation(ctx, params.invitation_id);
        return { value: null };
      },
    }),
    defineRoute({
      ...answering,
      path: "/invitations/{invitation_id}/decline",
      id: "declineInvitation",
      summary: "Decline an invitation",
      handler: async (ctx, { params }) => {
        await declineInvitation(ctx, params.invitation_id);
        return { value: null };
      },
    }),
  ];
}

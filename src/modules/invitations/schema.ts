import Type, { type Static } from "typebox";
import { LEVELS } from "../../kernel/access.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { User } from "../users/schema.ts";

export { OrganizationPath } from "../access/schema.ts";

const optional = Type.Optional;

const email = Type.String({ format: "email", maxLength: 254, description: "Whom it is for; compared without case.", examples: ["ada@example.com"] });

/** A role that passes to whoever accepts. */
const InvitedRole = Type.Object({
  id: Uuid("The role."),
  name: Type.String({ examples: ["Organization Member"] }),
  level: Type.Enum([...LEVELS, "team"], { description: "Where it is held." }),
  workspace_id: Nullable(Uuid("The workspace that it is held in; null: in the whole organization.")),
  project_id: Nullable(Uuid("The project that it is held in; null: in no single one.")),
});

const fields = {
  id: Uuid("Id; ids rise in the order of creation."),
  organization_id: Uuid("The organization that it is into."),
  organization: Type.Object(
    { id: Uuid("The same."), name: Type.String(), logo_url: Nullable(Type.String({ description: "Address of its logo." })) },
    { description: "What it is into." },
  ),
  email: Type.String({ description: "Whom it is for.", examples: ["ada@example.com"] }),
  roles: Type.Array(InvitedRole, { description: "What passes to whoever accepts; nothing when it was answered or withdrawn." }),
  team_ids: Type.Array(Uuid("A team."), { description: "The teams that whoever accepts will be in." }),
  status: Type.Enum(["pending", "accepted", "declined", "withdrawn", "expired"], { description: "`pending`: it can be accepted." }),
  created: Moment("When it was made."),
  expires: Moment("Until when it can be accepted."),
};

/** The read model of an invitation, as its organization sees it. */
export const Invitation = Type.Object(
  {
    ...fields,
    invited_by: Nullable(User),
    link: Nullable(
      Type.String({
        description: "Where it is accepted, to be handed on: only in the answer that makes it or sends it again, else null.",
        examples: ["https://roster.example.com/invitation?token=..."],
      }),
    ),
  },
  { $id: "Invitation", description: "An e-mail address that was invited into an organization, and what it will hold there." },
);

/** The same, as whoever is invited sees it. */
export const ReceivedInvitation = Type.Object(
  {
    ...fields,
    invited_by: Nullable(Type.Object({ username: Type.String(), name: Nullable(Type.String()) }, { description: "Who invites." })),
  },
  { $id: "ReceivedInvitation", description: "An invitation that one got." },
);
export type ReceivedInvitation = Static<typeof ReceivedInvitation>;

export const InvitationCreate = Type.Object(
  { email, role_id: optional(Nullable(Uuid("A role of the organization for whoever accepts; Organization Member where nothing is said."))) },
  { $id: "InvitationCreate", description: "Whom to invite, into which role." },
);
export type InvitationCreate = Static<typeof InvitationCreate>;

export const InvitationListQuery = Type.Object({
  email: optional(Type.String({ maxLength: 254, description: "For this address, without case." })),
  only_pending: Type.Boolean({ default: false, description: "Only those that can be accepted." }),
  ...pageQuery,
});
export type InvitationListQuery = Static<typeof InvitationListQuery>;

export const ReceivedListQuery = Type.Object(pageQuery);
export type ReceivedListQuery = Static<typeof ReceivedListQuery>;

export const InvitationPath = Type.Object({ invitation_id: Uuid("Id of the invitation.") });
export const OrganizationInvitationPath = Type.Object({
  organization_id: Type.String({ minLength: 1, maxLength: 200, description: "Id or name of the organization." }),
  invitation_id: Uuid("Id of the invitation."),
});

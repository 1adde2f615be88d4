import Type, { type Static } from "typebox";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

export { OrganizationPath } from "../access/schema.ts";
export { User as TeamMember } from "../users/schema.ts";

const optional = Type.Optional;

const fields = {
  name: Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: PLAIN,
    description: "Unique in the organization, compared without case.",
    examples: ["Number crunchers"],
  }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is about." })),
};

/** The read model of a team (contract B.4). */
export const Team = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    ...fields,
    organization_id: Uuid("The organization that it belongs to."),
    member_count: Type.Integer({ description: "How many accounts are in it." }),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
  },
  { $id: "Team", description: "People of an organization who hold roles together." },
);

export const TeamCreate = Type.Object(
  { name: fields.name, description: optional(fields.description), organization_id: Uuid("The organization that it is to belong to.") },
  { $id: "TeamCreate", description: "A new team." },
);
export type TeamCreate = Static<typeof TeamCreate>;

export const TeamUpdate = Type.Object(
  { name: optional(fields.name), description: optional(fields.description) },
  { $id: "TeamUpdate", description: "Changes to a team. Absent fields stay as they are." },
);
export type TeamUpdate = Static<typeof TeamUpdate>;

export const TeamListQuery = Type.Object({
  name: optional(Type.String({ maxLength: 50, description: "Part of the name, without case." })),
  user_id: optional(Uuid("Teams that this account is in.")),
  ...pageQuery,
});
export type TeamListQuery = Static<typeof TeamListQuery>;

export const TeamPath = Type.Object({ team_id: Uuid("Id of the team.") });
export const TeamMemberQuery = Type.Object({
  user_id: optional(Uuid("An account.")),
  invitation_id: optional(Uuid("An open invitation: whoever accepts it is in the team.")),
});
export type TeamMemberQuery = Static<typeof TeamMemberQuery>;
export const TeamMembersQuery = Type.Object(pageQuery);
export type TeamMembersQuery = Static<typeof TeamMembersQuery>;

import Type, { type Static } from "typebox";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { Role } from "../roles/schema.ts";
import { Team } from "../teams/schema.ts";
import { User } from "../users/schema.ts";

export { OrganizationPath } from "../access/schema.ts";

const optional = Type.Optional;

/** Domains that an organization trusts: at most. */
const MOST_DOMAINS = 100;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 50, pattern: PLAIN, description: "Unique, compared without case.", examples: ["Analytical Engines"] }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is about." })),
  logo_url: Nullable(Type.String({ minLength: 1, maxLength: 2000, description: "Address of its logo: https.", examples: ["https://example.com/logo.svg"] })),
  trusted_domains: Type.Array(Type.String({ minLength: 1, maxLength: 253, examples: ["example.com"] }), {
    maxItems: MOST_DOMAINS,
    description: "Domains of e-mail addresses whose accounts its members may know of. Only superusers set them.",
  }),
  require_mfa: Type.Boolean({
    description:
      "Whether people must have signed in with a second factor to do anything in it. Whoever changes this has done so; machines and API keys are not asked for one.",
  }),
};

/** The read model of an organization (contract B.3). */
export const Organization = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    ...fields,
    owner: Nullable(User),
    has_active_subscription: Type.Literal(true, { description: "Always so: nothing here needs a subscription." }),
    trial_expiry: Type.Null({ description: "Always null." }),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
    deleted: Nullable(Moment("When it was deleted; null: it is there.")),
  },
  { $id: "Organization", description: "A tenant: its members, teams, roles, service accounts and workspaces." },
);

export const OrganizationCreate = Type.Object(
  {
    name: fields.name,
    description: optional(fields.description),
    logo_url: optional(fields.logo_url),
    owner: optional(Nullable(Uuid("Whose it is to be; oneself where nothing is said. Superusers only."))),
    trusted_domains: optional(fields.trusted_domains),
    require_mfa: optional(fields.require_mfa),
  },
  { $id: "OrganizationCreate", description: "A new organization. Its owner becomes Organization Admin." },
);
export type OrganizationCreate = Static<typeof OrganizationCreate>;

export const OrganizationUpdate = Type.Object(
  {
    name: optional(fields.name),
    description: optional(fields.description),
    logo_url: optional(fields.logo_url),
    owner: optional(Uuid("Who takes it over: one of its active administrators. Only the owner and superusers hand it over.")),
    trusted_domains: optional(fields.trusted_domains),
    require_mfa: optional(fields.require_mfa),
  },
  { $id: "OrganizationUpdate", description: "Changes to an organization. Absent fields stay as they are; the list of domains is replaced." },
);
export type OrganizationUpdate = Static<typeof OrganizationUpdate>;

export const OrganizationListQuery = Type.Object({
  q: optional(Type.String({ maxLength: 50, description: "Part of the name, without case; one or two characters: the beginning of one of its words." })),
  is_deleted: Type.Boolean({
    default: false,
    description: "Those that were deleted and can be restored, in the place of those that are there. Superusers only.",
  }),
  name: optional(Type.String({ maxLength: 50, description: "This name, without case." })),
  owner_id: optional(Uuid("Owned by this account.")),
  owner_username: optional(Type.String({ maxLength: 254, description: "Owned by the account with this username, without case." })),
  ...pageQuery,
});
export type OrganizationListQuery = Static<typeof OrganizationListQuery>;

/** Somebody who holds roles in an organization, a workspace or a project. */
export const OrganizationMember = Type.Object(
  {
    id: Uuid("Id of the account, team or invitation."),
    type: Type.Enum(["user", "service_account", "team", "invitation"], { description: "Which of the fields below says who it is." }),
    user: Nullable(User),
    team: Nullable(Team),
    invitation: Nullable(
      Type.Object(
        {
          id: Uuid("The same."),
          email: Type.String({ description: "Whom it is for." }),
          created: Moment("When it was made."),
          expires: Moment("Until when it can be accepted."),
        },
        { description: "Somebody who was invited and is no member yet: what stands beside it is for whoever accepts." },
      ),
    ),
    roles: Type.Array(Role, {
      description:
        "The roles that it holds itself in the whole of the place; those of its teams stand with the teams, those in workspaces and projects with these.",
    }),
  },
  { $id: "OrganizationMember", description: "A member of an organization, a workspace or a project, with its roles." },
);

const flag = (what: string) => Type.Boolean({ default: true, description: `Whether ${what} are listed.` });

export const MemberListQuery = Type.Object({
  q: optional(
    Type.String({ maxLength: 200, description: "Part of a name, username or e-mail address; of a team its name, of an invitation its address. Without case." }),
  ),
  role_id: optional(Uuid("Only holders of this role.")),
  user_id: optional(Uuid("Only this person or service account.")),
  include_users: flag("people"),
  include_service_accounts: flag("service accounts"),
  include_teams: flag("teams"),
  include_invitations: Type.Boolean({ default: false, description: "Whether open invitations are listed; takes the permission invitation:read." }),
  ...pageQuery,
});
export type MemberListQuery = Static<typeof MemberListQuery>;

export const MemberQuery = Type.Object({ user_id: Uuid("The account that is to leave; one's own to leave by oneself.") });

export const NameQuery = Type.Object({ name: Type.String({ maxLength: 200, description: "The name that is asked for." }) });
export const NameValidation = Type.Object(
  {
    valid: Type.Boolean({ description: "Whether the name is well formed and free." }),
    detail: Nullable(Type.String({ description: "Why not." })),
  },
  { $id: "NameValidation", description: "Whether a name can be taken." },
);

export const OrganizationDeletion = Type.Object(
  {
    organization_id: Uuid("The organization."),
    goes: Type.Array(
      Type.Object({
        resource: Type.String({ description: "What kind of thing.", examples: ["team"] }),
        count: Type.Integer({ description: "How many of them." }),
      }),
      { description: "What ends with it." },
    ),
    restorable_until: Nullable(Moment("Until when it could be restored; null: not at all.")),
  },
  { $id: "OrganizationDeletion", description: "What deleting an organization would do." },
);
export type OrganizationDeletion = Static<typeof OrganizationDeletion>;

import Type, { type Static } from "typebox";
import { LEVELS } from "../../kernel/access.ts";
import { Csv, Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { Role } from "../roles/schema.ts";
import { Team } from "../teams/schema.ts";
import { User } from "../users/schema.ts";
import { LONGEST_RESOURCE } from "./resource.ts";

const optional = Type.Optional;

/** Resources that one request asks about: at most. */
const MOST_RESOURCES = 1000;

const ResourceText = Type.String({
  minLength: 1,
  maxLength: LONGEST_RESOURCE,
  description: "`type`, `type/<uuid>` or `<project>:type/<uuid>`; each may have `<workspace>@server:` before it.",
  examples: ["stack/01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55"],
});
const Action = Type.String({ minLength: 1, maxLength: 50, description: "What is to be done: an action of `GET /permissions`.", examples: ["read"] });
const workspace = { workspace_id: optional(Uuid("The workspace, where a superuser asks. A workspace's own server need not say it.")) };
const resources = Csv(ResourceText, { maxItems: MOST_RESOURCES, description: "The resources: repeated, or separated by commas." });

export const CheckBodyQuery = Type.Object({ user_id: Uuid("Whose permissions are asked for."), action: Action, ...workspace });
export const CheckQuery = Type.Object({ user_id: Uuid("Whose permissions are asked for."), action: Action, resources, ...workspace });
export const CheckBody = Type.Array(ResourceText, { maxItems: MOST_RESOURCES });
export const CheckAnswer = Type.Record(Type.String(), Type.Boolean(), {
  $id: "PermissionCheck",
  description: "Each resource as it was given, and whether the account may do it.",
});

export const AllowedQuery = Type.Object({ user_id: Uuid("Whose permissions are asked for."), resource: ResourceText, action: Action, ...workspace });
export const AllowedIds = Type.Object(
  {
    full_access: Type.Boolean({ description: "Whether the account may do it to each resource of the type." }),
    ids: Type.Array(Uuid("Id of a resource."), { description: "Where not to each: to which." }),
  },
  { $id: "AllowedResourceIds", description: "Of which resources of a type an account may do something to." },
);

export const MembersQuery = Type.Object({ resource: ResourceText, ...workspace, ...pageQuery });
export type MembersQuery = Static<typeof MembersQuery>;
export const ResourceMember = Type.Object(
  {
    id: Uuid("Id of the assignment or of the share; ids rise in the order in which they were made."),
    user: Nullable(User),
    team: Nullable(Team),
    role: Nullable(Role),
    allowed_actions: Type.Array(Type.String(), { description: "What this lets its holder do to the resource." }),
  },
  { $id: "ResourceMember", description: "Why somebody, or a team, may do something to a resource: by a role, or by a share where `role` is null." },
);

export const Share = Type.Object(
  {
    user_id: optional(Nullable(Uuid("With whom: an account."))),
    team_id: optional(Nullable(Uuid("With whom: a team."))),
    sharing_user_id: Uuid("Who shares."),
    resource: ResourceText,
    actions: Type.Array(Action, { maxItems: 50, uniqueItems: true, description: "What it lets do; replaces what was shared before. Empty: the share ends." }),
  },
  { $id: "ResourceShare", description: "What an account or a team may do to one resource. Exactly one of `user_id` and `team_id`." },
);
export type Share = Static<typeof Share>;
export const WorkspaceQuery = Type.Object(workspace);
export const ResourcesQuery = Type.Object({ resources, ...workspace });
export const UserQuery = Type.Object({ user_id: Uuid("The account.") });

export const ExplainQuery = Type.Object({
  user_id: Uuid("Whose permission is asked for."),
  action: Action,
  resource: ResourceText,
  ...workspace,
  organization_id: optional(Type.String({ minLength: 1, maxLength: 200, description: "Id or name of the organization, of what is in no workspace." })),
});
export type ExplainQuery = Static<typeof ExplainQuery>;

const Named = Type.Object({ id: Uuid("Id."), name: Type.String() });
const level = Type.Enum([...LEVELS], { description: "The whole organization, one workspace, or one project." });

/** Why something is allowed. */
const Reason = Type.Object({
  kind: Type.Enum(["superuser", "role", "share", "standing"], {
    description: "`standing`: whoever holds or was shared anything somewhere sees that place.",
  }),
  role: Nullable(Type.Intersect([Named, Type.Object({ level })])),
  team: Nullable(Type.Object(Named.properties, { description: "The team through which it is held." })),
  held_in: Nullable(Type.Object({ level, id: Uuid("Its id.") }, { description: "Where it is held." })),
  sentence: Type.String({ description: "The same in words." }),
});
export type Reason = Static<typeof Reason>;

export const Explanation = Type.Object(
  {
    allowed: Type.Boolean({ description: "What the checks answer." }),
    user_id: Uuid("Whose permission was asked for."),
    permission: Type.String({ description: "What it needs.", examples: ["stack:update"] }),
    resource: Type.String({ description: "As it was given." }),
    because: Type.Array(Reason, { description: "Each reason that alone would allow it." }),
    missing: Nullable(
      Type.Object(
        {
          kind: Type.Enum(["account", "inactive", "member", "elsewhere", "grant"], {
            description:
              "No such account, or none that one may know of; it is deactivated; it is no member; what would allow it is held elsewhere; nothing that it holds would.",
          }),
          sentence: Type.String({ description: "The same in words, and what would help." }),
          roles: Type.Array(Named, { description: "Roles of the organization that would allow it, the narrowest first; 20 at most." }),
        },
        { description: "Where it is not allowed: what is missing." },
      ),
    ),
  },
  { $id: "Explanation", description: "Whether an account may do something, and why." },
);
export type Explanation = Static<typeof Explanation>;

export const UserPath = Type.Object({ user_id: Uuid("Id of the account.") });
export const MembershipsQuery = Type.Object({ organization_id: optional(Uuid("Only in this organization.")), ...pageQuery });
export type MembershipsQuery = Static<typeof MembershipsQuery>;

/** Roles of one membership that are listed: at most. */
export const MOST_HELD = 500;

export const Membership = Type.Object(
  {
    organization: Named,
    is_owner: Type.Boolean({ description: "Whether the organization is the account's." }),
    teams: Type.Array(Named, { description: "The teams that the account is in." }),
    roles: Type.Array(
      Type.Object({
        id: Uuid("Id of the assignment."),
        role: Type.Intersect([Named, Type.Object({ level: Type.String({ description: "The level of the role." }) })]),
        team: Nullable(Type.Object(Named.properties, { description: "The team through which it is held; null: directly." })),
        workspace: Nullable(Type.Object(Named.properties, { description: "The workspace that it is held in; null: in the whole organization." })),
        project: Nullable(Type.Object(Named.properties, { description: "The project that it is held in; null: in no single one." })),
        created: Moment("When it was given."),
      }),
      { description: `What the account holds, itself and through teams: the widest first, then in the order in which it was given; ${MOST_HELD} at most.` },
    ),
    roles_left_out: Type.Boolean({ description: "Whether it holds more than are listed." }),
    shares: Type.Integer({ description: "Resources of workspaces there that are shared with the account itself." }),
  },
  { $id: "Membership", description: "What an account holds in an organization." },
);

export const UserPermissionsQuery = Type.Object({
  organization_id: optional(
    Type.String({ minLength: 1, maxLength: 200, description: "Id or name of the organization: what the account may do in the whole of it." }),
  ),
  workspace_id: optional(Uuid("The workspace: what the account may do there.")),
  project_id: optional(Uuid("The project: what the account may do there.")),
});
export type UserPermissionsQuery = Static<typeof UserPermissionsQuery>;

/** Reasons of one permission that are listed: at most. */
export const MOST_REASONS = 20;

export const UserPermissions = Type.Object(
  {
    user_id: Uuid("Whose permissions these are."),
    level,
    organization_id: Uuid("The organization."),
    workspace_id: Nullable(Uuid("The workspace, where it is about one.")),
    project_id: Nullable(Uuid("The project, where it is about one.")),
    is_active: Type.Boolean({ description: "Whether the account is switched on; it may do nothing else." }),
    permissions: Type.Array(
      Type.Object({
        name: Type.String({ description: "Type, colon, action.", examples: ["stack:update"] }),
        resource: Type.String({ description: "Type of resource." }),
        action: Type.String({ description: "What is done to it." }),
        level: Type.Enum([...LEVELS], { description: "The narrowest level of a role that can hold it." }),
        sentence: Type.String({ description: "What it allows." }),
        allowed: Type.Boolean({ description: "What the checks answer, of the type as a whole." }),
        because: Type.Array(Reason, { description: `Each reason that alone would allow it; ${MOST_REASONS} at most.` }),
      }),
      { description: "Everything that a role can hold there, in the order of `GET /permissions`." },
    ),
  },
  { $id: "UserPermissions", description: "What an account may do somewhere, and why. Shares of single resources are not in it." },
);
export type UserPermissions = Static<typeof UserPermissions>;

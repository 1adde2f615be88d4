import Type, { type Static } from "typebox";
import { LEVELS } from "../../kernel/access.ts";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { User } from "../users/schema.ts";

export { OrganizationPath } from "../access/schema.ts";

const optional = Type.Optional;

/** Permissions of a role: at most. */
const MOST_PERMISSIONS = 500;

const permissions = Type.Array(Type.String({ minLength: 1, maxLength: 100, examples: ["team:read"] }), {
  maxItems: MOST_PERMISSIONS,
  uniqueItems: true,
  description: "What its holders may do: names from `GET /permissions`.",
});

const fields = {
  name: Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: PLAIN,
    description: "Unique in the organization, compared without case.",
    examples: ["Release manager"],
  }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is for." })),
};

/** The read model of a role (contract B.4). */
export const Role = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    ...fields,
    organization_id: Uuid("The organization that it belongs to."),
    level: Type.Enum([...LEVELS, "team"], {
      description: "Where it is held: in the organization, in a workspace, in a project; `team`: by whoever is in a team.",
    }),
    permissions,
    system_managed: Type.Boolean({ description: "Predefined: the same in every organization, and not to be changed." }),
    type: Type.Literal("normal", { description: "Always so." }),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
  },
  { $id: "Role", description: "Permissions under a name, to be held by people, service accounts and teams." },
);

/** Places of one role that are listed: at most. */
export const MOST_PLACES = 500;

/** A role in a list. */
export const ListedRole = Type.Object(
  {
    ...Role.properties,
    held_in: optional(
      Type.Array(
        Type.Object({
          workspace_id: Nullable(Uuid("The workspace; null: the whole organization.")),
          project_id: Nullable(Uuid("The project; null: no single one.")),
        }),
        {
          description: `Where the caller holds it, directly or through a team, the widest first; ${MOST_PLACES} places at most. Only with \`assigned_to_current_user=true\`.`,
        },
      ),
    ),
  },
  { $id: "ListedRole", description: "A role in a list." },
);

export const RoleCreate = Type.Object(
  {
    ...fields,
    description: optional(fields.description),
    organization_id: Uuid("The organization that it is to belong to."),
    level: Type.Enum([...LEVELS], { description: "Where it is to be held; never changes." }),
    permissions,
  },
  { $id: "RoleCreate", description: "A custom role. Nobody gives it what they do not hold themselves." },
);
export type RoleCreate = Static<typeof RoleCreate>;

export const RoleUpdate = Type.Object(
  { name: optional(fields.name), description: optional(fields.description), permissions: optional(permissions) },
  { $id: "RoleUpdate", description: "Changes to a custom role. Absent fields stay as they are; the list of permissions is replaced." },
);
export type RoleUpdate = Static<typeof RoleUpdate>;

export const RoleListQuery = Type.Object({
  name: optional(Type.String({ maxLength: 50, description: "This name, without case." })),
  user_id: optional(Uuid("Roles that this account holds, itself or in a team.")),
  team_id: optional(Uuid("Roles that this team holds.")),
  resource: optional(Type.String({ maxLength: 100, description: "With a permission on this type of resource.", examples: ["team"] })),
  action: optional(Type.String({ maxLength: 100, description: "With a permission for this action.", examples: ["read"] })),
  system_managed: optional(Type.Boolean({ description: "Predefined, or custom." })),
  type: optional(Type.String({ maxLength: 50, description: "Of this type: all are `normal`." })),
  level: optional(Type.Enum([...LEVELS, "team"], { description: "Held at this level." })),
  assigned_to_current_user: optional(Type.Boolean({ description: "Only roles that the caller holds, each with where, or only others." })),
  ...pageQuery,
});
export type RoleListQuery = Static<typeof RoleListQuery>;

const Named = (description: string) => Type.Object({ id: Uuid("Its id."), name: Type.String({ description: "What it is called." }) }, { description });

/** A role in somebody's hands. */
export const RoleAssignment = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    role_id: Uuid("The role."),
    organization_id: Uuid("The organization of the role."),
    user_id: Nullable(Uuid("The person or service account that holds it.")),
    user: Nullable(User),
    team_id: Nullable(Uuid("The team that holds it.")),
    team: Nullable(Named("The same, by name.")),
    invitation_id: Nullable(Uuid("The invitation that holds it: for whoever accepts.")),
    invitation: Nullable(
      Type.Object(
        { id: Uuid("The same."), email: Nullable(Type.String({ description: "Whom it is for; null: not for the caller to see." })) },
        { description: "The same, by address." },
      ),
    ),
    workspace_id: Nullable(Uuid("The workspace that it is held in; null: in the whole organization.")),
    workspace: Nullable(Named("The same, by name.")),
    project_id: Nullable(Uuid("The project that it is held in; null: in no single one.")),
    project: Nullable(Named("The same, by name.")),
    created: Moment("When it was given."),
  },
  { $id: "RoleAssignment", description: "Who holds a role." },
);

const holder = {
  user_id: optional(Uuid("A person or a service account.")),
  team_id: optional(Uuid("A team.")),
  invitation_id: optional(Uuid("An open invitation.")),
  workspace_id: optional(Uuid("The workspace that it is held in, of a role of the level `workspace`.")),
  project_id: optional(Uuid("The project that it is held in, of a role of the level `project`.")),
};
export const HolderQuery = Type.Object(holder);
export type HolderQuery = Static<typeof HolderQuery>;
export const AssignmentListQuery = Type.Object({ ...holder, ...pageQuery });
export type AssignmentListQuery = Static<typeof AssignmentListQuery>;

export const RolePath = Type.Object({ role_id: Uuid("Id of the role.") });

/** A permission as the catalogue shows it. */
export const Permission = Type.Object(
  {
    name: Type.String({ description: "What roles list: type, colon, action.", examples: ["team:read"] }),
    resource: Type.String({ description: "Type of resource.", examples: ["team"] }),
    action: Type.String({ description: "What is done to it.", examples: ["read"] }),
    level: Type.Enum([...LEVELS], { description: "The narrowest level of a role that can hold it." }),
    sentence: Type.String({ description: "What it allows.", examples: ["See the teams and who is in them."] }),
  },
  { $id: "Permission", description: "What a role can allow." },
);

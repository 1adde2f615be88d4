import Type, { type Static } from "typebox";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { MemberListQuery, NameQuery, NameValidation, Organization, OrganizationMember } from "../organizations/schema.ts";
import { User } from "../users/schema.ts";

export { OrganizationPath } from "../access/schema.ts";
export { MemberListQuery, NameQuery, NameValidation, OrganizationMember as Member };

const optional = Type.Optional;

const STATES = ["not_initialized", "pending", "available", "failed", "deactivated", "deleted"] as const;

const fields = {
  name: Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: PLAIN,
    description: "Unique in the installation, compared without case; addresses take it instead of the id.",
    examples: ["analytics"],
  }),
  display_name: Type.String({ minLength: 1, maxLength: 50, pattern: PLAIN, description: "What people call it.", examples: ["Analytics"] }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is about." })),
  logo_url: Nullable(Type.String({ minLength: 1, maxLength: 2000, description: "Address of its logo: https.", examples: ["https://example.com/logo.svg"] })),
};

const version = Type.String({ minLength: 1, maxLength: 50, pattern: "^[!-~]+$", examples: ["0.90.0"] });
const configuration = Nullable(Type.Object({ version: Nullable(version) }, { description: "What its server is to run." }));

/** The read model of a workspace (contract B.5). */
export const Workspace = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation. Also the client id that its server signs in with."),
    ...fields,
    organization: Organization,
    owner: Nullable(User),
    is_managed: Type.Boolean({ description: "Whether whoever runs this installation also runs the workspace's server." }),
    desired_state: Type.Enum([...STATES], { description: "What it is to be. Nobody enters one that is to be `deactivated`." }),
    status: Type.Enum([...STATES], {
      description:
        "What it is: `not_initialized` until its server reports (`pending` where it is managed), then `available`; `deactivated` while it is to be that.",
    }),
    state_reason: Nullable(Type.String({ description: "Why it is so." })),
    workspace_type: Type.String({ description: "`managed` or `self_hosted`." }),
    zenml_service: Type.Object(
      {
        configuration: Nullable(Type.Object({ version: Type.String() }, { description: "What its server is to run; null: nothing is said." })),
        status: Nullable(
          Type.Object(
            { server_url: Type.String({ description: "Where its server is." }), version: Nullable(Type.String({ description: "What it runs." })) },
            { description: "What its server says of itself; null until it has said where it is." },
          ),
        ),
      },
      { description: "The server of the workspace." },
    ),
    last_seen: Nullable(Moment("When its server was last heard of, to the minute; null: not yet. It changes no version.")),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
  },
  { $id: "Workspace", description: "Where an organization's work is done, by a server of its own, which asks here who may do what." },
);

const enrollmentKey = Type.String({ description: "Shown here and never again: the client secret of the workspace's server.", examples: ["rs_9vQ3..."] });

export const WorkspaceCreated = Type.Object(
  { ...Workspace.properties, enrollment_key: Nullable(enrollmentKey) },
  { $id: "WorkspaceCreated", description: "A new workspace, with its enrollment key where one was asked for." },
);

export const WorkspaceCreate = Type.Object(
  {
    name: optional(fields.name),
    display_name: optional(Nullable(fields.display_name)),
    description: optional(fields.description),
    logo_url: optional(fields.logo_url),
    organization_id: optional(Nullable(Uuid("The organization that it is to belong to; the caller's only one where nothing is said."))),
    is_managed: optional(Type.Boolean({ description: "Whether somebody brings up its server; false: it enrolls by itself." })),
    zenml_service: optional(Nullable(Type.Object({ configuration: optional(configuration) }))),
  },
  { $id: "WorkspaceCreate", description: "A new workspace. `name` stands here or in the query." },
);
export type WorkspaceCreate = Static<typeof WorkspaceCreate>;

export const WorkspaceCreateQuery = Type.Object({
  name: optional(fields.name),
  enroll: optional(Type.Boolean({ description: "Also make the key that its server signs in with." })),
});

export const WorkspaceUpdate = Type.Object(
  {
    name: optional(fields.name),
    display_name: optional(fields.display_name),
    description: optional(fields.description),
    logo_url: optional(fields.logo_url),
    owner_id: optional(Uuid("Who is to answer for it: a member of the organization.")),
    desired_state: optional(Type.Enum(["available", "deactivated"], { description: "`deactivated`: nobody enters it, at once." })),
    zenml_service: optional(Nullable(Type.Object({ configuration: optional(configuration) }))),
  },
  { $id: "WorkspaceUpdate", description: "Changes to a workspace. Absent fields stay as they are." },
);
export type WorkspaceUpdate = Static<typeof WorkspaceUpdate>;

export const WorkspaceUpdateQuery = Type.Object({
  force: optional(Type.Boolean({ description: "Taken for clients that send it. It does nothing: no change here needs force." })),
});

const filters = {
  workspace_id: optional(Uuid("This workspace.")),
  workspace_name: optional(Type.String({ maxLength: 50, description: "With this name, without case." })),
  url: optional(Type.String({ maxLength: 2000, description: "Whose server is at this address." })),
  status: optional(Type.Enum([...STATES], { description: "With this status." })),
  is_managed: optional(Type.Boolean({ description: "Managed ones, or others." })),
  owner_id: optional(Uuid("Owned by this account.")),
  member_only: optional(
    Type.Boolean({ description: "Only those where the caller holds a role or a share in the workspace itself or in its projects, directly or in a team." }),
  ),
  tenant_id: optional(Type.String({ format: "uuid", deprecated: true, description: "The older name of `workspace_id`." })),
  tenant_name: optional(Type.String({ maxLength: 50, deprecated: true, description: "The older name of `workspace_name`." })),
  ...pageQuery,
  limit: Type.Integer({ default: 100, minimum: 1, maximum: 100, description: "How many at most." }),
};

export const WorkspaceListQuery = Type.Object({ ...filters, organization_id: optional(Uuid("Of this organization.")) });
export type WorkspaceListQuery = Static<typeof WorkspaceListQuery>;
export const OrganizationWorkspacesQuery = Type.Object({
  ...filters,
  q: optional(Type.String({ minLength: 1, maxLength: 50, description: "With this in the name, or in what people call it, without case." })),
});
export type OrganizationWorkspacesQuery = Static<typeof OrganizationWorkspacesQuery>;

export const WORKSPACE_PATH = { workspace_id: Type.String({ minLength: 1, maxLength: 200, description: "Id or name of the workspace." }) };
export const WorkspacePath = Type.Object(WORKSPACE_PATH);

export const WorkspaceDeletion = Type.Object(
  {
    workspace_id: Uuid("The workspace."),
    goes: Type.Array(
      Type.Object({
        resource: Type.String({ description: "What kind of thing.", examples: ["project"] }),
        count: Type.Integer({ description: "How many of them." }),
      }),
      { description: "What ends with it, for good." },
    ),
    last_seen: Nullable(Moment("When its server was last heard of.")),
  },
  { $id: "WorkspaceDeletion", description: "What deleting a workspace would do." },
);
export type WorkspaceDeletion = Static<typeof WorkspaceDeletion>;

export const EnrollmentRotate = Type.Object(
  {
    retain_period_minutes: optional(
      Type.Integer({ default: 0, minimum: 0, maximum: 60 * 24 * 30, description: "How many minutes the key before it works beside the new one." }),
    ),
  },
  { $id: "EnrollmentRotate", description: "How a new enrollment key takes over." },
);

export const Enrollment = Type.Object(
  { workspace_id: Uuid("The workspace: the client id that its server signs in with."), enrollment_key: enrollmentKey },
  { $id: "Enrollment", description: "A new enrollment key." },
);

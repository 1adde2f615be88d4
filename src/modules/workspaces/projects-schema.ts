import Type, { type Static } from "typebox";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { WORKSPACE_PATH } from "./schema.ts";

export { Member, MemberListQuery, WorkspacePath } from "./schema.ts";

const optional = Type.Optional;

const fields = {
  name: Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: PLAIN,
    description: "Unique in the workspace, compared without case.",
    examples: ["forecasts"],
  }),
  display_name: Type.String({ minLength: 1, maxLength: 50, pattern: PLAIN, description: "What people call it.", examples: ["Forecasts"] }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is about." })),
};

/** The read model of a project (contract B.5). */
export const Project = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    ...fields,
    workspace_id: Uuid("The workspace that it is in."),
    organization_id: Uuid("The organization of that."),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
  },
  { $id: "Project", description: "A part of a workspace, with roles of its own." },
);

export const ProjectCreate = Type.Object(
  { name: fields.name, display_name: optional(Nullable(fields.display_name)), description: optional(fields.description) },
  { $id: "ProjectCreate", description: "A new project. Its maker becomes Project Admin." },
);
export type ProjectCreate = Static<typeof ProjectCreate>;

export const ProjectUpdate = Type.Object(
  { name: optional(fields.name), display_name: optional(fields.display_name), description: optional(fields.description) },
  { $id: "ProjectUpdate", description: "Changes to a project. Absent fields stay as they are." },
);
export type ProjectUpdate = Static<typeof ProjectUpdate>;

export const ProjectListQuery = Type.Object({
  name: optional(Type.String({ maxLength: 50, description: "With this name, without case." })),
  ...pageQuery,
});
export type ProjectListQuery = Static<typeof ProjectListQuery>;

export const ProjectPath = Type.Object({ project_id: Uuid("Id of the project.") });
export const WorkspaceProjectPath = Type.Object({ ...WORKSPACE_PATH, ...ProjectPath.properties });

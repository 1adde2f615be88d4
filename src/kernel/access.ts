/**
 * What can be granted in an organization, and the predefined roles that hold it (contract B.4, B.5). A permission is
 * an action on a type of resource, written `type:action`. `docs/roles.md` is generated from here.
 */

/** Where a role can be held: in the whole organization, in one of its workspaces, in one project of those. */
export const LEVELS = ["organization", "workspace", "project"] as const;
export type Level = (typeof LEVELS)[number];

/** Where something is done: in a whole organization, in a workspace of it, or in a project of that. */
export interface Place {
  readonly organizationId: string;
  readonly workspaceId: string | null;
  readonly projectId: string | null;
}

/** A place that is a workspace, or a project in one. */
export interface WorkspacePlace extends Place {
  readonly workspaceId: string;
}

/** What can be done to the data plane's resources, and how a sentence says it. */
const ACTIONS = {
  create: "Create",
  read: "Read",
  update: "Change",
  delete: "Delete",
  share: "Share",
  read_secret_value: "Read the secret values of",
  promote: "Promote",
  client: "Use, as a workspace's server does,",
  prune: "Prune",
  backup_restore: "Back up and restore",
} as const;

interface ResourceType {
  /** The level of the resource itself: roles of this level and of wider ones can hold its permissions. */
  readonly level: Level;
  /** What each action means, as a sentence. */
  readonly actions: Readonly<Record<string, string>>;
}

/** A type of the data plane. @param many what several of it are called */
function dataType(level: Level, many: string, extra: readonly (keyof typeof ACTIONS)[] = []): ResourceType {
  const actions = ["create", "read", "update", "delete", "share", ...extra] as const;
  return { level, actions: Object.fromEntries(actions.map((action) => [action, `${ACTIONS[action]} ${many}.`])) };
}

/** Types of resources that Roster itself keeps. */
const CONTROL_TYPES = {
  organization: {
    level: "organization",
    actions: { read: "See the organization.", update: "Change the organization.", delete: "Delete the organization." },
  },
  billing: { level: "organization", actions: { read: "See the billing.", update: "Change the billing." } },
  member: { level: "organization", actions: { read: "See the members and their roles.", delete: "Remove members." } },
  invitation: {
    level: "organization",
    actions: { create: "Invite people.", read: "See the invitations.", delete: "Withdraw invitations." },
  },
  team: {
    level: "organization",
    actions: { create: "Make teams.", read: "See the teams and who is in them.", update: "Change teams and who is in them.", delete: "Delete teams." },
  },
  role: {
    level: "organization",
    actions: {
      create: "Make custom roles.",
      read: "See who holds which role.",
      update: "Change custom roles.",
      delete: "Delete custom roles.",
      assign: "Give roles in the organization to people, service accounts and teams, and take them away.",
    },
  },
} as const satisfies Record<string, ResourceType>;

/** The shipped types of the workspaces' own servers. */
const DATA_TYPES: Readonly<Record<string, ResourceType>> = {
  service_account: dataType("organization", "service accounts"),
  workspace: {
    level: "workspace",
    actions: {
      create: "Make workspaces.",
      read: "See and enter the workspace.",
      update: "Change the workspace.",
      delete: "Delete the workspace.",
      share: "Say who is in the workspace, with which roles.",
      backup_restore: "Back up and restore the workspace.",
    },
  },
  stack: dataType("workspace", "stacks"),
  stack_component: dataType("workspace", "stack components"),
  flavor: dataType("workspace", "flavors"),
  service_connector: dataType("workspace", "service connectors", ["client"]),
  secret: dataType("workspace", "secrets", ["read_secret_value", "backup_restore"]),
  tag: dataType("workspace", "tags"),
  project: {
    level: "project",
    actions: {
      create: "Make projects.",
      read: "See the project.",
      update: "Change the project.",
      delete: "Delete the project.",
      share: "Say who is in the project, with which roles.",
    },
  },
  code_repository: dataType("project", "code repositories"),
  pipeline: dataType("project", "pipelines"),
  pipeline_run: dataType("project", "pipeline runs", ["prune"]),
  artifact: dataType("project", "artifacts", ["prune"]),
  artifact_version: dataType("project", "artifact versions", ["prune"]),
  model: dataType("project", "models"),
  model_version: dataType("project", "model versions", ["promote"]),
};

/** A permission that a role can hold. */
export interface Grant {
  /** `type:action`. */
  readonly name: string;
  readonly resource: string;
  readonly action: string;
  readonly level: Level;
  readonly sentence: string;
}

/** What is made inside another level's resource is granted there: nobody is in a workspace that is yet to be made. */
const GRANTED_AT: Readonly<Record<string, Level>> = { "workspace:create": "organization", "project:create": "workspace" };

/** Every permission that a role can hold. */
export const GRANTS: readonly Grant[] = Object.entries({ ...CONTROL_TYPES, ...DATA_TYPES }).flatMap(([resource, { level, actions }]) =>
  Object.entries(actions).map(([action, sentence]) => {
    const name = `${resource}:${action}`;
    return { name, resource, action, level: GRANTED_AT[name] ?? level, sentence };
  }),
);

const LEVEL_OF: ReadonlyMap<string, Level> = new Map(GRANTS.map(({ name, level }) => [name, level]));

/** Whether a role of this level can hold the permission; `undefined` where there is no such permission. */
export function fitsLevel(name: string, level: Level): boolean | undefined {
  const own = LEVEL_OF.get(name);
  return own && LEVELS.indexOf(own) >= LEVELS.indexOf(level);
}

interface PredefinedRole {
  /** The exact name that clients know (contract B.4). */
  readonly name: string;
  readonly level: Level | "team";
  readonly description: string;
  readonly permissions: ReadonlySet<string>;
}

const namesOf = (fits: (grant: Grant) => boolean): ReadonlySet<string> => new Set(GRANTS.filter(fits).map(({ name }) => name));
const isAt = (level: Level) => (grant: Grant) => LEVELS.indexOf(grant.level) >= LEVELS.indexOf(level);
const STACK_TYPES = new Set(["stack", "stack_component", "flavor", "service_connector"]);
/** Running a level is its administrators' business; so is what shows secrets or takes data away for good. */
const RUNNING = new Set(["workspace", "project"]);
const GRAVE = new Set(["read_secret_value", "backup_restore", "prune"]);

/** The four roles that workspaces and projects have in common. */
function ladder(level: "workspace" | "project"): readonly Omit<PredefinedRole, "name" | "level">[] {
  const here = isAt(level);
  const place = `the ${level}`;
  const isWork = (grant: Grant) => here(grant) && !RUNNING.has(grant.resource);
  const canSee = (grant: Grant) => here(grant) && grant.action === "read";
  return [
    { description: `Everything in ${place}.`, permissions: namesOf(here) },
    {
      description: `Makes, changes and deletes what is in ${place}, and reads its secrets.`,
      permissions: namesOf((grant) => canSee(grant) || (isWork(grant) && (!GRAVE.has(grant.action) || grant.action === "read_secret_value"))),
    },
    {
      description: `Makes and changes what is in ${place}.`,
      permissions: namesOf((grant) => canSee(grant) || (isWork(grant) && ["create", "update", "client"].includes(grant.action))),
    },
    { description: `Reads what is in ${place}, but no secrets.`, permissions: namesOf(canSee) },
  ];
}

const STEPS = ["admin", "developer", "contributor", "viewer"] as const;

function ladderRoles(level: "workspace" | "project", title: string): Record<string, PredefinedRole> {
  return Object.fromEntries(
    ladder(level).map((role, i) => {
      const step = STEPS[i] ?? "viewer";
      return [`${level}_${step}`, { ...role, level, name: `${title} ${step.charAt(0).toUpperCase()}${step.slice(1)}` }];
    }),
  );
}

/** The role that an organization must never be without. */
export const ORGANIZATION_ADMIN = "organization_admin";

/** The predefined roles by the key that the database knows them by: every organization has each of them. */
export const PREDEFINED: Readonly<Record<string, PredefinedRole>> = {
  [ORGANIZATION_ADMIN]: {
    name: "Organization Admin",
    level: "organization",
    description: "Everything in the organization, billing included, and in each of its workspaces.",
    permissions: namesOf(() => true),
  },
  organization_manager: {
    name: "Organization Manager",
    level: "organization",
    description: "Makes and sees what the organization has, and its settings; no billing, and no workspace that others made.",
    permissions: namesOf(({ name, level, resource }) => level === "organization" && resource !== "billing" && name !== "organization:delete"),
  },
  organization_viewer: {
    name: "Organization Viewer",
    level: "organization",
    description: "Reads the organization, and sees all of its workspaces.",
    permissions: namesOf(
      ({ name, level, resource, action }) => name === "workspace:read" || (level === "organization" && resource !== "billing" && action === "read"),
    ),
  },
  billing_admin: {
    name: "Billing Admin",
    level: "organization",
    description: "Sees and changes the billing.",
    permissions: new Set(["organization:read", "billing:read", "billing:update"]),
  },
  organization_member: {
    name: "Organization Member",
    level: "organization",
    description: "Belongs to the organization, and may do there what else is granted.",
    permissions: new Set(["organization:read", "member:read"]),
  },
  ...ladderRoles("workspace", "Workspace"),
  stack_admin: {
    name: "Stack Admin",
    level: "workspace",
    description: "Everything about stacks, their components, flavors and service connectors.",
    permissions: namesOf(({ name, resource }) => name === "workspace:read" || STACK_TYPES.has(resource)),
  },
  ...ladderRoles("project", "Project"),
  team_viewer: {
    name: "Team Viewer",
    level: "team",
    description: "Sees the team and who is in it. Whoever is in a team holds it there.",
    permissions: new Set(["team:read"]),
  },
};

/** What a role holds: a predefined one by its key, a custom one by its list. */
export function permissionsOf(role: { readonly predefined: string | null; readonly permissions: readonly string[] | null }): Iterable<string> {
  return role.predefined === null ? (role.permissions ?? []) : (PREDEFINED[role.predefined]?.permissions ?? []);
}

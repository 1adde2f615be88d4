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

/** Types of resources that an installation declares beside the shipped ones, or actions that it adds to those. */
export type DeclaredTypes = Readonly<Record<string, { readonly level: Level; readonly actions: readonly string[] }>>;

const WORD = /^[a-z][a-z0-9_]{0,49}$/;
/** Types that are declared: at most. */
const MOST_TYPES = 200;

/** Whether this declares a type: a level, which a shipped type has already, and actions. */
function isDeclaration(type: string, value: unknown): value is { level?: Level; actions: string[] } {
  const { level, actions, ...rest } = (value ?? {}) as { level?: unknown; actions?: unknown };
  const shipped = Object.hasOwn(DATA_TYPES, type) ? DATA_TYPES[type] : undefined;
  const levelFits = level === undefined ? shipped !== undefined : LEVELS.includes(level as Level) && (shipped === undefined || shipped.level === level);
  const actionsFit = Array.isArray(actions) && actions.length > 0 && actions.length <= 50 && actions.every((action) => WORD.test(String(action)));
  return WORD.test(type) && !Object.hasOwn(CONTROL_TYPES, type) && levelFits && actionsFit && Object.keys(rest).length === 0;
}

/**
 * Reads declared types: a JSON object of `{"dataset": {"level": "project", "actions": ["create", "read"]}}`.
 *
 * @returns `undefined` where it is none: a name that does not fit, a type of Roster's own, another level than the shipped type has
 */
export function parseDeclaredTypes(text: string): DeclaredTypes | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length > MOST_TYPES) return undefined;
  const types: [string, { level: Level; actions: string[] }][] = [];
  for (const [type, declared] of entries) {
    if (!isDeclaration(type, declared)) return undefined;
    types.push([type, { level: declared.level ?? DATA_TYPES[type]?.level ?? "project", actions: [...new Set(declared.actions)] }]);
  }
  return Object.fromEntries(types);
}

const ACTION_WORDS: ReadonlyMap<string, string> = new Map(Object.entries(ACTIONS));

/** The types of an installation: the shipped ones, and what it declares. */
function typesWith(declared: DeclaredTypes): Readonly<Record<string, ResourceType>> {
  const types: Record<string, ResourceType> = { ...CONTROL_TYPES, ...DATA_TYPES };
  for (const [type, { level, actions }] of Object.entries(declared)) {
    const many = `${type.replaceAll("_", " ")} resources`;
    const sentence = (action: string) => `${ACTION_WORDS.get(action) ?? `${action.charAt(0).toUpperCase()}${action.slice(1).replaceAll("_", " ")}`} ${many}.`;
    const own = Object.fromEntries(actions.map((action) => [action, sentence(action)]));
    types[type] = { level, actions: { ...own, ...types[type]?.actions } };
  }
  return types;
}

/** A permission that a role can hold. */
export interface Grant {
  /** `type:action`. */
  readonly name: string;
  readonly resource: string;
  readonly action: string;
  readonly level: Level;
  readonly sentence: string;
}

function grantsOf(types: Readonly<Record<string, ResourceType>>): readonly Grant[] {
  return Object.entries(types).flatMap(([resource, { level, actions }]) =>
    Object.entries(actions).map(([action, sentence]) => {
      const name = `${resource}:${action}`;
      return { name, resource, action, level: GRANTED_AT[name] ?? level, sentence };
    }),
  );
}

interface PredefinedRole {
  /** The exact name that clients know (contract B.4). */
  readonly name: string;
  readonly level: Level | "team";
  readonly description: string;
  readonly permissions: ReadonlySet<string>;
}

type NamesOf = (fits: (grant: Grant) => boolean) => ReadonlySet<string>;
const isAt = (level: Level) => (grant: Grant) => LEVELS.indexOf(grant.level) >= LEVELS.indexOf(level);
const STACK_TYPES = new Set(["stack", "stack_component", "flavor", "service_connector"]);
/** Running a level is its administrators' business; so is what shows secrets or takes data away for good. */
const RUNNING = new Set(["workspace", "project"]);
const GRAVE = new Set(["read_secret_value", "backup_restore", "prune"]);

/** The four roles that workspaces and projects have in common. */
function ladder(namesOf: NamesOf, level: "workspace" | "project"): readonly Omit<PredefinedRole, "name" | "level">[] {
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

function ladderRoles(namesOf: NamesOf, level: "workspace" | "project", title: string): Record<string, PredefinedRole> {
  return Object.fromEntries(
    ladder(namesOf, level).map((role, i) => {
      const step = STEPS[i] ?? "viewer";
      return [`${level}_${step}`, { ...role, level, name: `${title} ${step.charAt(0).toUpperCase()}${step.slice(1)}` }];
    }),
  );
}

/** The role that an organization must never be without. */
export const ORGANIZATION_ADMIN = "organization_admin";

/** The least that a member holds. */
export const ORGANIZATION_MEMBER = "organization_member";

/** The predefined roles by the key that the database knows them by: every organization has each of them. */
const predefinedRoles = (namesOf: NamesOf): Readonly<Record<string, PredefinedRole>> => ({
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
  [ORGANIZATION_MEMBER]: {
    name: "Organization Member",
    level: "organization",
    description: "Belongs to the organization, and may do there what else is granted.",
    permissions: new Set(["organization:read", "member:read"]),
  },
  ...ladderRoles(namesOf, "workspace", "Workspace"),
  stack_admin: {
    name: "Stack Admin",
    level: "workspace",
    description: "Everything about stacks, their components, flavors and service connectors.",
    permissions: namesOf(({ name, resource }) => name === "workspace:read" || STACK_TYPES.has(resource)),
  },
  ...ladderRoles(namesOf, "project", "Project"),
  team_viewer: {
    name: "Team Viewer",
    level: "team",
    description: "Sees the team and who is in it. Whoever is in a team holds it there.",
    permissions: new Set(["team:read"]),
  },
});

/** Role as the decision needs it: a predefined one by its key, a custom one with its list. */
export interface RoleContents {
  readonly predefined: string | null;
  readonly permissions: readonly string[] | null;
}

/** What can be granted in an installation, and what the predefined roles hold there. */
export interface Catalogue {
  /** Every permission that a role can hold. */
  readonly grants: readonly Grant[];
  readonly predefined: Readonly<Record<string, PredefinedRole>>;
  /** The actions of a type of resource; `undefined` where there is no such type. */
  actionsOf(type: string): ReadonlySet<string> | undefined;
  /** Whether a role of this level can hold the permission; `undefined` where there is no such permission. */
  fitsLevel(name: string, level: Level): boolean | undefined;
  /** Whether a role holds a permission. */
  holds(role: RoleContents, permission: string): boolean;
  /** What a role holds. */
  permissionsOf(role: RoleContents): Iterable<string>;
  /** Keys of the predefined roles that hold any of the permissions. */
  keysWith(permissions: readonly string[]): string[];
}

/** The catalogue of an installation. @param declared what it has beside the shipped types */
export function createCatalogue(declared: DeclaredTypes): Catalogue {
  const grants = grantsOf(typesWith(declared));
  const predefined = predefinedRoles((fits) => new Set(grants.filter(fits).map(({ name }) => name)));
  const levels = new Map(grants.map(({ name, level }) => [name, level]));
  const actions = new Map<string, Set<string>>();
  for (const { resource, action } of grants) actions.set(resource, (actions.get(resource) ?? new Set()).add(action));
  return {
    grants,
    predefined,
    actionsOf: (type) => actions.get(type),
    fitsLevel(name, level) {
      const own = levels.get(name);
      return own && LEVELS.indexOf(own) >= LEVELS.indexOf(level);
    },
    holds(role, permission) {
      if (role.predefined === null) return role.permissions?.includes(permission) ?? false;
      return predefined[role.predefined]?.permissions.has(permission) ?? false;
    },
    permissionsOf: (role) => (role.predefined === null ? (role.permissions ?? []) : (predefined[role.predefined]?.permissions ?? [])),
    keysWith: (permissions) => Object.keys(predefined).filter((key) => permissions.some((permission) => predefined[key]?.permissions.has(permission))),
  };
}
